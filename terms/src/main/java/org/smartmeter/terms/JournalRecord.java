package org.smartmeter.terms;

import java.util.Arrays;
import java.util.HexFormat;

/// One record of a meter's journal: its place in the log, the tag that says what it is, and its
/// payload in the canonical form of its tag (`wire/README.md`). Identified by meter, epoch and
/// sequence. A tag nobody here knows is carried and stored unread. The payload is not copied: never
/// change it.
public record JournalRecord(long sequence, int tag, byte[] payload) {

    /// The longest payload a journal takes, in bytes.
    public static final int MAXIMUM_PAYLOAD = 4_096;

    /// @throws IllegalArgumentException if the sequence is below 1, the tag outside 1…255 or the
    /// payload too long
    public JournalRecord {
        if (sequence < 1) {
            throw new IllegalArgumentException("a record's sequence starts at 1, not " + sequence);
        }
        if (tag < 1 || tag > 255) {
            throw new IllegalArgumentException("a record's tag is 1…255, not " + tag);
        }
        if (payload.length > MAXIMUM_PAYLOAD) {
            throw new IllegalArgumentException(
                    "a record's payload has at most "
                            + MAXIMUM_PAYLOAD
                            + " bytes, not "
                            + payload.length);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JournalRecord that
                && sequence == that.sequence
                && tag == that.tag
                && Arrays.equals(payload, that.payload);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Long.hashCode(sequence) + tag) + Arrays.hashCode(payload);
    }

    @Override
    public String toString() {
        return "#" + sequence + " tag " + tag + " " + HexFormat.of().formatHex(payload);
    }
}
