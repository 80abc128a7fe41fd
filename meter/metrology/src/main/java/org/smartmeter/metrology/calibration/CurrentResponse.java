package org.smartmeter.metrology.calibration;

import org.smartmeter.metrology.ChannelCalibration;
import org.smartmeter.metrology.Magnetisation;
import org.smartmeter.metrology.Phasor;

/// How a current channel reads that is as its coefficients say, while the meter believes others.
///
/// @param believed the coefficients with which the meter reads
/// @param is the coefficients that would be right
record CurrentResponse(ChannelCalibration believed, ChannelCalibration is, double rate) {

    /// A sinusoid's third power has three quarters of its peak's at the fundamental.
    private static final double CUBIC_SHARE = 0.75;

    /// Reading / truth at a frequency and a current, relative to the voltage's reading / truth.
    Phasor at(double hertz, double amperes, double kelvin) {
        double omega = 2 * Math.PI * hertz;
        double peakFlux = Math.sqrt(2) * amperes / omega;
        double gain = believed.gainAt(kelvin) / is.gainAt(kelvin);
        double late = (is.phaseSamples() - believed.phaseSamples()) / rate;
        return sensor(is.magnetisation(), hertz, peakFlux, kelvin)
                .over(sensor(believed.magnetisation(), hertz, peakFlux, kelvin))
                .turned(-omega * late)
                .times(gain);
    }

    private static Phasor sensor(Magnetisation core, double hertz, double peakFlux, double kelvin) {
        double corner =
                core.cornerHz()
                        * (1 + core.temperatureCoefficient() * kelvin)
                        * (1 + CUBIC_SHARE * core.curvature() * peakFlux * peakFlux);
        return new Phasor(0, hertz).over(new Phasor(corner, hertz));
    }
}
