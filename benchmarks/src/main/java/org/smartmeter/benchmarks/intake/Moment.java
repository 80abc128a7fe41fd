package org.smartmeter.benchmarks.intake;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.smartmeter.readings.ReadingStore;

/// What the store held when.
record Moment(long nanos, long records, long values) {

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /// When the store holds so many records.
    ///
    /// @throws IllegalStateException if it does not in minutes
    static Moment of(ReadingStore store, long records) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (true) {
            var totals = store.totals();
            long now = System.nanoTime();
            if (totals.records() >= records) {
                return new Moment(now, totals.records(), totals.values());
            }
            if (now > deadline) {
                throw new IllegalStateException(
                        "after "
                                + LONGEST.toMinutes()
                                + " minutes only "
                                + totals.records()
                                + " of "
                                + records
                                + " records are stored");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK.toMillis()));
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    double secondsSince(Moment earlier) {
        return (nanos - earlier.nanos) / 1e9;
    }

    double recordsPerSecondSince(Moment earlier) {
        return (records - earlier.records) / secondsSince(earlier);
    }

    double valuesPerSecondSince(Moment earlier) {
        return (values - earlier.values) / secondsSince(earlier);
    }
}
