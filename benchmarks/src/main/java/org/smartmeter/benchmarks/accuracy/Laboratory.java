package org.smartmeter.benchmarks.accuracy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.smartmeter.simulator.frontend.FrontEndDesign;

/// Meters under test and the hands to test several at once, one per processor.
final class Laboratory implements AutoCloseable {

    private final ExecutorService hands =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    private final Consumer<String> progress;
    private final List<Specimen> singlePhase;
    private final List<Specimen> threePhase;

    /// @param singlePhaseUnits how many units to take through the shop
    /// @param firstSeed of the units
    Laboratory(int singlePhaseUnits, int threePhaseUnits, long firstSeed, Consumer<String> progress)
            throws InterruptedException {
        this.progress = progress;
        tell("calibrating " + singlePhaseUnits + " single-phase units");
        singlePhase = calibrated(FrontEndDesign.standard(1), singlePhaseUnits, firstSeed);
        tell("calibrating " + threePhaseUnits + " three-phase units");
        threePhase = calibrated(FrontEndDesign.standard(3), threePhaseUnits, firstSeed);
    }

    private List<Specimen> calibrated(FrontEndDesign design, int units, long firstSeed)
            throws InterruptedException {
        List<Long> seeds = new ArrayList<>();
        for (int unit = 0; unit < units; unit++) {
            seeds.add(firstSeed + unit);
        }
        return each(seeds, seed -> Specimen.calibrated(design, seed));
    }

    /// All single-phase meters, at least 20.
    List<Specimen> singlePhase() {
        return singlePhase;
    }

    /// The first few of them, for what depends little on noise.
    List<Specimen> someSinglePhase(int count) {
        return singlePhase.subList(0, Math.min(count, singlePhase.size()));
    }

    List<Specimen> threePhase() {
        return threePhase;
    }

    void tell(String line) {
        progress.accept(line);
    }

    /// Does the same with each, several at once; results in the order given.
    <T, R> List<R> each(List<T> all, Function<T, R> what) throws InterruptedException {
        List<Future<R>> futures = new ArrayList<>();
        for (T one : all) {
            futures.add(hands.submit(() -> what.apply(one)));
        }
        List<R> results = new ArrayList<>();
        for (Future<R> future : futures) {
            try {
                results.add(future.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        return results;
    }

    @Override
    public void close() {
        hands.shutdownNow();
    }
}
