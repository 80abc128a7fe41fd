package org.smartmeter.simulator.frontend;

import org.smartmeter.metrology.Phasor;

/// One sinusoid: √2 · rms · sin(2π · hertz · t + radians). At 0 Hz it is a direct voltage or
/// current of size rms.
public record Tone(double hertz, double rms, double radians) {

    /// The same delayed or advanced in phase.
    public Tone turned(double byRadians) {
        return new Tone(hertz, rms, radians + byRadians);
    }

    Phasor phasor() {
        return hertz == 0
                ? new Phasor(rms, 0)
                : Phasor.polar(Math.sqrt(2) * rms, radians - Math.PI / 2);
    }
}
