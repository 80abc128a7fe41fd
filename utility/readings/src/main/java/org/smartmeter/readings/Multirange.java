package org.smartmeter.readings;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.terms.SequenceRanges;

/// A set of sequence numbers as PostgreSQL's `int8multirange` in text.
final class Multirange {

    private static final Pattern RANGE = Pattern.compile("\\[(\\d+),(\\d+)\\)");

    private Multirange() {}

    static String text(SequenceRanges ranges) {
        return ranges.ranges().stream()
                .map(range -> "[" + range.first() + "," + range.last() + "]")
                .collect(Collectors.joining(",", "{", "}"));
    }

    /// Reads the canonical form, in which the end does not belong to the range.
    static SequenceRanges parse(String text) {
        List<SequenceRange> ranges = new ArrayList<>();
        Matcher matcher = RANGE.matcher(text);
        while (matcher.find()) {
            ranges.add(
                    new SequenceRange(
                            Long.parseLong(matcher.group(1)),
                            Long.parseLong(matcher.group(2)) - 1));
        }
        return new SequenceRanges(ranges);
    }
}
