package org.smartmeter.metrology.quality;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Values over a longer time: root mean squares of its windows, weighted by their length.
///
/// @param length nominal
/// @param end of the interval; 10 minutes and 2 hours end at multiples of themselves (UTC)
/// @param seconds that windows were measured in
/// @param flagged whether one of its windows was touched by a dip, swell or interruption
/// @param phases one or three
/// @param symmetry of the voltages; NaN where there was none
/// @param flicker of each phase: P_st in 10 minutes, P_lt in 2 hours; NaN otherwise and where the
/// flickermeter was not in for the whole time
public record QualityInterval(
        Length length,
        Instant end,
        double seconds,
        boolean flagged,
        List<PhaseQuality> phases,
        Symmetry symmetry,
        double[] flicker)
        implements QualityResult {

    public QualityInterval {
        phases = List.copyOf(phases);
    }

    /// IEC 61000-4-30, 4.4.
    public enum Length {
        /// 150 cycles at 50 Hz, 180 at 60 Hz: 15 windows.
        THREE_SECONDS(Duration.ofSeconds(3)),
        TEN_MINUTES(Duration.ofMinutes(10)),
        TWO_HOURS(Duration.ofHours(2));

        private final Duration duration;

        Length(Duration duration) {
            this.duration = duration;
        }

        public Duration duration() {
            return duration;
        }
    }
}
