package org.smartmeter.simulator.load;

import java.util.EnumMap;
import java.util.Map;

/// Draws one cycle of voltages and currents of a load as the meter's sensors see them, at a number
/// of points per cycle.
final class Waveform {

    private final int phases;
    private final int points;
    private final double[] voltage;
    private final Map<CurrentShape, double[]> currents = new EnumMap<>(CurrentShape.class);

    Waveform(int phases, int points) {
        this.phases = phases;
        this.points = points;
        this.voltage = new double[points];
        for (int n = 0; n < points; n++) {
            voltage[n] = Mains.shape(2 * Math.PI * n / points);
        }
        for (CurrentShape shape : CurrentShape.values()) {
            currents.put(shape, shape.cycle(points));
        }
    }

    /// Channels of a frame: voltage and current of each phase and the current of the neutral.
    static int width(int phases) {
        return 2 * phases + 1;
    }

    /// Frames v1, i1, …, neutral of one cycle that begins with the zero crossing of the first
    /// voltage. The phases follow each other by a third of the points.
    void draw(LoadState load, double[] frames) {
        int width = width(phases);
        for (int n = 0; n < points; n++) {
            frames[n * width + 2 * phases] = 0;
        }
        for (int phase = 0; phase < phases; phase++) {
            double volts = load.voltsOn(phase);
            int shift = Math.floorMod(-phase * points / 3, points);
            for (int n = 0; n < points; n++) {
                frames[n * width + 2 * phase] = volts * voltage[(n + shift) % points];
                frames[n * width + 2 * phase + 1] = 0;
            }
            for (Draw draw : load.draws()) {
                if (draw.phase() == phase) {
                    addCurrent(draw, load.wiring(), volts / Mains.NOMINAL_VOLTS, shift, frames);
                }
            }
        }
    }

    private void addCurrent(Draw draw, Wiring wiring, double share, int shift, double[] frames) {
        int width = width(phases);
        double[] cycle = java.util.Objects.requireNonNull(currents.get(draw.shape()));
        double size = draw.watts() / Mains.NOMINAL_VOLTS * draw.shape().currentFactor(share);
        for (int n = 0; n < points; n++) {
            double amperes = size * cycle[(n + shift) % points];
            frames[n * width + 2 * draw.phase() + 1] += wiring.phaseShare() * amperes;
            frames[n * width + 2 * phases] += wiring.neutralShare() * amperes;
        }
    }
}
