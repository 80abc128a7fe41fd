package org.smartmeter.server;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.smartmeter.headend.Batch;
import org.smartmeter.headend.Intake;
import org.smartmeter.headend.Stored;
import org.smartmeter.readings.BatchRefusedException;
import org.smartmeter.readings.Committed;
import org.smartmeter.readings.ReadingStore;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.MalformedException;

/// The head-end's intake is the reading store: what it has committed may be acknowledged.
final class ReadingsIntake implements Intake {

    private final ReadingStore readings;

    ReadingsIntake(ReadingStore readings) {
        this.readings = readings;
    }

    @Override
    public CompletionStage<Stored> store(Batch batch) {
        return readings.store(
                        batch.meter(), batch.epoch(), batch.range(), batch.body(), batch.received())
                .handle(
                        (committed, failure) -> {
                            if (failure != null) {
                                throw inTheHeadendsWords(failure);
                            }
                            return stored(committed);
                        });
    }

    @Override
    public CompletionStage<Stored> stored(MeterId meter, Epoch epoch) {
        return CompletableFuture.completedStage(stored(readings.progress(meter, epoch)));
    }

    private static Stored stored(Committed committed) {
        return new Stored(committed.storedUpTo(), committed.missing());
    }

    private static CompletionException inTheHeadendsWords(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException wrapped && wrapped.getCause() != null
                        ? wrapped.getCause()
                        : failure;
        return new CompletionException(
                cause instanceof BatchRefusedException refused
                        ? new MalformedException(
                                "batch", String.valueOf(refused.getMessage()), refused)
                        : cause);
    }
}
