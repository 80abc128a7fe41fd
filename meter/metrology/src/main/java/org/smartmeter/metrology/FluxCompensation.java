package org.smartmeter.metrology;

/// Gives one current transformer's reading back what its core took: the magnetising current, found
/// from the flux, which is the integral of the secondary current. Direct current is taken away on
/// the way, with the turn of phase that this costs put back, so that from 40 Hz upwards the phase
/// of transformer and compensation together is zero to 10⁻⁵ rad.
///
/// With a = [#BLOCK_HZ] · 2π and c = corner · 2π: `y = x·s/(s+a) + (c + a)·x·s/(s+a)²`.
final class FluxCompensation {

    /// Low enough to leave the mains alone, high enough to settle within seconds.
    static final double BLOCK_HZ = 0.05;

    /// While it begins it forgets faster, so that after a second or two nothing is left of not
    /// knowing the flux at the beginning.
    private static final double BEGIN_FORGETTING_PER_SECOND = 30;

    private static final double BEGIN_SECONDS = 0.3;

    private final double rate;
    private final double patience;
    private final double twelfthOfSample;
    private final Magnetisation magnetisation;
    private double corner;
    private double mean;
    private double before;
    private double beforeThat;
    private double flux;
    private double haste = BEGIN_FORGETTING_PER_SECOND;

    FluxCompensation(Magnetisation magnetisation, double rate) {
        this.magnetisation = magnetisation;
        this.rate = rate;
        this.patience = Math.exp(-1 / (BEGIN_SECONDS * rate));
        this.twelfthOfSample = 1 / (12 * rate);
        temperature(0);
    }

    void temperature(double kelvinAboveReference) {
        corner =
                2
                        * Math.PI
                        * magnetisation.cornerHz()
                        * (1 + magnetisation.temperatureCoefficient() * kelvinAboveReference);
    }

    /// Compensates in place.
    void next(double[] values, int count) {
        for (int n = 0; n < count; n++) {
            values[n] = next(values[n]);
        }
    }

    private double next(double value) {
        double block = 2 * Math.PI * BLOCK_HZ + haste;
        double blockShare = block / rate;
        haste *= patience;
        mean += blockShare * (value - mean);
        double alternating = value - mean;
        // Adams-Moulton of third order: a trapezoid would turn the phase by some 10⁻⁵ more.
        flux += twelfthOfSample * (5 * alternating + 8 * before - beforeThat) - blockShare * flux;
        beforeThat = before;
        before = alternating;
        double bent = corner * (1 + magnetisation.curvature() * flux * flux);
        return alternating + (bent + block) * flux;
    }
}
