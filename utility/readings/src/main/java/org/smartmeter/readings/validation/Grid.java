package org.smartmeter.readings.validation;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/// The instants at which intervals end: every `period` milliseconds, counted from 1970 and shifted
/// by `phase`.
record Grid(long period, long phase) {

    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;

    /// The grid of the samples: the period most of them keep, the phase most of them have. Where
    /// times jitter they are taken to the minute, where that is too far to the second.
    ///
    /// @return empty if there are too few samples to tell
    static Optional<Grid> of(Samples samples, ValidationRules rules) {
        long period =
                rules.period().map(length -> length.toMillis()).orElseGet(() -> period(samples));
        if (period <= 0) {
            return Optional.empty();
        }
        long[] phases =
                Arrays.stream(samples.ends()).map(end -> Math.floorMod(end, period)).toArray();
        long[] rounded =
                Arrays.stream(samples.ends())
                        .map(end -> Math.floorMod(rounded(end, period), period))
                        .toArray();
        return Optional.of(new Grid(period, commonest(phases, rounded)));
    }

    private static long period(Samples samples) {
        long[] steps =
                IntStream.range(1, samples.count())
                        .mapToLong(i -> samples.ends()[i] - samples.ends()[i - 1])
                        .filter(step -> step > 0)
                        .toArray();
        return commonest(steps, Arrays.stream(steps).map(step -> rounded(step, step)).toArray());
    }

    /// To the minute if that changes it by a tenth of the length at most, else to the second.
    private static long rounded(long time, long length) {
        long minute = Math.floorDiv(time + MINUTE / 2, MINUTE) * MINUTE;
        return Math.abs(time - minute) * 10 <= length
                ? minute
                : Math.floorDiv(time + SECOND / 2, SECOND) * SECOND;
    }

    /// The number that most of them are; rounded, if more agree then.
    private static long commonest(long[] exact, long[] rounded) {
        Counted one = commonest(exact);
        Counted other = commonest(rounded);
        return other.times > one.times ? other.number : one.number;
    }

    private record Counted(long number, int times) {}

    /// Of several the smallest; 0 of none.
    private static Counted commonest(long[] numbers) {
        long[] sorted = numbers.clone();
        Arrays.sort(sorted);
        Counted best = new Counted(0, 0);
        for (int i = 0; i < sorted.length; ) {
            int end = i;
            while (end < sorted.length && sorted[end] == sorted[i]) {
                end++;
            }
            if (end - i > best.times) {
                best = new Counted(sorted[i], end - i);
            }
            i = end;
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
