package org.smartmeter.metrology;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Measures a whole recording at once: from the first to the last positive-going zero crossing of
/// the fundamental of the first voltage, whole cycles, in windows of 10 or 12 cycles whose sums are
/// added.
public final class WaveformMeasurement {

    /// Below this a cycle has too few samples to speak of its shape.
    private static final double LOWEST_RATE = 500;

    private final SampleHistory recording;
    private final double rate;
    private final int cyclesPerWindow;
    private final RecordedCycles cycles;
    private final int first;
    private final int last;
    private final List<Boundary> boundaries = new ArrayList<>();
    private final List<Boundary> lineBoundaries;

    private WaveformMeasurement(double[][] channels, double rate, int nominalHz) {
        this.recording = new SampleHistory(channels);
        this.rate = rate;
        this.cyclesPerWindow = Metrology.cyclesPerWindow(nominalHz);
        this.cycles = new RecordedCycles(recording, rate, cyclesPerWindow);
        this.first = cycles.first();
        this.last = cycles.last();
        placeBoundaries();
        this.lineBoundaries = lineBoundaries();
    }

    /// @param v volts, `v[phase][sample]`, one or three phases of equal length
    /// @param i amperes, the same shape
    /// @param rate samples per second
    /// @param nominalHz 50 or 60
    /// @return the measurement with harmonics; `firstSample` and `sampleCount` say what was covered
    /// @throws IllegalArgumentException if the shapes differ, a sample is not finite, or there are
    /// no three cycles of a fundamental; the message says which
    public static Measurement measure(double[][] v, double[][] i, double rate, int nominalHz) {
        return measure(v, i, Optional.empty(), rate, nominalHz);
    }

    /// The same with what a current sensor around the neutral showed.
    ///
    /// @param neutral amperes, as many as of each phase
    public static Measurement measure(
            double[][] v, double[][] i, Optional<double[]> neutral, double rate, int nominalHz) {
        if (!(rate >= LOWEST_RATE) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException(
                    "rate is " + rate + " Sa/s; it is at least " + LOWEST_RATE);
        }
        return new WaveformMeasurement(channels(v, i, neutral), rate, nominalHz).measure();
    }

    private static double[][] channels(double[][] v, double[][] i, Optional<double[]> neutral) {
        if (v.length != i.length || (v.length != 1 && v.length != 3)) {
            throw new IllegalArgumentException(
                    v.length + " voltages and " + i.length + " currents; there are 1 or 3 of each");
        }
        double[][] channels = new double[2 * v.length + (neutral.isPresent() ? 1 : 0)][];
        for (int phase = 0; phase < v.length; phase++) {
            channels[2 * phase] = v[phase];
            channels[2 * phase + 1] = i[phase];
        }
        if (neutral.isPresent()) {
            channels[2 * v.length] = neutral.get();
        }
        for (int c = 0; c < channels.length; c++) {
            if (channels[c].length != channels[0].length) {
                throw new IllegalArgumentException(
                        "channels of " + channels[0].length + " and " + channels[c].length);
            }
            for (int n = 0; n < channels[c].length; n++) {
                if (!Double.isFinite(channels[c][n])) {
                    throw new IllegalArgumentException(
                            "sample " + n + " of channel " + c + " is " + channels[c][n]);
                }
            }
        }
        return channels;
    }

    /// Boundaries hand over smoothly and need a few samples on both sides. Near the edges of the
    /// recording all of them move inward together, which keeps the cycles whole.
    private void placeBoundaries() {
        double roomBefore = Math.max(0, cycles.position(first));
        double roomAfter = Math.max(0, recording.end() - 1 - cycles.position(last));
        int halfWidth = (int) Math.min(Boundary.HALF_WIDTH, (roomBefore + roomAfter) / 2);
        double shift = Math.max(0, halfWidth - roomBefore) - Math.max(0, halfWidth - roomAfter);
        for (int k = first; k < last; k += cyclesPerWindow) {
            boundaries.add(new Boundary(cycles.position(k) + shift, halfWidth));
        }
        boundaries.add(new Boundary(cycles.position(last) + shift, halfWidth));
    }

    /// A narrow hand-over spreads every line over all others, so lines come from windows with full
    /// hand-overs at both ends, as many as fit. They need not cover every cycle as energy does, nor
    /// begin at a crossing. Only where not one fits, the first window stands as the recording
    /// allows it; a shorter remainder would have coarser lines.
    private List<Boundary> lineBoundaries() {
        double shift = Math.max(0, Boundary.HALF_WIDTH - cycles.position(first));
        double latest = recording.end() - 1 - Boundary.HALF_WIDTH;
        List<Boundary> smooth = new ArrayList<>();
        for (int k = first; cycles.position(k) + shift <= latest; k += cyclesPerWindow) {
            smooth.add(Boundary.soft(cycles.position(k) + shift));
        }
        return smooth.size() > 1 ? smooth : boundaries.subList(0, 2);
    }

    private int cyclesOfWindow(int window) {
        return Math.min(cyclesPerWindow, last - first - window * cyclesPerWindow);
    }

    private Measurement measure() {
        double begin = cycles.position(first);
        double end = cycles.position(last);
        double f = (last - first) * rate / (end - begin);
        List<PhaseMeasurement> phases = new ArrayList<>();
        int channels = recording.channelCount();
        for (int channel = 0; channel + 1 < channels; channel += 2) {
            phases.add(phase(channel, f));
        }
        long firstSample = RecordedCycles.firstSampleFrom(begin);
        int sampleCount = (int) (RecordedCycles.firstSampleFrom(end) - firstSample);
        Measurement measured =
                Measurement.of((end - begin) / rate, firstSample, sampleCount, true, phases);
        return channels % 2 == 0
                ? measured
                : measured.withNeutral(withoutHarmonics(0, channels - 1, f).iRms());
    }

    private PhaseMeasurement phase(int channel, double f) {
        Harmonics harmonics = harmonics(channel, f);
        return withoutHarmonics(channel, channel + 1, f)
                .withHarmonics(harmonics.u(), harmonics.i());
    }

    private PhaseMeasurement withoutHarmonics(int voltage, int current, double f) {
        WindowSums sums = new WindowSums();
        Rotation rotation = new Rotation();
        for (int window = 0; window + 1 < boundaries.size(); window++) {
            Boundary begin = boundaries.get(window);
            Boundary end = boundaries.get(window + 1);
            int inWindow = cyclesOfWindow(window);
            long from = WindowSums.firstSample(recording, begin);
            int count = (int) (WindowSums.endSample(recording, end) - from);
            rotation.over(begin, end, inWindow, from, count);
            sums.add(recording, voltage, current, begin, end, true, rotation);
        }
        return sums.measurement(f, 0, 0);
    }

    private Harmonics harmonics(int channel, double f) {
        Spectrum spectrum = new Spectrum();
        Harmonics harmonics = new Harmonics(rate, f, cyclesOfWindow(0));
        for (int window = 0; window + 1 < lineBoundaries.size(); window++) {
            Boundary begin = lineBoundaries.get(window);
            spectrum.window(recording, begin, lineBoundaries.get(window + 1), harmonics.lines());
            harmonics.add(spectrum, recording, channel, channel + 1);
        }
        return harmonics;
    }
}
