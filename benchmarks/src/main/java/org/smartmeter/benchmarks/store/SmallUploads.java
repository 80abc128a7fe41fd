package org.smartmeter.benchmarks.store;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.smartmeter.readings.Committed;
import org.smartmeter.readings.ReadingStore;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.RecordBatch;
import org.smartmeter.wire.Register;
import org.smartmeter.wire.Unit;

/// A fleet of quarter-hourly meters with four registers that report in turn, four hours in each
/// upload: 16 × 4 values.
final class SmallUploads {

    static final int VALUES = 64;

    private static final int ROWS = 16;
    private static final int QUARTER_MILLIS = 900_000;
    private static final Epoch EPOCH = new Epoch(1_700_000_000L);

    /// Uploads under way; more would only wait in the store's queue.
    private static final int UNDER_WAY = 2_000;

    private static final Definition PROFILE =
            new Definition(
                    1,
                    Definition.Kind.PROFILE,
                    QUARTER_MILLIS / 1_000,
                    List.of(
                            new Register(ObisCode.ACTIVE_ENERGY_IMPORT, 0, Unit.WATT_HOUR),
                            new Register(ObisCode.ACTIVE_ENERGY_EXPORT, 0, Unit.WATT_HOUR),
                            new Register(ObisCode.parse("1-0:3.8.0"), 0, Unit.VAR_HOUR),
                            new Register(ObisCode.parse("1-0:4.8.0"), 0, Unit.VAR_HOUR)));

    private final int meters;
    private final long start;
    private final long[][] registers;
    private final SplittableRandom random = new SplittableRandom(3);
    private long uploads;

    /// @param start when their first interval ends
    SmallUploads(int meters, Instant start) {
        this.meters = meters;
        this.start = start.toEpochMilli();
        this.registers = new long[meters][PROFILE.registers().size()];
    }

    static MeterId meter(int number) {
        return new MeterId("QUA%013d".formatted(number));
    }

    /// Up to when all of them have reported.
    Instant reportedTo() {
        return Instant.ofEpochMilli(start + (uploads / meters * ROWS - 1) * QUARTER_MILLIS);
    }

    /// Sends uploads until it is enough and waits for those under way.
    ///
    /// @param rate values a second; as fast as it goes if it is infinite
    /// @return how many values were stored
    long send(ReadingStore store, double rate, BooleanSupplier enough) {
        Deque<CompletionStage<Committed>> underWay = new ArrayDeque<>();
        long begin = System.nanoTime();
        long sent = 0;
        while (!enough.getAsBoolean()) {
            underWay.add(upload(store));
            sent += VALUES;
            if (underWay.size() > UNDER_WAY) {
                underWay.remove().toCompletableFuture().join();
            }
            long due = begin + (long) (sent / rate * TimeUnit.SECONDS.toNanos(1));
            long early = due - System.nanoTime();
            if (early > TimeUnit.MILLISECONDS.toNanos(1)) {
                LockSupport.parkNanos(early);
            }
        }
        underWay.forEach(one -> one.toCompletableFuture().join());
        return sent;
    }

    private CompletionStage<Committed> upload(ReadingStore store) {
        int meter = (int) (uploads % meters);
        long round = uploads / meters;
        uploads++;
        long[] times = new long[ROWS];
        long[][] columns = new long[PROFILE.registers().size()][ROWS];
        long[] register = registers[meter];
        for (int row = 0; row < ROWS; row++) {
            times[row] = start + (round * ROWS + row) * QUARTER_MILLIS;
            for (int i = 0; i < register.length; i++) {
                register[i] += i == 1 ? 0 : random.nextInt(200);
                columns[i][row] = register[i];
            }
        }
        long first = round * ROWS + (round == 0 ? 1 : 2);
        SequenceRange range = new SequenceRange(first, (round + 1) * ROWS + 1);
        byte[] body = RecordBatch.packRows(PROFILE, round == 0, times, columns).toByteArray();
        return store.store(meter(meter), EPOCH, range, body, Instant.ofEpochMilli(times[ROWS - 1]));
    }
}
