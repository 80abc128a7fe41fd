package org.smartmeter.server.curve;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.smartmeter.readings.Interval;
import org.smartmeter.terms.Energy;

/// An interval of a drawn curve.
///
/// @param energy null when missing
record Stretch(Instant start, Instant end, @Nullable Energy energy, Certainty certainty) {

    /// A screen shows no finer curve than this.
    private static final Duration FINEST = Duration.ofMinutes(1);

    /// A hole up to this long is filled evenly with the energy the registers know (FIELD.md section
    /// 4, interpolation up to two hours); a longer one stays a hole.
    private static final Duration LONGEST_FILLED_HOLE = Duration.ofHours(2);

    enum Certainty {
        ACTUAL("actual"),
        ESTIMATED("estimated"),
        MISSING("missing");

        private final String word;

        Certainty(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    static Stretch of(Interval interval) {
        Certainty certainty =
                switch (interval.status()) {
                    case ACTUAL -> Certainty.ACTUAL;
                    case ESTIMATED -> Certainty.ESTIMATED;
                    case GAP ->
                            length(interval).compareTo(LONGEST_FILLED_HOLE) <= 0
                                    ? Certainty.ESTIMATED
                                    : Certainty.MISSING;
                    case MISSING -> Certainty.MISSING;
                };
        return new Stretch(
                interval.start(),
                interval.end(),
                certainty == Certainty.MISSING ? null : interval.imported(),
                certainty);
    }

    private static Duration length(Interval interval) {
        return Duration.between(interval.start(), interval.end());
    }

    /// Joins neighbours that lie in the same minute, so that a day of seconds is drawn in minutes.
    static List<Stretch> drawable(List<Stretch> stretches) {
        List<Stretch> joined = new ArrayList<>();
        for (Stretch next : stretches) {
            Stretch last = joined.isEmpty() ? null : joined.getLast();
            if (last != null && last.isJoinedBy(next)) {
                joined.set(joined.size() - 1, last.with(next));
            } else {
                joined.add(next);
            }
        }
        return joined;
    }

    private boolean isJoinedBy(Stretch next) {
        boolean bothKnown = energy != null && next.energy != null;
        boolean sameMinute = minute(start) == minute(next.end.minusMillis(1));
        return bothKnown && sameMinute && end.equals(next.start);
    }

    private static long minute(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), FINEST.toSeconds());
    }

    private Stretch with(Stretch next) {
        if (energy == null || next.energy == null) {
            throw new IllegalStateException("only known neighbours are joined");
        }
        Certainty less = certainty.compareTo(next.certainty) > 0 ? certainty : next.certainty;
        return new Stretch(start, next.end, energy.plus(next.energy), less);
    }

    DayCurve.Interval shown() {
        return new DayCurve.Interval(start, end, Kilowatthours.ofKnown(energy), certainty.word());
    }
}
