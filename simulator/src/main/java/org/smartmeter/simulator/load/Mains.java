package org.smartmeter.simulator.load;

import java.time.Instant;

/// The supply at a house connection: 230 V at 50 Hz, its top flattened by everybody's rectifiers.
public final class Mains {

    public static final int NOMINAL_VOLTS = 230;
    public static final int NOMINAL_HZ = 50;

    /// Resistance from the transformer to the house, ohms: what the house draws lowers its voltage.
    static final double SOURCE_OHMS = 0.2;

    private Mains() {}

    /// Voltage at an angle of the cycle for 1 V rms of fundamental: 3rd, 5th and 7th harmonics of
    /// 1.2, 2.2 and 1.4 % as common in low-voltage networks.
    static double shape(double angle) {
        return Math.sqrt(2)
                * (Math.sin(angle)
                        + 0.012 * Math.sin(3 * angle)
                        + 0.022 * Math.sin(5 * angle + Math.PI)
                        + 0.014 * Math.sin(7 * angle + 0.3));
    }

    /// The supply that leaves the nominal voltage at a house that draws `watts` on this phase.
    public static double supplyVoltsForNominal(double watts) {
        return NOMINAL_VOLTS + SOURCE_OHMS * watts / NOMINAL_VOLTS;
    }

    /// Frequency of the network, the same for every house on it: wanders by some 20 mHz within
    /// minutes.
    static double frequency(Instant time) {
        double seconds = time.getEpochSecond() % 86_400 + time.getNano() / 1e9;
        return NOMINAL_HZ
                + 0.011 * Math.sin(2 * Math.PI * seconds / 733)
                + 0.006 * Math.sin(2 * Math.PI * seconds / 97 + 1)
                + 0.003 * Math.sin(2 * Math.PI * seconds / 23 + 2);
    }
}
