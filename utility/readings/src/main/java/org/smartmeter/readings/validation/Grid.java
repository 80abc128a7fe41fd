package org.smartmeter.readings.validation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The instants at which intervals end: every `period` milliseconds, counted from 1970 and shifted
/// by `phase`.
record Grid(long period, long phase) {

    /// The grid of the samples: the period most of them keep, the phase most of them have.
    ///
    /// @return empty if there are too few samples to tell
    static Optional<Grid> of(Samples samples, ValidationRules rules) {
        long period =
                rules.period()
                        .map(length -> length.toMillis())
                        .or(() -> Optional.ofNullable(commonest(samples, 0)))
                        .orElse(0L);
        if (period <= 0) {
            return Optional.empty();
        }
        Long phase = commonest(samples, period);
        return Optional.of(new Grid(period, phase == null ? 0 : phase));
    }

    /// The commonest difference of neighbours, or with a period the commonest remainder.
    private static @Nullable Long commonest(Samples samples, long period) {
        Map<Long, Integer> counts = new HashMap<>();
        Long best = null;
        int most = 0;
        for (int i = period > 0 ? 0 : 1; i < samples.count(); i++) {
            long value =
                    period > 0
                            ? Math.floorMod(samples.ends()[i], period)
                            : samples.ends()[i] - samples.ends()[i - 1];
            if (value > 0 || period > 0) {
                int count = counts.merge(value, 1, Integer::sum);
                if (count > most || count == most && best != null && value < best) {
                    most = count;
                    best = value;
                }
            }
        }
        return best;
    }

    /// The number of the end nearest to the instant.
    long nearest(long time) {
        return Math.floorDiv(time - phase + period / 2, period);
    }

    /// The number of the last end not after the instant.
    long before(long time) {
        return Math.floorDiv(time - phase, period);
    }

    long time(long number) {
        return number * period + phase;
    }

    /// How far the instant lies from the nearest end.
    long distance(long time) {
        return Math.abs(time - time(nearest(time)));
    }
}
