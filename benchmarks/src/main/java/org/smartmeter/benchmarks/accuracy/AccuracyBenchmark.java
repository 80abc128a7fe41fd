package org.smartmeter.benchmarks.accuracy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.smartmeter.benchmarks.Benchmark;
import org.smartmeter.benchmarks.BenchmarkResult;
import org.smartmeter.benchmarks.BenchmarkResult.Row;

/// The accuracy of calibrated meters on a modelled front end, at every load point and under every
/// influence, with a naive meter on the same counts beside it.
public final class AccuracyBenchmark implements Benchmark {

    private static final int SINGLE_PHASE_UNITS = 24;
    private static final int THREE_PHASE_UNITS = 4;
    private static final long FIRST_SEED = 1_001;

    private final int singlePhaseUnits;
    private final int threePhaseUnits;
    private final long firstSeed;
    private final List<Tests> programme;

    public AccuracyBenchmark() {
        this(
                SINGLE_PHASE_UNITS,
                THREE_PHASE_UNITS,
                FIRST_SEED,
                List.of(
                        new DynamicRange(),
                        new Influences(),
                        new Polyphase(),
                        new StartingAndCreep(),
                        new PulsedCurrents(),
                        new SupplyQuality()));
    }

    AccuracyBenchmark(
            int singlePhaseUnits, int threePhaseUnits, long firstSeed, List<Tests> programme) {
        this.singlePhaseUnits = singlePhaseUnits;
        this.threePhaseUnits = threePhaseUnits;
        this.firstSeed = firstSeed;
        this.programme = programme;
    }

    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public String description() {
        return "errors of calibrated meters at every load point and influence of classes 0.2S, 0.5S and 1,"
                + " at pulsed currents, and of supply quality";
    }

    @Override
    public BenchmarkResult run(Consumer<String> progress) throws InterruptedException {
        List<Row> rows = new ArrayList<>();
        try (Laboratory laboratory =
                new Laboratory(singlePhaseUnits, threePhaseUnits, firstSeed, progress)) {
            for (Tests tests : programme) {
                rows.addAll(tests.run(laboratory));
            }
        }
        return BenchmarkResult.of(name(), rows);
    }
}
