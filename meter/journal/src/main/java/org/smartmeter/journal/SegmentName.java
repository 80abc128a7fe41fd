package org.smartmeter.journal;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a segment's file is called: `<epoch>-<sequence of its first record>.journal`, both in
/// decimal with leading zeros. So a segment's place is known even when its header is damaged.
record SegmentName(long epoch, long firstSequence) implements Comparable<SegmentName> {

    private static final int EPOCH_DIGITS = 12;
    private static final int SEQUENCE_DIGITS = 16;
    private static final String ENDING = ".journal";
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

    /// A formatter takes a cold start several milliseconds.
    private static String padded(long number, int digits) {
        String text = Long.toString(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }

    @Override
    public String toString() {
        return padded(epoch, EPOCH_DIGITS) + "-" + padded(firstSequence, SEQUENCE_DIGITS) + ENDING;
    }
}
