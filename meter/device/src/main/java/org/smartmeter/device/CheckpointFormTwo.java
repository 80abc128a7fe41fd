package org.smartmeter.device;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.smartmeter.device.kept.Varints;
import org.smartmeter.device.tariff.Rate;

/// The second form of a checkpoint, with numbers of fixed length and none of its own, turned into
/// the third: a meter whose software is changed goes on with every register it had. The demand
/// registers follow as they are.
final class CheckpointFormTwo {

    static final byte VERSION = 2;

    private static final byte NEXT_VERSION = 3;

    private CheckpointFormTwo() {}

    /// @throws java.nio.BufferUnderflowException if it ends too soon
    /// @throws IllegalArgumentException if it has no number of registers
    static byte[] inFormThree(byte[] stored) {
        ByteBuffer from = ByteBuffer.wrap(stored).position(1);
        ByteBuffer into = ByteBuffer.allocate(stored.length + Checkpoint.MOST_BYTES);
        into.put(NEXT_VERSION);
        Varints.put(into, 0); // the first number of the third form follows it
        Varints.put(into, from.getLong() + 1); // ms since 1970
        int registers = from.get();
        if (registers < 0 || registers > EnergyRegister.COUNT) {
            throw new IllegalArgumentException(registers + " registers");
        }
        long[] counts = new long[registers];
        long[] remainders = new long[registers];
        for (int i = 0; i < registers; i++) {
            counts[i] = from.getLong();
            remainders[i] = from.getLong();
        }
        Varints.putSparse(into, counts);
        Varints.putSparse(into, remainders);
        rates(from, into);
        rates(from, into);
        into.put(from);
        return Arrays.copyOf(into.array(), into.position());
    }

    private static void rates(ByteBuffer from, ByteBuffer into) {
        long[] rates = new long[Rate.HIGHEST];
        Arrays.setAll(rates, _ -> from.getLong());
        Varints.putSparse(into, rates);
    }
}
