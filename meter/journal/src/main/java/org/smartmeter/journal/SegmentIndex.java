package org.smartmeter.journal;

import java.util.Arrays;
import java.util.OptionalInt;

/// Where each record of a segment starts, by sequence.
final class SegmentIndex {

    private static final int UNREADABLE = -1;
    private static final int FIRST_ROOM = 64;

    private final long firstSequence;
    private int[] offsets = new int[FIRST_ROOM];
    private int count;

    SegmentIndex(long firstSequence) {
        this.firstSequence = firstSequence;
    }

    /// Puts the record at the end; sequences jumped over are unreadable.
    void put(long sequence, int offset) {
        int place = Math.toIntExact(sequence - firstSequence);
        if (place >= offsets.length) {
            offsets = Arrays.copyOf(offsets, Math.max(place + 1, 2 * offsets.length));
        }
        Arrays.fill(offsets, count, place, UNREADABLE);
        offsets[place] = offset;
        count = place + 1;
    }

    /// Empty if the record cannot be read here.
    OptionalInt offset(long sequence) {
        long place = sequence - firstSequence;
        return place < 0 || place >= count || offsets[(int) place] == UNREADABLE
                ? OptionalInt.empty()
                : OptionalInt.of(offsets[(int) place]);
    }

    void markUnreadable(long sequence) {
        offsets[Math.toIntExact(sequence - firstSequence)] = UNREADABLE;
    }
}
