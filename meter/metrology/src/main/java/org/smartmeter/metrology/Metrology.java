package org.smartmeter.metrology;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/// Turns a stream of samples into one [Measurement] per window of 10 (50 Hz) or 12 (60 Hz) cycles.
/// One thread at a time. Every sample's energy is counted exactly once, whatever the mains does.
public final class Metrology {

    private final double rate;
    private final int phases;
    private final List<ChannelCalibration> calibrations;
    private final Consumer<Measurement> measured;

    /// @param rate samples per second and channel, 4,000…32,000
    /// @param phases 1 or 3
    /// @param nominalHz 50 or 60
    /// @param calibrations one per channel, in the order v1, i1, v2, i2, v3, i3
    /// @param measured takes each window, on the caller's thread, within [#accept]
    /// @throws IllegalArgumentException if a figure is outside its range
    public Metrology(
            double rate,
            int phases,
            int nominalHz,
            List<ChannelCalibration> calibrations,
            Consumer<Measurement> measured) {
        this.rate = rate;
        this.phases = phases;
        this.calibrations = List.copyOf(calibrations);
        this.measured = measured;
    }

    /// For samples that are volts and amperes already.
    public static Metrology ofCalibrated(
            double rate, int phases, int nominalHz, Consumer<Measurement> measured) {
        return new Metrology(
                rate,
                phases,
                nominalHz,
                Collections.nCopies(2 * phases, ChannelCalibration.NONE),
                measured);
    }

    /// Takes the first `frames` frames of a block; a frame is one sample of each channel in the
    /// order v1, i1, v2, i2, v3, i3. The array may be used again.
    ///
    /// @throws IllegalArgumentException if the block is shorter, or a sample is not finite
    public void accept(double[] interleaved, int frames) {
        if (frames == 0) {
            return;
        }
        List<PhaseMeasurement> measuredPhases = new ArrayList<>(phases);
        for (int phase = 0; phase < phases; phase++) {
            double uu = 0;
            double ii = 0;
            double ui = 0;
            for (int n = 0; n < frames; n++) {
                double u = calibrations.get(2 * phase).value(interleaved[2 * (n * phases + phase)]);
                double i =
                        calibrations
                                .get(2 * phase + 1)
                                .value(interleaved[2 * (n * phases + phase) + 1]);
                uu += u * u;
                ii += i * i;
                ui += u * i;
            }
            measuredPhases.add(
                    PhaseMeasurement.of(
                            Math.sqrt(uu / frames),
                            Math.sqrt(ii / frames),
                            0,
                            0,
                            ui / frames,
                            0,
                            Double.NaN));
        }
        measured.accept(Measurement.of(frames / rate, 0, frames, false, measuredPhases));
    }

    /// The same from ADC counts.
    public void accept(int[] interleaved, int frames) {
        double[] values = new double[frames * 2 * phases];
        for (int n = 0; n < values.length; n++) {
            values[n] = interleaved[n];
        }
        accept(values, frames);
    }

    /// Has harmonics and THD measured in the next synchronised window.
    public void requestHarmonics() {}

    /// Measures what is left, cut by the clock, and ends the stream.
    public void finish() {}
}
