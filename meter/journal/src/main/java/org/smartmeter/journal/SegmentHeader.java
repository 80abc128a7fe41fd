package org.smartmeter.journal;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.HashChain;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.MeterId;

/// What a segment starts with, numbers big-endian: "SMJL", version (1 byte), the header's whole
/// length (4), meter id (16, ASCII), epoch (8), first sequence (8), head of the hash chain before
/// the first record (32), the number of definitions in force (2) and of each its sequence (8),
/// length (2) and payload, and a CRC-32C (4) over all before it. So reading can start at any
/// segment, and the definitions outlive the segment that brought them.
record SegmentHeader(
        MeterId meter,
        Epoch epoch,
        long firstSequence,
        HashChain chain,
        List<JournalRecord> definitions) {

    /// Headers are seldom longer than this.
    static final int USUAL_BYTES = 512;

    private static final int LEAD_BYTES = Integer.BYTES + 1 + Integer.BYTES;

    private static final int MAGIC = 0x534D4A4C;
    private static final byte VERSION = 1;
    private static final int METER_BYTES = 16;
    private static final int CHAIN_BYTES = 32;
    private static final int FIXED_BYTES =
            LEAD_BYTES + METER_BYTES + 2 * Long.BYTES + CHAIN_BYTES + Short.BYTES + Integer.BYTES;
    private static final int DEFINITION_LEAD_BYTES = Long.BYTES + Short.BYTES;

    SegmentHeader {
        definitions = List.copyOf(definitions);
    }

    /// The header's bytes when these definitions are in force.
    static int length(List<JournalRecord> definitions) {
        return FIXED_BYTES
                + definitions.stream()
                        .mapToInt(each -> DEFINITION_LEAD_BYTES + each.payload().length)
                        .sum();
    }

    /// How long the header at the start of these bytes says it is; 0 if they do not.
    static int statedLength(byte[] bytes) {
        return bytes.length < LEAD_BYTES ? 0 : ByteBuffer.wrap(bytes).getInt(Integer.BYTES + 1);
    }

    int length() {
        return length(definitions);
    }

    byte[] encode() {
        ByteBuffer header = ByteBuffer.allocate(length());
        header.putInt(MAGIC).put(VERSION).putInt(length());
        header.put(meter.value().getBytes(StandardCharsets.US_ASCII));
        header.putLong(epoch.second()).putLong(firstSequence).put(chain.head());
        header.putShort((short) definitions.size());
        for (JournalRecord definition : definitions) {
            header.putLong(definition.sequence())
                    .putShort((short) definition.payload().length)
                    .put(definition.payload());
        }
        header.putInt(check(header.array(), header.position()));
        return header.array();
    }

    /// The header at the start of a segment's bytes, if it is whole and sound.
    ///
    /// @throws JournalRefusedException if it is sound but of a version that this software does not
    /// know
    static Optional<SegmentHeader> parse(byte[] segment) {
        if (segment.length < FIXED_BYTES) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(segment);
        int magic = buffer.getInt();
        byte version = buffer.get();
        int length = buffer.getInt();
        if (magic != MAGIC || length < FIXED_BYTES || length > segment.length) {
            return Optional.empty();
        }
        int checked = length - Integer.BYTES;
        if (buffer.getInt(checked) != check(segment, checked)) {
            return Optional.empty();
        }
        if (version != VERSION) {
            throw new JournalRefusedException(
                    "the journal is of version "
                            + version
                            + ", this software knows version "
                            + VERSION
                            + "; use the software that wrote it");
        }
        try {
            return Optional.of(parseBody(buffer));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static SegmentHeader parseBody(ByteBuffer buffer) {
        byte[] meter = new byte[METER_BYTES];
        buffer.get(meter);
        Epoch epoch = new Epoch(buffer.getLong());
        long firstSequence = buffer.getLong();
        byte[] head = new byte[CHAIN_BYTES];
        buffer.get(head);
        int count = Short.toUnsignedInt(buffer.getShort());
        List<JournalRecord> definitions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long sequence = buffer.getLong();
            byte[] payload = new byte[Short.toUnsignedInt(buffer.getShort())];
            buffer.get(payload);
            definitions.add(new JournalRecord(sequence, Journal.DEFINITION_TAG, payload));
        }
        return new SegmentHeader(
                new MeterId(new String(meter, StandardCharsets.US_ASCII)),
                epoch,
                firstSequence,
                HashChain.at(head),
                definitions);
    }

    private static int check(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
