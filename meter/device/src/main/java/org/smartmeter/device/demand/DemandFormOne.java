package org.smartmeter.device.demand;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.smartmeter.device.kept.Varints;

/// The first kept form of the demand registers, with numbers of fixed length, turned into the
/// second, so that a meter whose software is changed keeps its maxima. Numbers and times stand in
/// the same order in both.
final class DemandFormOne {

    static final byte VERSION = 1;

    private static final byte NEXT_VERSION = 2;
    private static final long NEVER = Long.MAX_VALUE;

    private final ByteBuffer from;
    private final ByteBuffer into = ByteBuffer.allocate(DemandCodec.MOST_BYTES);

    private DemandFormOne(byte[] kept) {
        from = ByteBuffer.wrap(kept).position(1);
    }

    /// @throws java.nio.BufferUnderflowException if it ends too soon
    static byte[] inFormTwo(byte[] kept) {
        DemandFormOne form = new DemandFormOne(kept);
        form.turn();
        return Arrays.copyOf(form.into.array(), form.into.position());
    }

    private void turn() {
        into.put(NEXT_VERSION);
        Varints.put(into, from.getInt()); // seconds of a period
        Varints.put(into, from.getInt()); // periods of a window
        Varints.put(into, from.getLong()); // number of the billing period
        Varints.put(into, from.getLong()); // ended by
        time(); // began
        time(); // reset
        time(); // start
        values(); // counts then
        values(); // last average
        byte closed = from.get();
        Varints.put(into, closed);
        for (int i = 0; i < closed; i++) {
            values();
        }
        maxima();
        byte history = from.get();
        Varints.put(into, history);
        for (int i = 0; i < history; i++) {
            Varints.put(into, from.getLong());
            time();
            maxima();
        }
    }

    private void time() {
        long milliseconds = from.getLong();
        Varints.put(into, milliseconds == NEVER ? 0 : milliseconds + 1);
    }

    private void values() {
        long[] values = new long[DemandQuantity.COUNT];
        Arrays.setAll(values, _ -> from.getLong());
        Varints.putSparse(into, values);
    }

    private void maxima() {
        long[] averages = new long[DemandQuantity.COUNT];
        long[] times = new long[DemandQuantity.COUNT];
        for (int i = 0; i < averages.length; i++) {
            averages[i] = from.getLong();
            times[i] = from.getLong();
        }
        Varints.putSparse(into, averages);
        for (int i = 0; i < averages.length; i++) {
            if (averages[i] != 0) {
                Varints.put(into, times[i] + 1);
            }
        }
    }
}
