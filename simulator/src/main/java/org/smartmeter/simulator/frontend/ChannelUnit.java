package org.smartmeter.simulator.frontend;

/// What one channel of one unit is really like.
///
/// @param voltsPerUnit converter volts per volt or ampere at the reference temperature
/// @param gainPerKelvin share by which that rises per kelvin
/// @param gainPerKelvinSquared what bends in that
/// @param filterSeconds time constant of the anti-aliasing filter
/// @param delaySeconds further delay
/// @param cornerHz of the current transformer, 0 for a divider
/// @param cornerPerKelvin share by which the corner rises per kelvin
/// @param bend share by which the corner rises with the square of flux / greatest flux
/// @param memory the same with the first power: the core's Rayleigh region
/// @param greatestFlux A·s, at the greatest current
/// @param offsetVolts converter offset at the reference temperature
/// @param offsetVoltsPerKelvin its drift
/// @param odd nonlinearity of third order: volts = x + odd · full scale · (y³ − y), y of full
/// scale
/// @param even the same of second order
record ChannelUnit(
        double voltsPerUnit,
        double gainPerKelvin,
        double gainPerKelvinSquared,
        double filterSeconds,
        double delaySeconds,
        double cornerHz,
        double cornerPerKelvin,
        double bend,
        double memory,
        double greatestFlux,
        double offsetVolts,
        double offsetVoltsPerKelvin,
        double odd,
        double even) {

    /// A core that bears direct current does not bend on without end: square of the flux, as share
    /// of the greatest sinusoidal one, where half of all bending is done.
    private static final double BORNE = 8;

    double voltsPerUnitAt(double kelvin) {
        return voltsPerUnit * (1 + gainPerKelvin * kelvin + gainPerKelvinSquared * kelvin * kelvin);
    }

    double cornerHzAt(double kelvin) {
        return cornerHz * (1 + cornerPerKelvin * kelvin);
    }

    double offsetVoltsAt(double kelvin) {
        return offsetVolts + offsetVoltsPerKelvin * kelvin;
    }

    /// The share of magnetising current that is not proportional to flux, A.
    double bentAmperes(double flux, double corner) {
        double share = Math.abs(flux) / greatestFlux;
        double bent = share * (bend * share + memory) / (1 + share * share / BORNE);
        return 2 * Math.PI * corner * flux * bent;
    }

    /// What the converter makes of its input.
    double bentVolts(double volts) {
        double y = volts / Ads131m08.FULL_SCALE_VOLTS;
        return volts + Ads131m08.FULL_SCALE_VOLTS * y * (odd * (y * y - 1) + even * y);
    }
}
