package org.smartmeter.simulator.frontend;

import java.util.List;
import org.smartmeter.metrology.Calibration;
import org.smartmeter.metrology.ChannelCalibration;
import org.smartmeter.metrology.Magnetisation;

/// Coefficients for reading offsets: without the compensation of transformers, which takes direct
/// current away.
final class Quiet {

    private Quiet() {}

    static Calibration of(Calibration calibration) {
        List<ChannelCalibration> channels =
                calibration.channels().stream()
                        .map(
                                channel ->
                                        new ChannelCalibration(
                                                channel.gain(),
                                                channel.offset(),
                                                channel.phaseSamples(),
                                                channel.temperatureCoefficient(),
                                                Magnetisation.NONE,
                                                channel.noiseRms()))
                        .toList();
        return new Calibration(
                channels,
                calibration.crosstalk(),
                calibration.clock(),
                calibration.decimationOrder(),
                calibration.referenceCelsius());
    }
}
