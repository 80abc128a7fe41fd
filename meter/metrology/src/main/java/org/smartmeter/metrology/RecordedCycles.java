package org.smartmeter.metrology;

import java.util.Arrays;

/// The cycles of the mains in a recording: where, at a fraction of a sample, each begins. Crossings
/// are found by phase a window apart, those between and at the edges lie where the phase advance
/// puts them.
final class RecordedCycles {

    /// Long enough to tell the mains from its neighbours, short enough for its frequency to hold.
    private static final double SEARCH_SECONDS = 0.4;

    private static final double LEAST_CYCLES = 3;

    /// A crossing at the very first or last sample must not be lost to rounding.
    private static final double ROUNDING_SAMPLES = 1e-3;

    private final int length;
    private final double rate;
    private final Fundamental fundamental;

    /// Crossing k lies `cycles[k]` whole cycles after the first of them, at `positions[k]`.
    private double[] positions = {};

    private int[] cycles = {};
    private double searchedHz;

    /// @param recording channel 0 is the voltage looked at
    /// @throws IllegalArgumentException if there is no mains in it, or less than three cycles
    RecordedCycles(SampleHistory recording, double rate, int cyclesPerWindow) {
        this.length = (int) recording.end();
        this.rate = rate;
        this.fundamental = new Fundamental(recording, rate);
        track(cyclesPerWindow);
    }

    private void track(int cyclesPerWindow) {
        double start = searchMains();
        double last = length - 1;
        double hannCycles = fundamental.cyclesThatFit(start, last, searchedHz);
        double cycle = rate / searchedHz;
        double crossing =
                fundamental.crossing(
                        0, start + (hannCycles + 1) / 2 * cycle, searchedHz, hannCycles);
        append(crossing, 0);
        double f = searchedHz;
        while (true) {
            double room = (last - crossing) * f / rate - hannCycles / 2;
            int ahead = Math.min(cyclesPerWindow, (int) room);
            if (ahead < 1) {
                return;
            }
            double expected = crossing + ahead * rate / f;
            double found = fundamental.crossingAfter(0, crossing, ahead, f, hannCycles);
            boolean mains =
                    fundamental.isPresent(0)
                            && Math.abs(found - expected) < rate / f / 2
                            && fundamental.isTuned(0, found, f, hannCycles);
            double next = mains ? found : expected;
            if (mains && ahead == cyclesPerWindow) {
                f = ahead * rate / (next - crossing);
            }
            crossing = next;
            append(crossing, cycles[cycles.length - 1] + ahead);
        }
    }

    /// Finds the frequency and returns from where on there is mains.
    private double searchMains() {
        double stretch = Math.min(SEARCH_SECONDS * rate, length - 1);
        for (double start = 0; stretch > 1 && start + stretch <= length - 1; start += stretch) {
            searchedHz = fundamental.search(0, start, start + stretch, 0);
            if (!Double.isNaN(searchedHz)) {
                if ((length - 1 - start) * searchedHz / rate < LEAST_CYCLES) {
                    break;
                }
                return start;
            }
        }
        throw new IllegalArgumentException(
                "the first voltage has no three cycles of a fundamental of 40…70 Hz in "
                        + length
                        + " samples; check the columns, their order and --rate");
    }

    private void append(double position, int cyclesBefore) {
        positions = Arrays.copyOf(positions, positions.length + 1);
        positions[positions.length - 1] = position;
        cycles = Arrays.copyOf(cycles, cycles.length + 1);
        cycles[cycles.length - 1] = cyclesBefore;
    }

    /// Where cycle `k` begins, counted from the first crossing found; negative before it.
    double position(int k) {
        if (positions.length == 1) {
            return positions[0] + k * rate / searchedHz;
        }
        int at = Arrays.binarySearch(cycles, k);
        int after = Math.clamp(at < 0 ? -at - 1 : at, 1, cycles.length - 1);
        double slope =
                (positions[after] - positions[after - 1]) / (cycles[after] - cycles[after - 1]);
        return positions[after] + (k - cycles[after]) * slope;
    }

    /// The first cycle that begins within the recording.
    int first() {
        int k = 0;
        while (position(k - 1) >= -ROUNDING_SAMPLES) {
            k--;
        }
        return k;
    }

    /// Index of the first sample at or after a position.
    static long firstSampleFrom(double position) {
        return (long) Math.ceil(position - ROUNDING_SAMPLES);
    }

    /// The last cycle that begins within the recording.
    int last() {
        int k = cycles[cycles.length - 1];
        while (position(k + 1) <= length - 1 + ROUNDING_SAMPLES) {
            k++;
        }
        return k;
    }
}
