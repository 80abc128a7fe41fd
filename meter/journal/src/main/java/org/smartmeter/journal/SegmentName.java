package org.smartmeter.journal;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a segment's file is called: `<epoch>-<sequence of its first record>.journal`, both in
/// decimal with leading zeros. So a segment's place is known even when its header is damaged.
record SegmentName(long epoch, long firstSequence) implements Comparable<SegmentName> {

    private static final Pattern FORM = Pattern.compile("([0-9]{12})-([0-9]{16})\\.journal");
    private static final Comparator<SegmentName> ORDER =
            Comparator.comparingLong(SegmentName::epoch)
                    .thenComparingLong(SegmentName::firstSequence);

    /// The name in the text, if it is one; anything else in the directory is not the journal's.
    static Optional<SegmentName> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        SegmentName name =
                new SegmentName(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
        return name.epoch > 0 && name.firstSequence > 0 ? Optional.of(name) : Optional.empty();
    }

    /// The directory's segments in order of epoch and sequence.
    static List<SegmentName> in(Files files) {
        return files.list().stream()
                .map(SegmentName::parse)
                .flatMap(Optional::stream)
                .sorted()
                .toList();
    }

    @Override
    public int compareTo(SegmentName other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return "%012d-%016d.journal".formatted(epoch, firstSequence);
    }
}
