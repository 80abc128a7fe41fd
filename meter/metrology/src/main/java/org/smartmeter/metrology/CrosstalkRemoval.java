package org.smartmeter.metrology;

import java.util.List;

/// Takes away from each channel what the others put into it. The slope at a sample is half the
/// difference of its two neighbours, so the output is one sample late; without crosstalk nothing
/// is.
final class CrosstalkRemoval {

    private final List<Crosstalk> pairs;
    private final double halfRate;
    private double[] before;
    private double[] now;
    private double[] after;
    private final double[] clean;

    CrosstalkRemoval(Calibration calibration, double rate) {
        pairs = calibration.crosstalk();
        halfRate = rate / 2;
        int channels = calibration.channels().size();
        before = new double[channels];
        now = new double[channels];
        after = new double[channels];
        clean = new double[channels];
    }

    int latency() {
        return pairs.isEmpty() ? 0 : 1;
    }

    /// Takes the next frame and returns the one before it, or the same where there is no crosstalk;
    /// valid until the next call.
    double[] next(double[] frame) {
        if (pairs.isEmpty()) {
            return frame;
        }
        double[] oldest = before;
        before = now;
        now = after;
        after = oldest;
        System.arraycopy(frame, 0, after, 0, frame.length);
        System.arraycopy(now, 0, clean, 0, frame.length);
        for (Crosstalk pair : pairs) {
            int from = pair.from();
            double slope = halfRate * (after[from] - before[from]);
            clean[pair.to()] -= pair.direct() * now[from] + pair.slopeSeconds() * slope;
        }
        return clean;
    }
}
