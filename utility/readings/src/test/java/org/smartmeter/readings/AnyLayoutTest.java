package org.smartmeter.readings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.smartmeter.terms.LocalDay;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.terms.SequenceRanges;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.RecordBatch;
import org.smartmeter.wire.Register;
import org.smartmeter.wire.RowStatus;
import org.smartmeter.wire.Unit;

/// However rows lie — late, with holes, in epochs that overlap, over clock changes, by profiles
/// side by side, merged or not, sealed or not, filed by the days of one zone and then of another —
/// each answer is what a plain reckoning over the raw records comes to.
class AnyLayoutTest {

    private static final Instant START = Instant.parse("2026-03-20T00:00:00Z");
    private static final Instant RECEIVED = Instant.parse("2026-11-01T00:00:00Z");
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final List<ZoneId> ZONES =
            List.of(
                    ZoneId.of("UTC"),
                    LONDON,
                    ZoneId.of("Asia/Kathmandu"),
                    ZoneId.of("Pacific/Kiritimati"),
                    ZoneId.of("Pacific/Pago_Pago"));
    private static final AtomicInteger METERS = new AtomicInteger(5_000);

    private static OpenStore store;
    private static Map<ZoneId, ReadingStore> elsewhere;

    @BeforeContainer
    static void open() {
        store = new OpenStore();
        elsewhere = new HashMap<>();
        ZONES.forEach(
                zone -> elsewhere.put(zone, store.another(OpenStore.MERGES_WHEN_TOLD.in(zone))));
    }

    @AfterContainer
    static void close() {
        elsewhere.values().forEach(ReadingStore::close);
        store.close();
    }

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    void everyAnswerIsThatOfAPlainReckoning(@ForAll long seed) {
        Random random = new Random(seed);
        Map<MeterId, List<TestMeter>> meters = new HashMap<>();
        for (int i = 0; i < 4; i++) {
            List<TestMeter> epochs = epochs(random);
            meters.put(epochs.getFirst().id, epochs);
        }
        for (int round = 0; round < 4; round++) {
            for (List<TestMeter> epochs : meters.values()) {
                for (TestMeter epoch : epochs) {
                    sendSome(random, epoch, round == 3);
                }
            }
            ReadingStore merging = elsewhere.get(ZONES.get(random.nextInt(ZONES.size())));
            if (random.nextInt(3) > 0) {
                merging.merge();
            }
            if (random.nextInt(2) == 0) {
                merging.seal();
            }
            assertAnswers(random, meters);
        }
    }

    /// What is due for merging is known to the store that took it in: so one takes in all and
    /// merges by the days of its zone.
    private static void sendSome(Random random, TestMeter epoch, boolean all) {
        ReadingStore taking = elsewhere.get(ZONES.get(random.nextInt(ZONES.size())));
        long upTo = taking.progress(epoch.id, epoch.epoch).storedUpTo();
        int last = epoch.journal.size();
        int end = all ? last : (int) Math.min(last, upTo + random.nextInt(last));
        for (long first = upTo + 1; first <= end; first += 200) {
            long batchEnd = Math.min(end, first + 199);
            if (all || random.nextInt(8) > 0) {
                boolean lost = random.nextInt(25) == 0 && first > 10;
                byte[] body =
                        lost
                                ? RecordBatch.packLost((int) (batchEnd - first + 1)).toByteArray()
                                : epoch.batch(first, batchEnd);
                SequenceRange range = new SequenceRange(first, batchEnd);
                taking.store(epoch.id, epoch.epoch, range, body, RECEIVED)
                        .handle((_, _) -> true)
                        .toCompletableFuture()
                        .join();
            }
        }
    }

