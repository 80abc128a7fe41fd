package org.smartmeter.drivers.foreign;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// Where a foreign meter's counters and our registers were read at the same instant. From then on
/// our register is its anchor plus what the counter has grown, so no energy is lost or counted
/// twice, whenever the power went.
///
/// @param meter whose counters these are
/// @param imported of imported energy
/// @param exported of exported energy
/// @param seen meter time of a reading not long before the newest
record Anchor(String meter, Optional<Pair> imported, Optional<Pair> exported, Instant seen) {

    static final int MOST_BYTES = 256;

    private static final int LONGEST_NAME = 200;
    private static final byte VERSION = 1;

    /// @param foreign what the counter showed, mWh; negative after a roll-over
    /// @param ours what our register counted then, mWh
    record Pair(long foreign, long ours) {

        /// What our register counts when the counter shows this.
        long expected(long shown) {
            return ours + (shown - foreign);
        }

        Pair rolledOver(long after) {
            return new Pair(foreign - after, ours);
        }
    }

    static String name(String meter) {
        byte[] bytes = meter.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= LONGEST_NAME
                ? meter
                : new String(Arrays.copyOf(bytes, LONGEST_NAME / 2), StandardCharsets.US_ASCII);
    }

    Anchor seenAt(Instant time) {
        return new Anchor(meter, imported, exported, time);
    }

    byte[] write() {
        byte[] name = meter.getBytes(StandardCharsets.UTF_8);
        ByteBuffer into = ByteBuffer.allocate(MOST_BYTES);
        into.put(VERSION).put((byte) name.length).put(name).putLong(seen.toEpochMilli());
        write(into, imported);
        write(into, exported);
        return Arrays.copyOf(into.array(), into.position());
    }

    private static void write(ByteBuffer into, Optional<Pair> pair) {
        into.put((byte) (pair.isPresent() ? 1 : 0));
        pair.ifPresent(it -> into.putLong(it.foreign()).putLong(it.ours()));
    }

    /// @return empty if these are not the bytes of an anchor
    static Optional<Anchor> read(byte[] bytes) {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        try {
            if (from.get() != VERSION) {
                return Optional.empty();
            }
            byte[] name = new byte[from.get() & 0xff];
            from.get(name);
            Instant seen = Instant.ofEpochMilli(from.getLong());
            Optional<Pair> imported = readPair(from);
            Optional<Pair> exported = readPair(from);
            return Optional.of(
                    new Anchor(new String(name, StandardCharsets.UTF_8), imported, exported, seen));
        } catch (BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    private static Optional<Pair> readPair(ByteBuffer from) {
        return from.get() == 0
                ? Optional.empty()
                : Optional.of(new Pair(from.getLong(), from.getLong()));
    }
}
