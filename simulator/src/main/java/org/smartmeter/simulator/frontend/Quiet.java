package org.smartmeter.simulator.frontend;

import java.util.ArrayList;
import java.util.List;
import org.smartmeter.metrology.Calibration;
import org.smartmeter.metrology.ChannelCalibration;
import org.smartmeter.metrology.Magnetisation;

/// Coefficients for reading what a meter in service keeps to itself.
final class Quiet {

    private Quiet() {}

    /// Every reading counts, however small: for what voltage alone puts into the currents.
    static Calibration withoutCreep(Calibration calibration) {
        return new Calibration(
                calibration.channels(),
                calibration.crosstalk(),
                calibration.clock(),
                calibration.decimationOrder(),
                0,
                calibration.referenceCelsius());
    }

    /// The phases' transformers are not compensated, which would take direct current away: for
    /// offsets. The neutral has none to find, and its noise is wanted as it is in service.
    static Calibration withoutCores(Calibration calibration) {
        List<ChannelCalibration> channels = new ArrayList<>(calibration.channels());
        for (int channel = 0; channel < 2 * calibration.phases(); channel++) {
            channels.set(channel, withoutCore(channels.get(channel)));
        }
        return new Calibration(
                channels,
                calibration.crosstalk(),
                calibration.clock(),
                calibration.decimationOrder(),
                calibration.creepVoltAmperes(),
                calibration.referenceCelsius());
    }

    private static ChannelCalibration withoutCore(ChannelCalibration channel) {
        return new ChannelCalibration(
                channel.gain(),
                channel.offset(),
                channel.phaseSamples(),
                channel.temperatureCoefficient(),
                Magnetisation.NONE,
                channel.noiseRms());
    }
}
