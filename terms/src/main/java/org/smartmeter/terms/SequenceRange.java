package org.smartmeter.terms;

/// A run of journal records by sequence number, both ends included. Sequence numbers start at 1.
public record SequenceRange(long first, long last) implements Comparable<SequenceRange> {

    /// @throws IllegalArgumentException if the range is empty or starts before 1
    public SequenceRange {
        if (first < 1 || last < first) {
            throw new IllegalArgumentException("not a range of records: " + first + "…" + last);
        }
    }

    public long count() {
        return last - first + 1;
    }

    public boolean contains(long sequence) {
        return sequence >= first && sequence <= last;
    }

    /// Overlaps or stands directly beside the other.
    public boolean touches(SequenceRange other) {
        return first <= other.last + 1 && other.first <= last + 1;
    }

    @Override
    public int compareTo(SequenceRange other) {
        int byFirst = Long.compare(first, other.first);
        return byFirst != 0 ? byFirst : Long.compare(last, other.last);
    }

    @Override
    public String toString() {
        return first == last ? Long.toString(first) : first + "…" + last;
    }
}
