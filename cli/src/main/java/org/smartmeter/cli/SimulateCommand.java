package org.smartmeter.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.smartmeter.world.Outcome;
import org.smartmeter.world.Simulation;
import org.smartmeter.world.Violation;
import org.smartmeter.world.World;
import org.smartmeter.world.WorldSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Lives seeds of the whole system under faults; exit code 1 when a promise did not hold.
@Command(
        name = "simulate",
        description = {
            "Lives the whole system in virtual time: meters, line, utility and database, and what",
            "goes wrong with them, all from a seed. The same seed is the same life; a failing one",
            "alone (--seeds S..S) tells what happened to its meter."
        },
        mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {

    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(5);
    private static final double NANOS = 1e9;
    private static final int MOST_HOURS = 24 * 366;
    private static final int MOST_METERS = 10_000;

    @Option(
            names = "--seeds",
            paramLabel = "A..B",
            required = true,
            description = "from the first to the last; one alone is told in words if it fails")
    private String seeds = "";

    @Option(
            names = "--hours",
            paramLabel = "H",
            description = "virtual time in which things go wrong (default: ${DEFAULT-VALUE})")
    private int hours = 24;

    @Option(
            names = "--meters",
            paramLabel = "N",
            description = "meters in each world (default: ${DEFAULT-VALUE})")
    private int meters = 100;

    @Option(
            names = "--threads",
            paramLabel = "T",
            description = "seeds lived at a time (default: one for each processor)")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "one JSON document")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    private final List<Outcome> failed = new ArrayList<>();
    private Duration lived = Duration.ZERO;
    private long trace;
    private long done;
    private long told;

    @Override
    public Integer call() throws InterruptedException {
        SeedRange range = SeedRange.parse(seeds);
        check("--hours", hours, MOST_HOURS);
        check("--meters", meters, MOST_METERS);
        check("--threads", threads, 1_024);
        SimulatedLogs.silence();
        WorldSettings settings = WorldSettings.of(meters, Duration.ofHours(hours));
        long begin = System.nanoTime();
        told = begin;
        new Simulation(settings, threads)
                .live(range.first(), range.last(), outcome -> take(outcome, range, begin));
        double seconds = (System.nanoTime() - begin) / NANOS;
        if (range.isOne()) {
            failed.forEach(outcome -> tellStory(outcome, settings));
        }
        if (json) {
            report(range, seconds);
        } else {
            print(range, seconds);
        }
        return failed.isEmpty() ? 0 : Smartmeter.NO;
    }

    private static void check(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new BadInput(option + " " + value + ": 1 to " + most);
        }
    }

    private void take(Outcome outcome, SeedRange range, long begin) {
        done++;
        lived = lived.plus(outcome.lived());
        trace = trace * 31 + outcome.trace();
        PrintWriter err = spec.commandLine().getErr();
        if (outcome.violation().isPresent()) {
            failed.add(outcome);
            err.println(words(outcome));
        }
        long now = System.nanoTime();
        if (now - told > BETWEEN_WORDS.toNanos()) {
            told = now;
            err.printf(
                    Locale.ROOT,
                    "%,d of %,d seeds, %d failed, %.1f seeds/s%n",
                    done,
                    range.count(),
                    failed.size(),
                    done / ((now - begin) / NANOS));
        }
        err.flush();
    }

    private static String words(Outcome outcome) {
        Violation violation = outcome.violation().orElseThrow();
        return "seed "
                + outcome.seed()
                + ": "
                + violation.invariant()
                + (violation.meter() < 0 ? "" : ", meter " + violation.meter())
                + ", at "
                + violation.at()
                + ": "
                + violation.detail();
    }

    /// Lives the seed once more and tells what happened to the meter.
    private void tellStory(Outcome outcome, WorldSettings settings) {
        int meter = outcome.violation().map(Violation::meter).orElse(-1);
        Outcome again = World.watch(outcome.seed(), settings, meter);
        PrintWriter to = json ? spec.commandLine().getErr() : spec.commandLine().getOut();
        again.story().forEach(to::println);
        to.println(
                again.trace() == outcome.trace()
                        ? "the same life, trace " + Long.toHexString(again.trace())
                        : "ANOTHER life: the simulation is not deterministic");
        to.flush();
    }

    private void report(SeedRange range, double seconds) {
        new Report()
                .with("seeds", range.count())
                .with("passed", range.count() - failed.size())
                .with("failed", failed.stream().map(SimulateCommand::report).toList())
                .with("virtualHours", lived.toMinutes() / 60.0)
                .with("meters", meters)
                .with("seconds", seconds)
                .with("trace", Long.toHexString(trace))
                .print(spec.commandLine().getOut());
    }

    private static Report report(Outcome outcome) {
        Violation violation = outcome.violation().orElseThrow();
        return new Report()
                .with("seed", outcome.seed())
                .with("invariant", violation.invariant().name())
                .with("at", violation.at().toString())
                .with("meter", violation.meter())
                .with("detail", violation.detail());
    }

    private void print(SeedRange range, double seconds) {
        PrintWriter out = spec.commandLine().getOut();
        failed.forEach(
                outcome -> {
                    out.println(words(outcome));
                    out.println(
                            "  which promises: "
                                    + outcome.violation().orElseThrow().invariant().words());
                    out.println(
                            "  again, in words: smartmeter simulate --seeds "
                                    + outcome.seed()
                                    + ".."
                                    + outcome.seed()
                                    + " --hours "
                                    + hours
                                    + " --meters "
                                    + meters);
                });
        out.printf(
                Locale.ROOT,
                "%,d seeds of %d meters: %s; %,d virtual hours in %.1f s, %.1f seeds/s, trace %s%n",
                range.count(),
                meters,
                failed.isEmpty() ? "every invariant held" : failed.size() + " failed",
                lived.toHours(),
                seconds,
                range.count() / seconds,
                Long.toHexString(trace));
        out.flush();
    }
}
