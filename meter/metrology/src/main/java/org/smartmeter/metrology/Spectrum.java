package org.smartmeter.metrology;

import java.util.Arrays;

/// The lines of windows of whole cycles: a discrete Fourier transform whose length is no whole
/// number of samples. It is a nonuniform one: a fast transform of a power of two, with the window
/// weighted by the inverse of a Kaiser–Bessel kernel's transform, then each line by that kernel
/// from the nearest bins (J. A. Fessler and B. P. Sutton, IEEE Trans. Signal Processing 51 (2003),
/// 560–574). Right to about 10⁻⁶ of the window's greatest line, at worst to 2 · 10⁻⁵.
///
/// Two channels go through one complex transform. What depends on the window alone is prepared once
/// and serves all channels.
final class Spectrum {

    /// Bins that make a line.
    private static final int TAPS = InnerLoops.COMBINED;

    /// At most this part of the transform is filled by samples, so that the kernel can tell them
    /// from their repetitions.
    private static final double MOST_FILLED = 0.88;

    private static final double KERNEL_SHAPE = Math.PI * TAPS * (1 - MOST_FILLED / 2);
    private static final int KERNEL_STEPS = 512;

    /// Kernel at the taps for every step of the line's place between two bins.
    private static final double[] KERNEL = kernel();

    private static final int LEAST_SIZE = 64;

    private FourierTransform transform = new FourierTransform(LEAST_SIZE);

    /// 1 / the kernel's transform, by distance from the middle.
    private double[] corrections = new double[0];

    private long from;
    private int length;
    private double[] weights = new double[0];
    private int lines;
    private double[] taps = new double[0];
    private int[] firstBins = new int[0];

    /// Transforms of both channels, bin by bin: re and im of the one, re and im of the other. Bin b
    /// stands at b + TAPS.
    private double[] bins = new double[0];

    /// Lines of both channels, in the same order.
    private double[] sums = new double[0];

    private static double[] kernel() {
        double[] kernel = new double[(KERNEL_STEPS + 1) * TAPS];
        for (int step = 0; step <= KERNEL_STEPS; step++) {
            for (int tap = 0; tap < TAPS; tap++) {
                double distance = (double) step / KERNEL_STEPS + TAPS / 2 - 1 - tap;
                double x = 2 * distance / TAPS;
                kernel[step * TAPS + tap] =
                        Math.abs(x) > 1
                                ? 0
                                : Bessel.i0(KERNEL_SHAPE * Math.sqrt(1 - x * x))
                                        / Bessel.i0(KERNEL_SHAPE);
            }
        }
        return kernel;
    }

    /// The kernel's own transform at a sample `n` from the middle.
    private static double kernelTransform(double n, int size) {
        double turn = Math.PI * TAPS * n / size;
        double root = Math.sqrt(KERNEL_SHAPE * KERNEL_SHAPE - turn * turn);
        return TAPS * Math.sinh(root) / (root * Bessel.i0(KERNEL_SHAPE));
    }

    /// Turns to a window between two boundaries.
    ///
    /// @param lines how many, from 0 (DC); line k is at k / window length
    void window(SampleHistory history, Boundary begin, Boundary end, int lines) {
        from = Math.max(begin.firstTouched(), history.first());
        length = (int) (Math.min(end.firstFull(), history.end()) - from);
        choose(length);
        weigh(begin, end);
        placeLines(lines, transform.size() / (end.position() - begin.position()));
    }

    private void choose(int samples) {
        int size = LEAST_SIZE;
        while (samples > MOST_FILLED * size) {
            size *= 2;
        }
        if (transform.size() != size) {
            transform = new FourierTransform(size);
        }
        if (corrections.length != size / 2 + 1) {
            corrections = new double[size / 2 + 1];
            for (int n = 0; n < corrections.length; n++) {
                corrections[n] = 1 / kernelTransform(n, size);
            }
        }
        if (weights.length < samples) {
            weights = new double[samples];
        }
    }

