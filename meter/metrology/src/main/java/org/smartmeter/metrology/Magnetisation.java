package org.smartmeter.metrology;

/// What a current transformer's core takes for itself. A transformer is a high-pass filter: its
/// magnetising inductance shunts low frequencies, which turns the current ahead by atan(corner/f).
/// Transformers that bear direct current have a corner of some hertz, that is some degrees at
/// 50 Hz, so a delay that is right at 50 Hz is wrong at 49.
///
/// A channel with a corner is compensated by the flux that the digital front end integrates, and
/// its direct current, which a transformer cannot carry, is taken away.
///
/// @param cornerHz where the transformer lets through 1/√2, at the reference temperature; 0 for a
/// sensor that carries direct current (shunt, divider)
/// @param temperatureCoefficient by which share the corner rises per kelvin, mostly the copper's
/// @param curvature by which share the corner rises when the flux is that of one ampere at one
/// radian per second, squared: what bends in the core, (A·s)⁻²
public record Magnetisation(double cornerHz, double temperatureCoefficient, double curvature) {

    public static final double MOST_HZ = 20;

    /// For sensors that carry direct current.
    public static final Magnetisation NONE = new Magnetisation(0, 0, 0);

    /// @throws IllegalArgumentException if the corner is not 0…[#MOST_HZ] or a figure not finite
    public Magnetisation {
        if (!(cornerHz >= 0 && cornerHz <= MOST_HZ)) {
            throw new IllegalArgumentException("corner is " + cornerHz + " Hz; it is 0…" + MOST_HZ);
        }
        if (!Double.isFinite(temperatureCoefficient) || !Double.isFinite(curvature)) {
            throw new IllegalArgumentException(
                    "corner changes by "
                            + temperatureCoefficient
                            + " per kelvin and "
                            + curvature
                            + " with flux; both are finite");
        }
    }
}
