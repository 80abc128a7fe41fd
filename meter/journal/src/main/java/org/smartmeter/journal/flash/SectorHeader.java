package org.smartmeter.journal.flash;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/// What a sector in use starts with, numbers big-endian: how often it was erased (4 bytes) and the
/// CRC-32C of that (4), programmed as soon as an erase is complete; then "SMN1", kind and cut (1),
// the name's length (1), number, stream, start
/// and replaced sector (4 each), the name (ASCII), and a CRC-32C (4) over everything from "SMN1"
/// on. A sector that is given up has the part between the two checks programmed to zeros: no torn
/// erase can bring that back.
///
/// @param cut the file ended at this sector's start when it was begun
/// @param number sectors are numbered in the order in which they are taken into use, from 1
/// @param stream the number of the first sector of the same file or value
/// @param start where in the file or value the sector's bytes begin; they follow each other from
/// there
/// @param replaces the sector of a file that this one begins with a copy of, or the sector before
/// of a value; 0 if none
record SectorHeader(
        Kind kind, boolean cut, int number, int stream, int start, int replaces, String name) {

    /// What a sector holds.
    enum Kind {
        /// Bytes of a file.
        FILE,
        /// Versions of a small value, the last of which counts.
        VALUE,
        /// The value that says which file is being deleted.
        DELETION
    }

    /// Of everything before the name.
    static final int FIXED_BYTES = 30;

    static final int LONGEST_NAME = 64;
    static final int LONGEST = FIXED_BYTES + LONGEST_NAME + Integer.BYTES;

    /// Where the count of erases ends and what is zeroed begins.
    static final int WEAR_BYTES = 8;

    private static final int MAGIC = 0x534D4E31;
    private static final int CUT = 0x80;
    private static final byte BLANK = (byte) 0xFF;

    int length() {
        return FIXED_BYTES + name.length() + Integer.BYTES;
    }

    /// What an erased sector begins with.
    static byte[] wear(int erases) {
        ByteBuffer wear = ByteBuffer.allocate(WEAR_BYTES).putInt(erases);
        return wear.putInt(check(wear.array(), 0, Integer.BYTES)).array();
    }

    /// All that follows the count of erases.
    byte[] encode() {
        ByteBuffer header = ByteBuffer.allocate(length() - WEAR_BYTES);
        header.putInt(MAGIC)
                .put((byte) (kind.ordinal() | (cut ? CUT : 0)))
                .put((byte) name.length())
                .putInt(number)
                .putInt(stream)
                .putInt(start)
                .putInt(replaces)
                .put(name.getBytes(StandardCharsets.US_ASCII));
        header.putInt(check(header.array(), 0, header.position()));
        return header.array();
    }

    /// How often the sector was erased, if its bytes say so.
    static Optional<Integer> erases(byte[] sector) {
        ByteBuffer bytes = ByteBuffer.wrap(sector);
        int erases = bytes.getInt();
        return erases > 0 && bytes.getInt() == check(sector, 0, Integer.BYTES)
                ? Optional.of(erases)
                : Optional.empty();
    }

    /// Whether the fixed part is that of an erased sector or of one that was given up.
    static boolean isNone(byte[] sector) {
        ByteBuffer bytes = ByteBuffer.wrap(sector).position(WEAR_BYTES);
        long first = bytes.getLong();
        return (first == 0 || first == -1)
                && bytes.getLong() == first
                && bytes.getInt() == (int) first
                && bytes.getShort() == (short) first;
    }

    /// Whether the fixed part of a sector without a header is erased, not given up.
    static boolean isBlank(byte[] sector) {
        return sector[WEAR_BYTES] == BLANK;
    }

    /// The header at the start of a sector's bytes, if it is whole and sound.
    ///
    /// @param sector its first bytes, as many as the longest header has, or all
    static Optional<SectorHeader> parse(byte[] sector) {
        ByteBuffer bytes = ByteBuffer.wrap(sector).position(WEAR_BYTES);
        int magic = bytes.getInt();
        int kind = bytes.get() & 0xFF;
        int nameLength = bytes.get() & 0xFF;
        int checked = FIXED_BYTES + nameLength;
        if (magic != MAGIC
                || nameLength > LONGEST_NAME
                || (kind & ~CUT) >= Kind.values().length
                || ByteBuffer.wrap(sector).getInt(checked) != check(sector, WEAR_BYTES, checked)) {
            return Optional.empty();
        }
        return Optional.of(
                new SectorHeader(
                        Kind.values()[kind & ~CUT],
                        (kind & CUT) != 0,
                        bytes.getInt(),
                        bytes.getInt(),
                        bytes.getInt(),
                        bytes.getInt(),
                        new String(sector, FIXED_BYTES, nameLength, StandardCharsets.US_ASCII)));
    }

    /// The header where one bit of it turned. A CRC-32C over so few bytes tells which one: two
    /// sound headers differ in four bits at least. What a cut left one bit short of a header, or of
    /// the sector being given up, is so found as it was before or after that cut.
    static Optional<SectorHeader> mended(byte[] sector) {
        byte[] bytes = sector.clone();
        for (int bit = WEAR_BYTES * Byte.SIZE; bit < LONGEST * Byte.SIZE; bit++) {
            int flip = 0x80 >> bit % Byte.SIZE;
            bytes[bit / Byte.SIZE] ^= (byte) flip;
            Optional<SectorHeader> header = parse(bytes);
            if (header.isPresent()) {
                return header;
            }
            bytes[bit / Byte.SIZE] ^= (byte) flip;
        }
        return Optional.empty();
    }

    private static int check(byte[] bytes, int from, int to) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, to - from);
        return (int) crc.getValue();
    }
}
