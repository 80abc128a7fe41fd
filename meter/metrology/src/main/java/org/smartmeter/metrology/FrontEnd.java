package org.smartmeter.metrology;

import java.util.List;

/// The digital front end: calibrates each channel and brings all channels to the same instant.
final class FrontEnd {

    private final ChannelCalibration[] calibrations;

    /// Empty where no channel is late, so that nothing is delayed.
    private final DelayFilter[] filters;

    private int framesToDrop;

    FrontEnd(List<ChannelCalibration> calibrations) {
        this.calibrations = calibrations.toArray(ChannelCalibration[]::new);
        boolean late = calibrations.stream().anyMatch(c -> c.phaseSamples() != 0);
        filters =
                late
                        ? calibrations.stream()
                                .map(c -> new DelayFilter(c.phaseSamples()))
                                .toArray(DelayFilter[]::new)
                        : new DelayFilter[0];
        framesToDrop = latency();
    }

    /// Frames between input and history.
    int latency() {
        return filters.length == 0 ? 0 : DelayFilter.LATENCY;
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
        int offset = appendOrDrop(history);
        for (int c = 0; c < calibrations.length; c++) {
            put(history, c, offset, calibrations[c].value(interleaved[at + c]));
        }
    }

    void take(int[] interleaved, int frame, SampleHistory history) {
        int at = frame * calibrations.length;
        int offset = appendOrDrop(history);
        for (int c = 0; c < calibrations.length; c++) {
            put(history, c, offset, calibrations[c].value(interleaved[at + c]));
        }
    }

    /// Lets one more frame out of the filters at the end of the stream.
    void flush(SampleHistory history) {
        int offset = appendOrDrop(history);
        for (int c = 0; c < calibrations.length; c++) {
            put(history, c, offset, 0);
        }
    }

    /// The first outputs of the filters belong to before the stream began.
    private int appendOrDrop(SampleHistory history) {
        if (framesToDrop > 0) {
            framesToDrop--;
            return -1;
        }
        return history.append();
    }

    private void put(SampleHistory history, int channel, int offset, double value) {
        double aligned = filters.length == 0 ? value : filters[channel].next(value);
        if (offset >= 0) {
            history.channel(channel)[offset] = aligned;
        }
    }
}
