package org.smartmeter.simulator.load;

import java.util.ArrayDeque;
import java.util.Deque;
import org.smartmeter.metrology.Calibration;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.Metrology;

/// Measures constant loads one after another through the real metrology: each load's waveform runs
/// until one whole window has seen nothing else.
final class SteadyMeter {

    private static final int RATE = 4_000;
    private static final int POINTS = RATE / Mains.NOMINAL_HZ;

    /// More cycles than metrology can need to give a whole window, also when it starts.
    private static final int MOST_CYCLES = 100;

    /// Windows hand over smoothly: the samples next to a change of load belong to neither.
    private static final int GUARD_SAMPLES = 20;

    private final Waveform waveform;
    private final double[] cycle;
    private final Metrology metrology;
    private final Deque<Measurement> measured = new ArrayDeque<>();
    private long samples;

    SteadyMeter(int phases) {
        waveform = new Waveform(phases, POINTS);
        int width = Waveform.width(phases);
        cycle = new double[POINTS * width];
        metrology =
                new Metrology(
                        RATE, phases, Mains.NOMINAL_HZ, Calibration.none(width), measured::add);
    }

    Measurement measure(LoadState load) {
        waveform.draw(load, cycle);
        long begin = samples + GUARD_SAMPLES;
        for (int k = 0; k < MOST_CYCLES; k++) {
            metrology.accept(cycle, POINTS);
            samples += POINTS;
            while (!measured.isEmpty()) {
                Measurement window = measured.remove();
                if (window.synchronised() && window.firstSample() >= begin) {
                    return window;
                }
            }
        }
        throw new IllegalArgumentException("no mains in the load " + load);
    }
}
