package org.smartmeter.metrology;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The digital front end: calibrates each channel, gives a transformer's core its share back,
/// brings all channels to the same instant and takes crosstalk away.
final class FrontEnd {

    private final Calibration calibration;
    private final ChannelCalibration[] calibrations;
    private final double[] gains;

    /// One per channel, empty where the sensor carries direct current.
    private final List<Optional<FluxCompensation>> compensations;

    /// Empty where no channel is late and nothing droops, so that nothing is delayed.
    private final DelayFilter[] filters;

    private final CrosstalkRemoval crosstalk;
    private final double[] aligned;
    private double clockExcess;
    private int framesToDrop;

    FrontEnd(Calibration calibration, double rate) {
        this.calibration = calibration;
        calibrations = calibration.channels().toArray(ChannelCalibration[]::new);
        gains = new double[calibrations.length];
        aligned = new double[calibrations.length];
        compensations =
                calibration.channels().stream()
                        .map(ChannelCalibration::magnetisation)
                        .map(
                                core ->
                                        core.cornerHz() == 0
                                                ? Optional.<FluxCompensation>empty()
                                                : Optional.of(new FluxCompensation(core, rate)))
                        .toList();
        int order = calibration.decimationOrder();
        boolean filtered =
                order > 0 || Arrays.stream(calibrations).anyMatch(c -> c.phaseSamples() != 0);
        filters =
                filtered
                        ? Arrays.stream(calibrations)
                                .map(c -> new DelayFilter(c.phaseSamples(), order))
                                .toArray(DelayFilter[]::new)
                        : new DelayFilter[0];
        crosstalk = new CrosstalkRemoval(calibration, rate);
        framesToDrop = latency();
        temperature(calibration.referenceCelsius());
    }

    /// From now on samples are taken at this temperature of the front end.
    void temperature(double celsius) {
        double kelvin = celsius - calibration.referenceCelsius();
        for (int c = 0; c < calibrations.length; c++) {
            gains[c] = calibrations[c].gainAt(kelvin);
            compensations.get(c).ifPresent(flux -> flux.temperature(kelvin));
        }
        clockExcess = calibration.clock().excessAt(kelvin);
    }

    /// True rate of sampling / nominal rate.
    double clockRatio() {
        return 1 + clockExcess;
    }

    /// Noise of a channel, V or A rms.
    double noiseRms(int channel) {
        return calibrations[channel].noiseRms();
    }

    /// Below this a phase registers nothing, VA.
    double creepVoltAmperes() {
        return calibration.creepVoltAmperes();
    }

    /// Frames between input and history.
    int latency() {
        return (filters.length == 0 ? 0 : DelayFilter.LATENCY) + crosstalk.latency();
    }

    /// @throws IllegalArgumentException if the block is too short
    void check(int length, int frames) {
        if (frames < 0 || (long) frames * calibrations.length > length) {
            throw new IllegalArgumentException(
                    frames
                            + " frames of "
                            + calibrations.length
                            + " channels are not in a block of "
                            + length);
        }
    }

    /// @throws IllegalArgumentException if the block is too short or a sample is not finite
    void check(double[] interleaved, int frames, long streamEnd) {
        check(interleaved.length, frames);
        for (int k = 0; k < frames * calibrations.length; k++) {
            if (!Double.isFinite(interleaved[k])) {
                throw new IllegalArgumentException(
                        "sample "
                                + (streamEnd + k / calibrations.length)
                                + " of channel "
                                + k % calibrations.length
                                + " is "
                                + interleaved[k]);
            }
        }
    }

    void take(double[] interleaved, int frame, SampleHistory history) {
        int at = frame * calibrations.length;
        for (int c = 0; c < calibrations.length; c++) {
            align(c, interleaved[at + c]);
        }
        put(history);
    }

    void take(int[] interleaved, int frame, SampleHistory history) {
        int at = frame * calibrations.length;
        for (int c = 0; c < calibrations.length; c++) {
            align(c, interleaved[at + c]);
        }
        put(history);
    }

    /// Lets one more frame out of the filters at the end of the stream.
    void flush(SampleHistory history) {
        for (int c = 0; c < calibrations.length; c++) {
            align(c, calibrations[c].offset());
        }
        put(history);
    }

    private void align(int channel, double count) {
        double value = gains[channel] * (count - calibrations[channel].offset());
        if (compensations.get(channel).isPresent()) {
            value = compensations.get(channel).get().next(value);
        }
        aligned[channel] = filters.length == 0 ? value : filters[channel].next(value);
    }

    /// The first outputs of the filters belong to before the stream began.
    private void put(SampleHistory history) {
        double[] frame = crosstalk.next(aligned);
        if (framesToDrop > 0) {
            framesToDrop--;
            return;
        }
        int offset = history.append();
        for (int c = 0; c < frame.length; c++) {
            history.channel(c)[offset] = frame[c];
        }
    }
}
