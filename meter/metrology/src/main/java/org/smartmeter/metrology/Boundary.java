package org.smartmeter.metrology;

/// Where one window ends and the next begins, at a fraction of a sample. The hand-over is a smooth
/// step over a few samples on either side (the integral of a Hann kernel): what one window does not
/// count of a sample, the next does, so nothing is lost or counted twice, and the weights of a
/// window sum to its exact length. A hard cut instead would be wrong by up to half a sample of
/// whatever stands there.
///
/// @param position in samples; sample n covers n − ½ to n + ½
/// @param halfWidth samples of the hand-over on either side; 0 is a hard cut
record Boundary(double position, int halfWidth) {

    /// Chosen by measurement: at 4 kSa/s and 65 Hz with strong harmonics up to 0.45 · rate the
    /// error of one window's rms stays far below 0.02 %.
    static final int HALF_WIDTH = 16;

    static Boundary soft(double position) {
        return new Boundary(position, HALF_WIDTH);
    }

    static Boundary hard(double position) {
        return new Boundary(position, 0);
    }

    /// First sample that counts after this boundary at all.
    long firstTouched() {
        return (long) Math.ceil(position - halfWidth);
    }

    /// First sample that counts fully after this boundary.
    long firstFull() {
        return (long) Math.ceil(position + halfWidth);
    }

    /// Which share of sample n lies after this boundary, 0…1.
    double after(long n) {
        double distance = n - position;
        if (halfWidth == 0) {
            return distance >= 0 ? 1 : 0;
        }
        double x = distance / halfWidth;
        if (x <= -1) {
            return 0;
        }
        return x >= 1 ? 1 : 0.5 * (1 + x + Math.sin(Math.PI * x) / Math.PI);
    }
}
