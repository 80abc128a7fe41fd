package org.smartmeter.metrology;

/// Where one window ends and the next begins, at a fraction of a sample. The hand-over is a smooth
/// step over a few samples on either side (the integral of a Hann kernel): what one window does not
/// count of a sample, the next does, so nothing is lost or counted twice, and the weights of a
/// window sum to its exact length. A hard cut instead would be wrong by up to half a sample of
/// whatever stands there.
final class Boundary {

    /// Chosen by measurement: at 4 kSa/s and 65 Hz with strong harmonics up to 0.45 · rate the
    /// error of one window's rms stays far below 0.02 %.
    static final int HALF_WIDTH = 16;

    private final double position;
    private final long firstTouched;
    private final long firstFull;

    /// Which share of each sample from the first touched to the first full one lies after this.
    private final double[] shares;

    /// @param position in samples; sample n covers n − ½ to n + ½
    /// @param halfWidth samples of the hand-over on either side; 0 is a hard cut
    Boundary(double position, int halfWidth) {
        this.position = position;
        this.firstTouched = (long) Math.ceil(position - halfWidth);
        this.firstFull = (long) Math.ceil(position + halfWidth);
        this.shares = new double[(int) (firstFull - firstTouched)];
        for (int k = 0; k < shares.length; k++) {
            double x = (firstTouched + k - position) / halfWidth;
            shares[k] = 0.5 * (1 + x + Math.sin(Math.PI * x) / Math.PI);
        }
    }

    static Boundary soft(double position) {
        return new Boundary(position, HALF_WIDTH);
    }

    static Boundary hard(double position) {
        return new Boundary(position, 0);
    }

    double position() {
        return position;
    }

    /// First sample that counts after this boundary at all.
    long firstTouched() {
        return firstTouched;
    }

    /// First sample that counts fully after this boundary.
    long firstFull() {
        return firstFull;
    }

    /// Which share of sample n lies after this boundary, 0…1.
    double after(long n) {
        if (n < firstTouched) {
            return 0;
        }
        return n < firstFull ? shares[(int) (n - firstTouched)] : 1;
    }
}
