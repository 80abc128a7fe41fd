package org.smartmeter.benchmarks.store;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionStage;
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

/// Journals of meters that read what homes used, as their batches reach the store. More meters than
/// homes are the same homes on other days.
final class MadeJournals {

    static final int PERIOD_SECONDS = 1_800;

    private static final Epoch EPOCH = new Epoch(1_700_000_000L);
    private static final int DAY = 48;

    /// Batches under way; more would only wait in the store's queue.
    private static final int UNDER_WAY = 2_000;

    private static final Definition PROFILE =
            new Definition(
                    1,
                    Definition.Kind.PROFILE,
                    PERIOD_SECONDS,
                    List.of(new Register(ObisCode.ACTIVE_ENERGY_IMPORT, 0, Unit.WATT_HOUR)));

    private final Households households;
    private final Instant start;

    /// @param start when the first interval begins
    MadeJournals(Households households, Instant start) {
        this.households = households;
        this.start = start;
    }

    static MeterId meter(int number) {
        return new MeterId("BEN%013d".formatted(number));
    }

    /// Stores rows `from` to `to` (not included) of each meter, a day in a batch; row 0 is the
    /// register before the first interval. Returns when all are committed.
    ///
    /// @return how many values
    long store(ReadingStore store, int meters, int from, int to, Instant received) {
        Deque<CompletionStage<Committed>> underWay = new ArrayDeque<>();
        for (int meter = 0; meter < meters; meter++) {
            long register = register(meter, from);
            for (int begin = from; begin < to; begin += DAY) {
                int end = Math.min(to, begin + DAY);
                long[] times = new long[end - begin];
                long[] values = new long[end - begin];
                for (int row = begin; row < end; row++) {
                    register += row == from ? 0 : energy(meter, row - 1);
                    times[row - begin] = start.toEpochMilli() + 1_000L * row * PERIOD_SECONDS;
                    values[row - begin] = register;
                }
                // Record 1 is the definition, so row 0 is record 2.
                SequenceRange range = new SequenceRange(begin == 0 ? 1 : begin + 2, end + 1);
                byte[] body =
                        RecordBatch.packRows(PROFILE, begin == 0, times, new long[][] {values})
                                .toByteArray();
                underWay.add(store.store(meter(meter), EPOCH, range, body, received));
                if (underWay.size() > UNDER_WAY) {
                    underWay.remove().toCompletableFuture().join();
                }
            }
        }
        underWay.forEach(one -> one.toCompletableFuture().join());
        return (long) meters * (to - from);
    }

    /// A home's own register is not known before its first row; each meter has another.
    private long register(int meter, int row) {
        long register = meter * 1_000L;
        for (int i = 0; i < row; i++) {
            register += energy(meter, i);
        }
        return register;
    }

    private int energy(int meter, int interval) {
        int[] home = households.homes()[meter % households.homes().length];
        int shift = meter / households.homes().length * DAY;
        return home[(interval + shift) % home.length];
    }
}
