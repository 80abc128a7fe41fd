package org.smartmeter.simulator.frontend;

import java.util.List;

/// Voltages and currents that stay as they are, as sums of sinusoids.
///
/// @param channels tones of v1, i1, v2, i2, … and of the neutral's current where it is measured; V
/// and A
public record SteadyLoad(List<List<Tone>> channels) {

    public SteadyLoad {
        channels = channels.stream().map(List::copyOf).toList();
    }

    /// True active power of a phase, W, of all tones that voltage and current share.
    public double watts(int phase) {
        double sum = 0;
        for (Tone u : channels.get(2 * phase)) {
            for (Tone i : channels.get(2 * phase + 1)) {
                if (u.hertz() == i.hertz()) {
                    double angle = u.hertz() == 0 ? 0 : u.radians() - i.radians();
                    sum += u.rms() * i.rms() * Math.cos(angle);
                }
            }
        }
        return sum;
    }

    /// True active power of all phases, W.
    public double watts() {
        double sum = 0;
        for (int phase = 0; phase < channels.size() / 2; phase++) {
            sum += watts(phase);
        }
        return sum;
    }

    /// True rms of a channel.
    public double rms(int channel) {
        return Math.sqrt(channels.get(channel).stream().mapToDouble(t -> t.rms() * t.rms()).sum());
    }
}
