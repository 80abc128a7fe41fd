package org.smartmeter.journal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// A value in a file of its own, where the layer below knows no better way.
///
/// Two slots of 16 KiB take turns, numbers big-endian: "SMST", generation (8 bytes), the value's
/// length (4), the value, a CRC-32C over all before it (4). The sound slot of the higher generation
/// counts.
final class SlottedValue implements KeptValue {

    static final int SLOT_BYTES = 16 << 10;

    private static final int MAGIC = 0x534D5354;
    private static final int SLOTS = 2;
    private static final int LEAD_BYTES = Integer.BYTES + Long.BYTES + Integer.BYTES;

    private final OpenFile file;
    private @Nullable Slot current;

    private SlottedValue(OpenFile file, Optional<Slot> current) {
        this.file = file;
        this.current = current.orElse(null);
    }

    /// A sound slot as read or written.
    private record Slot(int place, long generation, byte[] value) {}

    /// Opens the file, or makes one without a value. What it finds is durable from then on.
    ///
    /// @throws StateDamagedException if it held a value and neither slot is sound
    static SlottedValue open(Files files, String name) {
        OpenFile file = files.open(name);
        try {
            Optional<Slot> current = newest(name, file);
            // After a force that failed, the system may show a value that never reached the disk.
            current.ifPresent(slot -> put(file, slot));
            file.force();
            files.syncDirectory();
            return new SlottedValue(file, current);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /// The value in a file that exists, changing nothing.
    static Optional<byte[]> look(Files files, String name) {
        if (!files.list().contains(name)) {
            return Optional.empty();
        }
        try (OpenFile file = files.open(name)) {
            return newest(name, file).map(Slot::value);
        }
    }

    @Override
    public Optional<byte[]> read() {
        Slot newest = current;
        return newest == null ? Optional.empty() : Optional.of(newest.value.clone());
    }

    @Override
    public void write(byte[] value) {
        Slot last = current;
        Slot next =
                last == null
                        ? new Slot(0, 1, value.clone())
                        : new Slot(1 - last.place, last.generation + 1, value.clone());
        put(file, next);
        file.force();
        current = next;
    }

    @Override
    public void close() {
        file.close();
    }

    private static Optional<Slot> newest(String name, OpenFile file) {
        @Nullable Slot newest = null;
        boolean allUsed = true;
        for (int place = 0; place < SLOTS; place++) {
            byte[] bytes = readSlot(file, place);
            Optional<Slot> slot = decode(place, bytes);
            if (slot.isPresent() && (newest == null || slot.get().generation > newest.generation)) {
                newest = slot.get();
            }
            allUsed &= !isBlank(bytes);
        }
        // The second slot is first written when the first one is durable, so a cut alone never
        // leaves two broken slots.
        if (newest == null && allUsed) {
            throw new StateDamagedException(
                    "both slots of " + name + " are damaged; its value is lost");
        }
        return Optional.ofNullable(newest);
    }

    private static void put(OpenFile file, Slot slot) {
        file.write((long) slot.place * SLOT_BYTES, ByteBuffer.wrap(encode(slot)));
    }

    /// As much of the slot as it says it has, and all of it where that makes no sense.
    private static byte[] readSlot(OpenFile file, int place) {
        byte[] lead = read(file, place, LEAD_BYTES);
        if (lead.length < LEAD_BYTES) {
            return lead;
        }
        int length = ByteBuffer.wrap(lead).getInt(LEAD_BYTES - Integer.BYTES);
        boolean isLength = length >= 0 && length <= SLOT_BYTES - LEAD_BYTES - Integer.BYTES;
        byte[] slot =
                read(file, place, isLength ? LEAD_BYTES + length + Integer.BYTES : SLOT_BYTES);
        return isBlank(slot) ? read(file, place, SLOT_BYTES) : slot;
    }

    private static byte[] read(OpenFile file, int place, int bytes) {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        int read = file.read((long) place * SLOT_BYTES, buffer);
        return read == bytes ? buffer.array() : Arrays.copyOf(buffer.array(), read);
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte each : bytes) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }

    private static byte[] encode(Slot slot) {
        ByteBuffer buffer =
                ByteBuffer.allocate(LEAD_BYTES + slot.value.length + Integer.BYTES)
                        .putInt(MAGIC)
                        .putLong(slot.generation)
                        .putInt(slot.value.length)
                        .put(slot.value);
        buffer.putInt(check(buffer.array(), buffer.position()));
        return buffer.array();
    }

    private static Optional<Slot> decode(int place, byte[] bytes) {
        if (bytes.length < LEAD_BYTES + Integer.BYTES) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int magic = buffer.getInt();
        long generation = buffer.getLong();
        int length = buffer.getInt();
        if (magic != MAGIC
                || generation < 1
                || length < 0
                || length > bytes.length - LEAD_BYTES - Integer.BYTES
                || buffer.getInt(LEAD_BYTES + length) != check(bytes, LEAD_BYTES + length)) {
            return Optional.empty();
        }
        return Optional.of(
                new Slot(
                        place,
                        generation,
                        Arrays.copyOfRange(bytes, LEAD_BYTES, LEAD_BYTES + length)));
    }

    private static int check(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
