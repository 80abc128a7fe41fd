package org.smartmeter.device;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.smartmeter.device.demand.MaximumDemand;
import org.smartmeter.device.kept.Varints;

/// The registers with their rates at one moment, and in a whole checkpoint the demand registers
/// too. It is made durable before any row that shows the same registers is journalled.
///
/// @param number checkpoints are numbered in the order in which they were written, from 1
/// @param time the meter's when the registers were so
/// @param demand as [MaximumDemand] encodes itself; empty where it is as in the last whole one
@SuppressWarnings("ArrayRecordComponent") // never compared
record Checkpoint(long number, Instant time, Registers registers, byte[] demand) {

    /// 1 and 2 had numbers of fixed length.
    private static final byte VERSION = 3;

    private static final int MOST_BYTES_WITHOUT_DEMAND =
            1 + 2 * Varints.LONGEST + Registers.MOST_BYTES;

    /// The most bytes of any.
    static final int MOST_BYTES = MOST_BYTES_WITHOUT_DEMAND + MaximumDemand.MOST_BYTES;

    byte[] encode() {
        ByteBuffer bytes =
                ByteBuffer.allocate(MOST_BYTES_WITHOUT_DEMAND + demand.length).put(VERSION);
        Varints.put(bytes, number);
        Varints.put(bytes, time);
        registers.write(bytes);
        bytes.put(demand);
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /// The form that stored bytes say they have, 0 if they are none.
    static int form(byte[] stored) {
        return stored.length == 0 ? 0 : stored[0];
    }

    /// Empty if another version of the software wrote another form; the rows then tell the
    /// registers.
    static Optional<Checkpoint> decode(byte[] stored) {
        if (form(stored) != VERSION) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(stored).position(1);
        try {
            long number = Varints.get(bytes);
            Instant time = Varints.getInstant(bytes);
            Registers registers = Registers.read(bytes);
            byte[] demand = Arrays.copyOfRange(stored, bytes.position(), stored.length);
            return Optional.of(new Checkpoint(number, time, registers, demand));
        } catch (BufferUnderflowException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
