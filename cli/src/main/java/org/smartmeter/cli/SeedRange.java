package org.smartmeter.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Seeds from the first to the last, as in `1..100` or `7`.
record SeedRange(long first, long last) {

    private static final Pattern WORDS = Pattern.compile("(\\d{1,18})(?:\\.\\.(\\d{1,18}))?");

    /// @throws BadInput if it is none
    static SeedRange parse(String text) {
        Matcher matcher = WORDS.matcher(text);
        if (!matcher.matches()) {
            throw new BadInput("--seeds " + text + ": seeds look like 1..100, or 7 for one alone");
        }
        long first = Long.parseLong(matcher.group(1));
        long last = matcher.group(2) == null ? first : Long.parseLong(matcher.group(2));
        if (last < first) {
            throw new BadInput("--seeds " + text + ": the last seed comes before the first");
        }
        return new SeedRange(first, last);
    }

    long count() {
        return last - first + 1;
    }

    boolean isOne() {
        return first == last;
    }
}
