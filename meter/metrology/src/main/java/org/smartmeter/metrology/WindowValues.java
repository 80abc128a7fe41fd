package org.smartmeter.metrology;

import java.util.ArrayList;
import java.util.List;
import org.smartmeter.metrology.quality.HarmonicContent;

/// What the samples between two boundaries say of each phase, and of the neutral.
final class WindowValues {

    private final SampleHistory history;
    private final FrontEnd frontEnd;
    private final double rate;
    private final int cyclesPerWindow;
    private final WindowSums[] sums;
    private final Rotation rotation = new Rotation();
    private final Spectrum spectrum = new Spectrum();
    private double[] uSquares = new double[0];
    private double[] iSquares = new double[0];

    WindowValues(
            SampleHistory history,
            FrontEnd frontEnd,
            double rate,
            int phases,
            int cyclesPerWindow) {
        this.history = history;
        this.frontEnd = frontEnd;
        this.rate = rate;
        this.cyclesPerWindow = cyclesPerWindow;
        this.sums = new WindowSums[phases];
        for (int phase = 0; phase < phases; phase++) {
            sums[phase] = new WindowSums();
        }
    }

    /// Of the window that was measured last.
    WindowSums[] sums() {
        return sums;
    }

    /// Measures each phase.
    ///
    /// @param cycles of the fundamental, 0 if the boundaries are not synchronised to it
    /// @param contents what harmonics there are, voltage and current of each phase in turn; may be
    /// none
    List<PhaseMeasurement> phases(
            Boundary begin,
            Boundary end,
            int cycles,
            double frequency,
            List<HarmonicContent> contents) {
        long from = WindowSums.firstSample(history, begin);
        int count = (int) (WindowSums.endSample(history, end) - from);
        rotation.over(begin, end, cycles, from, count);
        List<PhaseMeasurement> phases = new ArrayList<>(sums.length);
        for (int phase = 0; phase < sums.length; phase++) {
            sums[phase].clear();
            sums[phase].add(history, 2 * phase, 2 * phase + 1, begin, end, cycles > 0, rotation);
            PhaseMeasurement plain =
                    sums[phase]
                            .measurement(
                                    frequency * frontEnd.clockRatio(),
                                    frontEnd.noiseRms(2 * phase),
                                    frontEnd.noiseRms(2 * phase + 1))
                            .withoutCreep(frontEnd.creepVoltAmperes());
            phases.add(
                    contents.isEmpty()
                            ? plain
                            : plain.withHarmonics(
                                    contents.get(2 * phase), contents.get(2 * phase + 1)));
        }
        return phases;
    }

    /// Current of the neutral, A rms, whose channel follows those of the phases.
    double neutralAmperes(Boundary begin, Boundary end) {
        int channel = 2 * sums.length;
        double noise = frontEnd.noiseRms(channel);
        double square = WindowSums.meanSquare(history, channel, begin, end);
        return Math.sqrt(Math.max(0, square - noise * noise));
    }

    /// Voltage and current of each phase in turn by frequency, of a whole window.
    List<HarmonicContent> contents(Boundary begin, Boundary end, double frequency) {
        int highest = Harmonics.highest(rate, frequency);
        int lines = HarmonicContent.linesFor(highest, cyclesPerWindow);
        if (uSquares.length < lines) {
            uSquares = new double[lines];
            iSquares = new double[lines];
        }
        spectrum.window(history, begin, end, lines);
        List<HarmonicContent> contents = new ArrayList<>(2 * sums.length);
        for (int phase = 0; phase < sums.length; phase++) {
            spectrum.measure(history, 2 * phase, 2 * phase + 1, uSquares, iSquares);
            contents.add(HarmonicContent.of(uSquares, cyclesPerWindow, highest));
            contents.add(HarmonicContent.of(iSquares, cyclesPerWindow, highest));
        }
        return contents;
    }
}
