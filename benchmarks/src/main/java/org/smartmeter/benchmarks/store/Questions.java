package org.smartmeter.benchmarks.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.smartmeter.benchmarks.BenchmarkResult.Row;
import org.smartmeter.readings.ReadingStore;
import org.smartmeter.terms.MeterId;

/// What is asked, how long the answer took, and what the rows behind it cost alone. Every answer is
/// looked at: it must be of all meters and whole.
final class Questions {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HALF_HOUR = Duration.ofSeconds(MadeJournals.PERIOD_SECONDS);
    private static final int LAST_DAYS = 1_000;
    private static final int ROUNDS = 25;
    private static final int WARM_UP = 8;

    private final ReadingStore store;
    private final PlainFetch plain;
    private final int meters;
    private final int feeder;

    /// @param meters how many there are
    /// @param feeder how many hang on one feeder
    Questions(ReadingStore store, PlainFetch plain, int meters, int feeder) {
        this.store = store;
        this.plain = plain;
        this.meters = meters;
        this.feeder = feeder;
    }

    List<Row> lastDays(Instant now) {
        SplittableRandom random = new SplittableRandom(2);
        Instant yesterday = now.minus(DAY);
        Latency answers =
                Latency.of(
                        LAST_DAYS / 5,
                        LAST_DAYS,
                        () -> {
                            MeterId meter = MadeJournals.meter(random.nextInt(meters));
                            int intervals = store.curve(meter, yesterday, now).size();
                            check(intervals == 48, "a last day of " + intervals + " intervals");
                        });
        Latency raw =
                Latency.of(
                        LAST_DAYS / 5,
                        LAST_DAYS,
                        () -> {
                            MeterId meter = MadeJournals.meter(random.nextInt(meters));
                            plain.bytes("curves", new String[] {meter.value()}, yesterday, now);
                        });
        return List.of(
                Row.of("last day of one meter, p50", answers.median(), "ms")
                        .beside("PostgreSQL's plain fetch", raw.median()),
                Row.of("last day of one meter, p99", answers.p99(), "ms")
                        .beside("PostgreSQL's plain fetch", raw.p99())
                        .atMost(5));
    }

    /// @param limit ms for all meters
    List<Row> sums(String what, Instant from, Instant to, double limit) {
        List<Row> rows = new ArrayList<>();
        for (int count : new int[] {meters / 20, meters / 4, meters}) {
            List<MeterId> some = some(count, MadeJournals::meter);
            Latency answers =
                    Latency.of(
                            WARM_UP,
                            ROUNDS,
                            () -> {
                                var sums = store.energies(some, from, to);
                                check(
                                        sums.size() == count
                                                && sums.values().stream()
                                                        .allMatch(sum -> sum.complete()),
                                        "sums are missing");
                            });
            Latency raw =
                    Latency.of(WARM_UP, ROUNDS, () -> plain.bytes("edges", names(some), from, to));
            rows.addAll(
                    answers.rows(what + " of " + count + " meters", limit * count / meters, raw));
        }
        return rows;
    }

    /// @param name of a meter by its number
    /// @param apart how many meters further the feeder's next one is
    List<Row> curve(String what, IntFunction<MeterId> name, int apart, Instant day, double limit) {
        Instant end = day.plus(DAY);
        List<MeterId> some = some(feeder, number -> name.apply(number * apart));
        Latency answers =
                Latency.of(
                        WARM_UP,
                        ROUNDS,
                        () -> {
                            var curve = store.totals(some, day, end, HALF_HOUR);
                            check(
                                    curve.size() == 48
                                            && curve.stream()
                                                    .allMatch(one -> one.meters() == feeder),
                                    "a curve has a hole");
                        });
        String sections =
                """
                substring(b.curves FROM 1 + coalesce(b.curve_ends[width_bucket(%1$d, b.days)], 0)
                    FOR coalesce(b.curve_ends[width_bucket(%1$d + 2, b.days)], 0)
                        - coalesce(b.curve_ends[width_bucket(%1$d, b.days)], 0))
                """
                        .formatted(day.getEpochSecond() / 86_400 - 2);
        Latency raw =
                Latency.of(WARM_UP, ROUNDS, () -> plain.bytes(sections, names(some), day, end));
        return answers.rows(what + " of a feeder of " + feeder, limit, raw);
    }

    private static List<MeterId> some(int count, IntFunction<MeterId> name) {
        return IntStream.range(0, count).mapToObj(name).toList();
    }

    private static String[] names(List<MeterId> meters) {
        return meters.stream().map(MeterId::value).toArray(String[]::new);
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException(what);
        }
    }
}
