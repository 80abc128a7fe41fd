package org.smartmeter.headend;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.terms.SequenceRanges;

/// A store in memory that can be told to wait or to fail.
final class ModelIntake implements Intake {

    private record Journal(MeterId meter, Epoch epoch) {}

    private final Map<Journal, SequenceRanges> stored = new ConcurrentHashMap<>();
    private final List<Runnable> held = new ArrayList<>();
    private volatile boolean holding;
    private volatile Supplier<Throwable> failure = () -> null;

    @Override
    public synchronized CompletionStage<Stored> store(Batch batch) {
        Throwable thrown = failure.get();
        if (thrown != null) {
            return CompletableFuture.failedFuture(thrown);
        }
        CompletableFuture<Stored> result = new CompletableFuture<>();
        Runnable commit =
                () -> {
                    hold(batch.meter(), batch.epoch(), batch.range());
                    result.complete(now(batch.meter(), batch.epoch()));
                };
        if (holding) {
            held.add(commit);
        } else {
            commit.run();
        }
        return result;
    }

    @Override
    public CompletionStage<Stored> stored(MeterId meter, Epoch epoch) {
        return CompletableFuture.completedFuture(now(meter, epoch));
    }

    /// As if these records had been stored before.
    void hold(MeterId meter, Epoch epoch, SequenceRange range) {
        stored.merge(
                new Journal(meter, epoch),
                SequenceRanges.EMPTY.plus(range),
                (before, added) -> before.plus(range));
    }

    SequenceRanges of(MeterId meter, Epoch epoch) {
        return stored.getOrDefault(new Journal(meter, epoch), SequenceRanges.EMPTY);
    }

    private Stored now(MeterId meter, Epoch epoch) {
        SequenceRanges ranges = of(meter, epoch);
        return new Stored(ranges.contiguousUpTo(), ranges.gaps());
    }

    /// From now on nothing commits before [#commit].
    void hold() {
        holding = true;
    }

    synchronized void commit() {
        holding = false;
        held.forEach(Runnable::run);
        held.clear();
    }

    void fail(Supplier<Throwable> thrown) {
        failure = thrown;
    }

    void work() {
        failure = () -> null;
    }
}
