package org.smartmeter.metrology;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The digital front end: calibrates each channel, gives a transformer's core its share back,
/// brings all channels to the same instant and takes crosstalk away. Works on blocks of one channel
/// after the other.
final class FrontEnd {

    private final Calibration calibration;
    private final ChannelCalibration[] calibrations;
    private final double[] gains;

    /// One per channel, empty where the sensor carries direct current.
    private final List<Optional<FluxCompensation>> compensations;

    /// Empty where no channel is late and nothing droops, so that nothing is delayed.
    private final DelayFilter[] filters;

    private final CrosstalkRemoval crosstalk;

    /// Of each channel the block in work, as it goes from step to step.
    private final double[][] block;

    private double[] scaled = new double[0];
    private double clockExcess;
    private int framesToDrop;

    FrontEnd(Calibration calibration, double rate) {
        this.calibration = calibration;
        calibrations = calibration.channels().toArray(ChannelCalibration[]::new);
        gains = new double[calibrations.length];
        block = new double[calibrations.length][0];
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
        // What is not finite stays so whatever is added; looking for it is only worth while then.
        double notFinite = 0;
        for (int k = 0; k < frames * calibrations.length; k++) {
            notFinite += interleaved[k] * 0;
        }
        if (notFinite != 0) {
            refuse(interleaved, frames, streamEnd);
        }
    }

    private void refuse(double[] interleaved, int frames, long streamEnd) {
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

    /// Frames still to come before the history begins to grow.
    int framesToDrop() {
        return framesToDrop;
    }

    void take(double[] interleaved, int from, int frames, SampleHistory history) {
        makeRoom(frames);
        for (int c = 0; c < calibrations.length; c++) {
            double gain = gains[c];
            double offset = calibrations[c].offset();
            int at = from * calibrations.length + c;
            for (int n = 0; n < frames; n++) {
                scaled[n] = gain * (interleaved[at] - offset);
                at += calibrations.length;
            }
            align(c, frames);
        }
        put(frames, history);
    }

    void take(int[] interleaved, int from, int frames, SampleHistory history) {
        makeRoom(frames);
        for (int c = 0; c < calibrations.length; c++) {
            double gain = gains[c];
            double offset = calibrations[c].offset();
            int at = from * calibrations.length + c;
            for (int n = 0; n < frames; n++) {
                scaled[n] = gain * (interleaved[at] - offset);
                at += calibrations.length;
            }
            align(c, frames);
        }
        put(frames, history);
    }

    /// Lets the frames still in the filters out at the end of the stream.
    void flush(SampleHistory history) {
        int frames = latency();
        makeRoom(frames);
        for (int c = 0; c < calibrations.length; c++) {
            Arrays.fill(scaled, 0, frames, 0);
            align(c, frames);
        }
        put(frames, history);
    }

    private void makeRoom(int frames) {
        if (scaled.length < frames) {
            scaled = new double[frames];
            Arrays.setAll(block, c -> new double[frames]);
        }
    }

    private void align(int channel, int frames) {
        if (compensations.get(channel).isPresent()) {
            compensations.get(channel).get().next(scaled, frames);
        }
        if (filters.length == 0) {
            System.arraycopy(scaled, 0, block[channel], 0, frames);
        } else {
            filters[channel].next(scaled, frames, block[channel]);
        }
    }

    /// The first outputs of the filters belong to before the stream began.
    private void put(int frames, SampleHistory history) {
        crosstalk.next(block, frames);
        int dropped = Math.min(framesToDrop, frames);
        framesToDrop -= dropped;
        int offset = history.append(frames - dropped);
        for (int c = 0; c < block.length; c++) {
            System.arraycopy(block[c], dropped, history.channel(c), offset, frames - dropped);
        }
    }
}
