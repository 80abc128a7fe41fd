package org.smartmeter.journal.flash;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/// One piece of what was written, as it stands in a sector: length and flags (2 bytes), the bytes,
/// and a CRC-32C (4) over the sector's number, the entry's place and all before it. So an entry is
/// there whole or not at all, and only where it was put. Erased flash begins no entry.
///
/// @param offset where in the sector it starts
/// @param length of its bytes
/// @param continues it goes on with the value whose beginning is the entry before
/// @param more the value goes on in the next entry
/// @param closed nothing follows, and what came before was complete when this was programmed
/// @param sound its check holds
record Entry(
        int offset, int length, boolean continues, boolean more, boolean closed, boolean sound) {

    /// What an entry takes beside its bytes.
    static final int OVERHEAD = Short.BYTES + Integer.BYTES;

    static final int CONTINUES = 0x1000;
    static final int MORE = 0x2000;
    static final int CLOSED = 0x4000;

    private static final int NONE = 0x8000;
    private static final int LENGTH = 0x0FFF;

    /// Where its bytes start.
    int from() {
        return offset + Short.BYTES;
    }

    int end() {
        return offset + OVERHEAD + length;
    }

    static byte[] encode(int number, int offset, int flags, byte[] bytes, int from, int count) {
        ByteBuffer entry = ByteBuffer.allocate(OVERHEAD + count);
        entry.putShort((short) (flags | count)).put(bytes, from, count);
        entry.putInt(check(number, offset, entry.array(), 0, entry.position()));
        return entry.array();
    }

    /// The entry at the place, sound or not; empty if its bytes cannot be one.
    static Optional<Entry> parse(byte[] sector, int number, int offset) {
        if (sector.length - offset < OVERHEAD) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(sector);
        int lead = bytes.getShort(offset);
        int length = lead & LENGTH;
        if ((lead & NONE) != 0 || sector.length - offset < OVERHEAD + length) {
            return Optional.empty();
        }
        int checked = Short.BYTES + length;
        boolean sound =
                bytes.getInt(offset + checked) == check(number, offset, sector, offset, checked);
        return Optional.of(
                new Entry(
                        offset,
                        length,
                        (lead & CONTINUES) != 0,
                        (lead & MORE) != 0,
                        (lead & CLOSED) != 0,
                        sound));
    }

    /// The first sound entry behind a damaged one. Each place is tried, so it may take as many
    // checks
    /// as there are bytes left; erased ones cost none.
    static Optional<Entry> soundBehind(byte[] sector, int number, int damaged) {
        for (int at = damaged + OVERHEAD; at <= sector.length - OVERHEAD; at++) {
            Optional<Entry> entry = parse(sector, number, at).filter(Entry::sound);
            if (entry.isPresent()) {
                return entry;
            }
        }
        return Optional.empty();
    }

    /// What is left of an entry whose length cannot be trusted: all there is up to the next one.
    static Entry damaged(int offset, int end) {
        return new Entry(offset, end - offset - OVERHEAD, false, false, false, false);
    }

    private static int check(int number, int offset, byte[] bytes, int from, int count) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(2 * Integer.BYTES).putInt(number).putInt(offset).flip());
        crc.update(bytes, from, count);
        return (int) crc.getValue();
    }
}