    private void weigh(Boundary begin, Boundary end) {
        int middle = length / 2;
        double scale = Math.sqrt(2) / (end.position() - begin.position());
        for (int k = 0; k < middle; k++) {
            weights[k] = scale * corrections[middle - k];
        }
        for (int k = middle; k < length; k++) {
            weights[k] = scale * corrections[k - middle];
        }
        long to = from + length;
        long plainFrom = Math.min(begin.firstFull(), to);
        for (long n = from; n < plainFrom; n++) {
            weights[(int) (n - from)] *= begin.after(n) - end.after(n);
        }
        for (long n = Math.max(plainFrom, end.firstTouched()); n < to; n++) {
            weights[(int) (n - from)] *= 1 - end.after(n);
        }
    }

    private void placeLines(int count, double binsPerLine) {
        lines = count;
        if (taps.length < count * TAPS) {
            taps = new double[count * TAPS];
            firstBins = new int[count];
            sums = new double[4 * count];
        }
        for (int line = 0; line < count; line++) {
            double place = line * binsPerLine;
            int below = (int) place;
            double step = (place - below) * KERNEL_STEPS;
            int row = (int) step;
            double share = step - row;
            firstBins[line] = below - TAPS / 2 + 1 + TAPS;
            for (int tap = 0; tap < TAPS; tap++) {
                double here = KERNEL[row * TAPS + tap];
                double next = KERNEL[(row + 1) * TAPS + tap];
                taps[line * TAPS + tap] = here + share * (next - here);
            }
        }
    }

    /// Squares of the rms values of the lines of two channels, in the window turned to.
    void measure(
            SampleHistory history,
            int uChannel,
            int iChannel,
            double[] uSquares,
            double[] iSquares) {
        fill(history.channel(uChannel), history.offset(from), transform.re());
        fill(history.channel(iChannel), history.offset(from), transform.im());
        transform.transform();
        part();
        InnerLoops.FASTEST.combine(taps, bins, firstBins, lines, sums);
        for (int k = 0; k < lines; k++) {
            double uRe = sums[4 * k];
            double uIm = sums[4 * k + 1];
            double iRe = sums[4 * k + 2];
            double iIm = sums[4 * k + 3];
            uSquares[k] = uRe * uRe + uIm * uIm;
            iSquares[k] = iRe * iRe + iIm * iIm;
        }
        uSquares[0] /= 2;
        iSquares[0] /= 2;
        clearIfSilent(history.channel(uChannel), history.offset(from), uSquares);
        clearIfSilent(history.channel(iChannel), history.offset(from), iSquares);
    }

    /// A channel without any signal has no lines, not those of the other's rounding.
    private void clearIfSilent(double[] x, int at, double[] squares) {
        for (int k = 0; k < length; k++) {
            if (x[at + k] != 0) {
                return;
            }
        }
        Arrays.fill(squares, 0, lines, 0);
    }

    /// The middle of the window stands at the transform's origin.
    private void fill(double[] x, int at, double[] into) {
        int middle = length / 2;
        int wrapped = into.length - middle;
        for (int k = 0; k < middle; k++) {
            into[wrapped + k] = weights[k] * x[at + k];
        }
        for (int k = middle; k < length; k++) {
            into[k - middle] = weights[k] * x[at + k];
        }
        Arrays.fill(into, length - middle, wrapped, 0);
    }

    /// Parts the transform of u + j·i into those of u and i.
    private void part() {
        double[] re = transform.re();
        double[] im = transform.im();
        int mask = re.length - 1;
        int count = firstBins[lines - 1] + TAPS;
        if (bins.length < 4 * count) {
            bins = new double[4 * count];
        }
        for (int k = 0; k < count; k++) {
            int bin = (k - TAPS) & mask;
            int mirrored = (TAPS - k) & mask;
            bins[4 * k] = (re[bin] + re[mirrored]) / 2;
            bins[4 * k + 1] = (im[bin] - im[mirrored]) / 2;
            bins[4 * k + 2] = (im[bin] + im[mirrored]) / 2;
            bins[4 * k + 3] = (re[mirrored] - re[bin]) / 2;
        }
    }
}
