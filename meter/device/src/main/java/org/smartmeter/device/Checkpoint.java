package org.smartmeter.device;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/// What the registers' state file holds: the registers and the meter's time when they were so. It
/// is made durable before any row that shows the same registers is journalled.
record Checkpoint(Instant time, Registers registers) {

    private static final byte VERSION = 1;

    /// Bytes in the state file.
    static final int BYTES = 1 + Long.BYTES + Registers.BYTES;

    byte[] encode() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES).put(VERSION).putLong(time.toEpochMilli());
        registers.write(bytes);
        return bytes.array();
    }

    /// Empty if another version of the software wrote another form; the rows then tell the
    /// registers.
    static Optional<Checkpoint> decode(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        if (stored.length != BYTES || bytes.get() != VERSION) {
            return Optional.empty();
        }
        return Optional.of(
                new Checkpoint(Instant.ofEpochMilli(bytes.getLong()), Registers.read(bytes)));
    }
}
