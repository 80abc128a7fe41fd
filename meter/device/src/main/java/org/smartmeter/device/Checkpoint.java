package org.smartmeter.device;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.smartmeter.device.demand.MaximumDemand;

/// What the registers' state file holds: the registers with their rates, the demand registers,
/// and the meter's time when they were so, all in one write. It is made durable before any row
/// that shows the same registers is journalled.
///
/// @param demand as [MaximumDemand] encodes itself; empty in the first form, which had none
@SuppressWarnings("ArrayRecordComponent") // never compared
record Checkpoint(Instant time, Registers registers, byte[] demand) {

    private static final byte VERSION = 2;

    /// Had neither rates nor demand.
    private static final byte FIRST_VERSION = 1;

    private static final int FIRST_BYTES =
            1 + Long.BYTES + Registers.FIRST_REGISTERS * 2 * Long.BYTES;
    private static final int BYTES = 1 + Long.BYTES + Registers.BYTES;

    /// The most bytes in the state file.
    static final int MOST_BYTES = BYTES + MaximumDemand.MOST_BYTES;

    byte[] encode() {
        ByteBuffer bytes =
                ByteBuffer.allocate(BYTES + demand.length)
                        .put(VERSION)
                        .putLong(time.toEpochMilli());
        registers.write(bytes);
        return bytes.put(demand).array();
    }

    /// Empty if another version of the software wrote another form; the rows then tell the
    /// registers.
    static Optional<Checkpoint> decode(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        byte version = stored.length == 0 ? 0 : bytes.get();
        if (version == FIRST_VERSION && stored.length == FIRST_BYTES) {
            Instant time = Instant.ofEpochMilli(bytes.getLong());
            return Optional.of(new Checkpoint(time, Registers.readFirst(bytes), new byte[0]));
        }
        if (version != VERSION) {
            return Optional.empty();
        }
        try {
            Instant time = Instant.ofEpochMilli(bytes.getLong());
            Registers registers = Registers.read(bytes);
            byte[] demand = Arrays.copyOfRange(stored, bytes.position(), stored.length);
            return Optional.of(new Checkpoint(time, registers, demand));
        } catch (BufferUnderflowException _) {
            return Optional.empty();
        }
    }
}
