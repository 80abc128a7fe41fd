package org.smartmeter.metrology;

import java.util.List;

/// Takes away from each channel what the others put into it. The slope at a sample is half the
/// difference of its two neighbours, so the output is one sample late; without crosstalk there is
/// no delay.
final class CrosstalkRemoval {

    /// Samples before the block that the output reaches back to.
    private static final int KEPT = 2;

    private final List<Crosstalk> pairs;
    private final double halfRate;

    /// Of each channel the last two samples, then the block.
    private final double[][] samples;

    CrosstalkRemoval(Calibration calibration, double rate) {
        pairs = calibration.crosstalk();
        halfRate = rate / 2;
        samples = new double[calibration.channels().size()][KEPT];
    }

    int latency() {
        return pairs.isEmpty() ? 0 : KEPT - 1;
    }

    /// Cleans a block of all channels in place; what comes out is one sample later.
    void next(double[][] block, int count) {
        if (pairs.isEmpty()) {
            return;
        }
        for (int c = 0; c < samples.length; c++) {
            if (samples[c].length < KEPT + count) {
                samples[c] = java.util.Arrays.copyOf(samples[c], KEPT + count);
            }
            System.arraycopy(block[c], 0, samples[c], KEPT, count);
            System.arraycopy(samples[c], KEPT - 1, block[c], 0, count);
        }
        for (Crosstalk pair : pairs) {
            double[] from = samples[pair.from()];
            double[] to = block[pair.to()];
            double slope = pair.slopeSeconds() * halfRate;
            for (int n = 0; n < count; n++) {
                to[n] -= pair.direct() * from[n + 1] + slope * (from[n + 2] - from[n]);
            }
        }
        for (double[] channel : samples) {
            System.arraycopy(channel, count, channel, 0, KEPT);
        }
    }
}
