package org.smartmeter.terms;

import java.util.ArrayList;
import java.util.List;

/// A set of sequence numbers as disjoint ranges in rising order, no two of them touching: what is
/// stored of a journal. Immutable; operations cost one pass over the ranges, of which there are
/// few.
public record SequenceRanges(List<SequenceRange> ranges) {

    public static final SequenceRanges EMPTY = new SequenceRanges(List.of());

    /// @throws IllegalArgumentException if ranges are out of order or touch
    public SequenceRanges {
        ranges = List.copyOf(ranges);
        for (int i = 1; i < ranges.size(); i++) {
            if (ranges.get(i).first() <= ranges.get(i - 1).last() + 1) {
                throw new IllegalArgumentException("ranges out of order or touching: " + ranges);
            }
        }
    }

    /// This set and the range.
    public SequenceRanges plus(SequenceRange added) {
        List<SequenceRange> result = new ArrayList<>(ranges.size() + 1);
        long first = added.first();
        long last = added.last();
        int i = 0;
        while (i < ranges.size() && ranges.get(i).last() + 1 < first) {
            result.add(ranges.get(i++));
        }
        while (i < ranges.size() && ranges.get(i).first() <= last + 1) {
            first = Math.min(first, ranges.get(i).first());
            last = Math.max(last, ranges.get(i).last());
            i++;
        }
        result.add(new SequenceRange(first, last));
        result.addAll(ranges.subList(i, ranges.size()));
        return new SequenceRanges(result);
    }

    /// The parts of the range that this set does not hold, in order.
    public List<SequenceRange> missingIn(SequenceRange wanted) {
        List<SequenceRange> missing = new ArrayList<>();
        long next = wanted.first();
        for (SequenceRange held : ranges) {
            if (held.last() < next) {
                continue;
            }
            if (held.first() > wanted.last()) {
                break;
            }
            if (held.first() > next) {
                missing.add(new SequenceRange(next, held.first() - 1));
            }
            next = held.last() + 1;
        }
        if (next <= wanted.last()) {
            missing.add(new SequenceRange(next, wanted.last()));
        }
        return missing;
    }

    /// The last sequence number up to which everything from 1 is held; 0 if 1 is not held.
    public long contiguousUpTo() {
        return ranges.isEmpty() || ranges.getFirst().first() != 1 ? 0 : ranges.getFirst().last();
    }

    /// The highest sequence number held; 0 if none.
    public long highest() {
        return ranges.isEmpty() ? 0 : ranges.getLast().last();
    }

    /// What is missing between 1 and the highest held, in order.
    public List<SequenceRange> gaps() {
        return ranges.isEmpty() ? List.of() : missingIn(new SequenceRange(1, highest()));
    }

    public boolean contains(long sequence) {
        return ranges.stream().anyMatch(range -> range.contains(sequence));
    }

    public long count() {
        return ranges.stream().mapToLong(SequenceRange::count).sum();
    }
}