    private static void assertAnswers(Random random, Map<MeterId, List<TestMeter>> meters) {
        Map<MeterId, PlainReckoning> plain = new HashMap<>();
        meters.forEach((meter, epochs) -> plain.put(meter, reckoning(epochs)));
        for (int question = 0; question < 6; question++) {
            Instant from = instant(random);
            Instant to = from.plus(length(random));
            Duration step = step(random, from, to);
            Map<MeterId, PeriodEnergy> sums = new HashMap<>();
            plain.forEach(
                    (meter, reckoned) -> {
                        assertSame(
                                store.readings.curve(meter, from, to),
                                reckoned.curve(from, to),
                                "curve of " + meter + " from " + from + " to " + to);
                        reckoned.energy(from, to).ifPresent(sum -> sums.put(meter, sum));
                    });
            assertThat(store.readings.energies(meters.keySet(), from, to))
                    .as("sums from %s to %s", from, to)
                    .isEqualTo(sums);
            assertSame(
                    store.readings.totals(meters.keySet(), from, to, step),
                    totals(plain, from, to, step),
                    "totals from " + from + " to " + to + " by " + step);
        }
        MeterId one = meters.keySet().iterator().next();
        YearMonth month = YearMonth.of(2026, 3 + random.nextInt(2));
        Map<LocalDay, PeriodEnergy> days = new TreeMap<>();
        for (LocalDay day : LocalDay.ofMonth(month, LONDON)) {
            plain.get(one).energy(day.start(), day.end()).ifPresent(sum -> days.put(day, sum));
        }
        assertSame(
                List.copyOf(store.readings.days(one, month, LONDON).entrySet()),
                List.copyOf(days.entrySet()),
                "days of " + month);
        assertThat(store.readings.measuredSpan(one)).isEqualTo(plain.get(one).span());
    }

    /// Says the first difference, since lists are long.
    private static <T> void assertSame(List<T> actual, List<T> expected, String what) {
        for (int i = 0; i < Math.min(actual.size(), expected.size()); i++) {
            assertThat(actual.get(i)).as("%s, number %d", what, i).isEqualTo(expected.get(i));
        }
        assertThat(actual.size()).as("%s, size", what).isEqualTo(expected.size());
    }

    private static PlainReckoning reckoning(List<TestMeter> epochs) {
        List<SequenceRanges> stored = new ArrayList<>();
        for (TestMeter epoch : epochs) {
            StoredRecords records = store.readings.storedRecords(epoch.id, epoch.epoch);
            assertThat(records.duplicates()).isEmpty();
            stored.add(records.present());
        }
        return new PlainReckoning(epochs, stored, RECEIVED);
    }

    private static List<TotalInterval> totals(
            Map<MeterId, PlainReckoning> plain, Instant from, Instant to, Duration step) {
        Optional<List<TotalInterval>> sums =
                plain.values().stream()
                        .map(meter -> meter.steps(from, to, step))
                        .reduce(
                                (one, other) -> {
                                    List<TotalInterval> both = new ArrayList<>();
                                    for (int i = 0; i < one.size(); i++) {
                                        both.add(plus(one.get(i), other.get(i)));
                                    }
                                    return both;
                                });
        return sums.orElseThrow();
    }

    private static TotalInterval plus(TotalInterval one, TotalInterval other) {
        return new TotalInterval(
                one.start(),
                one.end(),
                one.imported().plus(other.imported()),
                one.exported().plus(other.exported()),
                one.meters() + other.meters());
    }

    /// Now and then a local midnight or a month's begin, most of the time any.
    private static Instant instant(Random random) {
        LocalDate date = LocalDate.ofInstant(START, LONDON).plusDays(random.nextInt(110) - 5L);
        return switch (random.nextInt(4)) {
            case 0 -> new LocalDay(date, LONDON).start();
            case 1 -> new LocalDay(date.withDayOfMonth(1), ZoneId.of("UTC")).start();
            case 2 -> new LocalDay(date, LONDON).start().plusSeconds(900L * random.nextInt(96));
            default -> new LocalDay(date, LONDON).start().plusMillis(random.nextInt(86_400_000));
        };
    }

    /// Not so short that there are thousands, which a plain reckoning takes too long for.
    private static Duration step(Random random, Instant from, Instant to) {
        long minutes = List.of(15, 60, 77, 1_440).get(random.nextInt(4));
        return Duration.ofMinutes(Math.max(minutes, Duration.between(from, to).toMinutes() / 200));
    }

