package org.smartmeter.readings;

import java.util.Optional;

/// How far a journal's merged curve reaches, and so whether enough was read of it. Read means all
/// that is not merged yet, and of what is merged the days of the window.
///
/// @param first time of the first merged row, ms, or [Screening#NOTHING]
/// @param newest time of the last merged row, ms, or [Screening#NOTHING]
record Extent(long first, long newest) {

    static final Extent NONE = new Extent(Screening.NOTHING, Screening.NOTHING);

    private boolean isEmpty() {
        return newest == Screening.NOTHING;
    }

    /// Whether the nearest row before the window is needed and was not surely read.
    boolean lacksBefore(RegisterLine read, Window window) {
        boolean isOver =
                newest <= window.from() && !read.hasPoint(window.from() + 1, Long.MAX_VALUE);
        return !isEmpty()
                && first < window.from()
                && !isOver
                && !read.hasPoint(window.readFrom() + 1, window.from())
                && !read.hasPoint(newest, window.from());
    }

    /// Whether the nearest row behind the window is needed and was not surely read.
    boolean lacksAfter(RegisterLine read, Window window) {
        // What is not merged lies behind all that is.
        return newest > window.to()
                && first < window.to()
                && !read.hasPoint(window.to(), Math.min(newest, window.readTo()));
    }

    /// What was read, or where nothing was, that something was measured before or after the window:
    /// between two epochs that makes a difference.
    RegisterLine known(RegisterLine read, Window window) {
        return !read.isEmpty() || isEmpty()
                ? read
                : RegisterLine.at(first >= window.to() ? first : newest);
    }

    /// The line, if nothing is lacking.
    Optional<RegisterLine> complete(RegisterLine read, Window window) {
        return lacksBefore(read, window) || lacksAfter(read, window)
                ? Optional.empty()
                : Optional.of(known(read, window));
    }
}
