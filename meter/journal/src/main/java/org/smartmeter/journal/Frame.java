package org.smartmeter.journal;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.smartmeter.terms.JournalRecord;

/// One record as it stands in a segment, numbers big-endian: a varint of payload length × 2 + group
/// start, the tag (1 byte), the sequence's low 16 bits, the payload, and a CRC-32C over epoch (8
/// bytes) ‖ sequence (8 bytes) ‖ all of the frame before it. So a frame passes only in its own
/// epoch and at its own sequence; the 16 bits let a reader find the next frame behind a damaged
/// one.
///
/// @param groupStart this frame was written after all records before it had been forced: where it
/// is readable, damage before it is damage, not the torn end of a cut
/// @param length the frame's bytes
record Frame(JournalRecord record, boolean groupStart, int length) {

    /// The bytes of a frame without payload.
    static final int SHORTEST = length(0);

    /// The bytes of a frame with the longest payload.
    static final int LONGEST = length(JournalRecord.MAXIMUM_PAYLOAD);

    private static final int ONE_BYTE_VARINT = 0x80;

    static int length(int payloadLength) {
        int varint = payloadLength * 2 + 1 < ONE_BYTE_VARINT ? 1 : 2;
        return varint + 1 + Short.BYTES + payloadLength + Integer.BYTES;
    }

    static byte[] encode(long epoch, JournalRecord record, boolean groupStart) {
        ByteBuffer frame = ByteBuffer.allocate(length(record.payload().length));
        int lead = record.payload().length * 2 + (groupStart ? 1 : 0);
        if (record.payload().length * 2 + 1 < ONE_BYTE_VARINT) {
            frame.put((byte) lead);
        } else {
            frame.put((byte) (lead | ONE_BYTE_VARINT)).put((byte) (lead >>> 7));
        }
        frame.put((byte) record.tag()).putShort((short) record.sequence()).put(record.payload());
        frame.putInt(check(epoch, record.sequence(), frame.array(), 0, frame.position()));
        return frame.array();
    }

    /// The frame that starts at the offset, if a whole and sound one of the epoch does.
    ///
    /// @param limit where the bytes end
    /// @param notBefore the least sequence it can have; it is below this plus 65,536
    static Optional<Frame> parse(byte[] bytes, int offset, int limit, long epoch, long notBefore) {
        if (limit - offset < SHORTEST) {
            return Optional.empty();
        }
        int lead = bytes[offset] & 0xFF;
        int at = offset + 1;
        if (lead >= ONE_BYTE_VARINT) {
            lead = (lead - ONE_BYTE_VARINT) | ((bytes[at++] & 0xFF) << 7);
        }
        int payloadLength = lead >>> 1;
        int length = length(payloadLength);
        int tag = bytes[at] & 0xFF;
        if (payloadLength > JournalRecord.MAXIMUM_PAYLOAD
                || limit - offset < length
                || at + 1 + Short.BYTES + payloadLength + Integer.BYTES != offset + length
                || tag == 0) {
            return Optional.empty();
        }
        int low = ((bytes[at + 1] & 0xFF) << 8) | (bytes[at + 2] & 0xFF);
        long sequence = notBefore + ((low - notBefore) & 0xFFFF);
        int checked = length - Integer.BYTES;
        if (ByteBuffer.wrap(bytes).getInt(offset + checked)
                != check(epoch, sequence, bytes, offset, checked)) {
            return Optional.empty();
        }
        byte[] payload = new byte[payloadLength];
        System.arraycopy(bytes, at + 1 + Short.BYTES, payload, 0, payloadLength);
        return Optional.of(
                new Frame(new JournalRecord(sequence, tag, payload), (lead & 1) == 1, length));
    }

    private static int check(long epoch, long sequence, byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(2 * Long.BYTES).putLong(epoch).putLong(sequence).flip());
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}