    private static Duration length(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> Duration.ofDays(1);
            case 1 -> Duration.ofDays(31);
            case 2 -> Duration.ofDays(60);
            case 3 -> Duration.ofMinutes(15L * (1 + random.nextInt(2_000)));
            default -> Duration.ofMillis(1 + random.nextInt(2_000_000_000));
        };
    }

    private static List<TestMeter> epochs(Random random) {
        String id = String.format("ANY%013d", METERS.getAndIncrement());
        List<TestMeter> epochs = new ArrayList<>();
        int count = random.nextInt(3) == 0 ? 2 + random.nextInt(2) : 1;
        Instant time = START.plusSeconds(900L * random.nextInt(400));
        for (int i = 0; i < count; i++) {
            TestMeter epoch = new TestMeter(id, 1_700_000_000L + i);
            time = new Home(random, epoch, time).live(random.nextInt(900 / count));
            epochs.add(epoch);
            // A new board; its clock may be behind.
            time = time.plus(Duration.ofMinutes(random.nextInt(6_000) - 1_500L));
        }
        return epochs;
    }

    /// A journal that grows by what happens to meters.
    private static final class Home {

        private static final Register NIGHT =
                new Register(ObisCode.parse("1-0:1.8.2"), 0, Unit.WATT_HOUR);

        private final Random random;
        private final TestMeter meter;
        private final boolean exports;
        private Instant time;
        private long register = 1_000;
        private Definition profile;
        private boolean second;

        Home(Random random, TestMeter meter, Instant time) {
            this.random = random;
            this.meter = meter;
            this.exports = random.nextBoolean();
            this.time = time;
            this.profile = profile(1, 1_800, 0);
            meter.defines(profile).defines(TestMeter.SNAPSHOT);
        }

        private Definition profile(int number, int period, int scaler) {
            List<Register> registers = new ArrayList<>();
            registers.add(NIGHT);
            registers.add(new Register(ObisCode.ACTIVE_ENERGY_IMPORT, scaler, Unit.WATT_HOUR));
            if (exports) {
                registers.add(new Register(ObisCode.ACTIVE_ENERGY_EXPORT, -3, Unit.WATT_HOUR));
            }
            return new Definition(number, Definition.Kind.PROFILE, period, registers);
        }

        Instant live(int rows) {
            for (int i = 0; i < rows; i++) {
                switch (random.nextInt(300)) {
                    case 0 -> time = time.plus(Duration.ofMinutes(random.nextInt(60_000)));
                    case 1 -> time = time.minusSeconds(random.nextInt(20_000));
                    case 2, 3 -> {
                        profile = profile(1, List.of(900, 1_800, 3_600).get(random.nextInt(3)), 0);
                        meter.defines(profile);
                    }
                    case 4 -> {
                        second = true;
                        meter.defines(profile(9, 3_600, -3));
                    }
                    case 5 -> row(profile, time, 0, register - 900);
                    case 6 -> meter.record(2, new byte[] {7});
                    case 7 -> row(profile, RECEIVED.plusSeconds(10_000), 0, register);
                    case 8, 9 -> {
                        time = time.plus(Duration.ofMinutes(random.nextInt(3_000)));
                        row(profile, time, RowStatus.POWER_WAS_DOWN.bit(), register);
                    }
                    case 10 -> meter.measures(TestMeter.SNAPSHOT, time, 0, register * 1_000);
                    default -> {
                        long period = profile.periodSeconds();
                        time = Instant.ofEpochSecond((time.getEpochSecond() / period + 1) * period);
                    }
                }
                register += random.nextInt(400);
                row(profile, time, 0, register);
                if (second && time.getEpochSecond() % 3_600 == 0) {
                    meter.measures(
                            profile(9, 3_600, -3),
                            time.plusSeconds(random.nextInt(3)),
                            0,
                            values(register * 1_000 + 7));
                }
            }
            return time;
        }

        private void row(Definition definition, Instant end, int status, long imported) {
            meter.measures(definition, end, status, values(imported));
        }

        private long[] values(long imported) {
            return exports
                    ? new long[] {imported / 3, imported, imported / 7}
                    : new long[] {imported / 3, imported};
        }
    }
}
