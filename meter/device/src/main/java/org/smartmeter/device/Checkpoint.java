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
/// @param more in a whole one the demand registers, as [MaximumDemand] encodes itself; in one
/// between two whole ones how many checkpoints back the whole one is that has them
@SuppressWarnings("ArrayRecordComponent") // never compared
record Checkpoint(long number, Instant time, Registers registers, byte[] more) {

    /// 1 and 2 had numbers of fixed length.
    private static final byte VERSION = 3;

    private static final int MOST_BYTES_WITHOUT_DEMAND =
            1 + 2 * Varints.LONGEST + Registers.MOST_BYTES;

    /// The most bytes of any.
    static final int MOST_BYTES = MOST_BYTES_WITHOUT_DEMAND + MaximumDemand.MOST_BYTES;

    private static final byte[] NO_DEMAND = {};

    /// One that has the demand registers of a whole one before it.
    static Checkpoint between(long number, Instant time, Registers registers, long whole) {
        ByteBuffer back = ByteBuffer.allocate(Varints.LONGEST);
        Varints.put(back, number - whole);
        return new Checkpoint(
                number, time, registers, Arrays.copyOf(back.array(), back.position()));
    }

    /// One between as a whole one: with the demand registers of the whole one that it names, or
    /// with none if that is another. Software before this one named none; then it is the given one.
    Checkpoint joined(Optional<Checkpoint> whole) {
        byte[] demand =
                whole.filter(it -> more.length == 0 || it.number() == named())
                        .map(Checkpoint::more)
                        .orElse(NO_DEMAND);
        return new Checkpoint(number, time, registers, demand);
    }

    private long named() {
        return number - Varints.get(ByteBuffer.wrap(more));
    }

    byte[] encode() {
        ByteBuffer bytes =
                ByteBuffer.allocate(MOST_BYTES_WITHOUT_DEMAND + more.length).put(VERSION);
        Varints.put(bytes, number);
        Varints.put(bytes, time);
        registers.write(bytes);
        bytes.put(more);
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /// The form that stored bytes say they have, 0 if they are none.
    static int form(byte[] stored) {
        return stored.length == 0 ? 0 : stored[0];
    }

    /// Empty if another version of the software wrote another form; the rows then tell the
    /// registers.
    static Optional<Checkpoint> decode(byte[] stored) {
        try {
            return switch (form(stored)) {
                case CheckpointFormTwo.VERSION ->
                        Optional.of(read(CheckpointFormTwo.inFormThree(stored)));
                case VERSION -> Optional.of(read(stored));
                default -> Optional.empty();
            };
        } catch (BufferUnderflowException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Checkpoint read(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored).position(1);
        long number = Varints.get(bytes);
        Instant time = Varints.getInstant(bytes);
        Registers registers = Registers.read(bytes);
        byte[] more = Arrays.copyOfRange(stored, bytes.position(), stored.length);
        return new Checkpoint(number, time, registers, more);
    }
}
