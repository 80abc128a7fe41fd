package org.smartmeter.metrology;

/// Finds amplitude and phase of the mains' fundamental around an instant, through a Hann window of
/// a whole number of cycles: tuned to the mains, it is blind to DC, harmonics and half-harmonics.
/// Keeps the last result in fields, so that nothing is allocated per window.
final class Fundamental {

    static final double LOWEST_HZ = 40;
    static final double HIGHEST_HZ = 70;

    /// Length of the window in cycles.
    static final int CYCLES = 4;

    /// Below this share of the alternating voltage the fundamental is not one.
    private static final double LEAST_SHARE = 0.3;

    private static final double TUNED_CYCLES = 0.03;
    private static final int REFINEMENTS = 6;
    private static final double SETTLED_SAMPLES = 1e-7;

    /// Below this share of the direct voltage it is what the window lets through of that.
    private static final double LEAST_SHARE_OF_MEAN = 0.02;

    private final SampleHistory samples;
    private final double rate;
    private double re;
    private double im;
    private double alternatingRms;
    private double rms;
    private double mean;

    Fundamental(SampleHistory samples, double rate) {
        this.samples = samples;
        this.rate = rate;
    }

    /// Whether, where last looked, a fundamental of at least `leastVolts` rms stands out.
    boolean isPresent(double leastVolts) {
        return rms >= leastVolts
                && rms >= LEAST_SHARE * alternatingRms
                && rms > LEAST_SHARE_OF_MEAN * Math.abs(mean);
    }

    /// Looks around `centre` for frequency `f` over `cycles` cycles; all needed samples must be
    /// held.
    void look(int channel, double centre, double f, double cycles) {
        double[] x = samples.channel(channel);
        double half = cycles * rate / f / 2;
        long from = Math.max((long) Math.ceil(centre - half), samples.first());
        long to = Math.min((long) Math.floor(centre + half), samples.end() - 1);
        double omega = 2 * Math.PI * f / rate;
        double slow = Math.PI / half;
        double start = from - centre;
        double carrierRe = Math.cos(omega * start);
        double carrierIm = -Math.sin(omega * start);
        double turnRe = Math.cos(omega);
        double turnIm = -Math.sin(omega);
        double hannRe = Math.cos(slow * start);
        double hannIm = Math.sin(slow * start);
        double hannTurnRe = Math.cos(slow);
        double hannTurnIm = Math.sin(slow);
        double sumRe = 0;
        double sumIm = 0;
        double sum = 0;
        double sumSquares = 0;
        double sumWeights = 0;
        int end = samples.offset(to);
        for (int n = samples.offset(from); n <= end; n++) {
            double weight = 1 + hannRe;
            double weighted = weight * x[n];
            sumRe += weighted * carrierRe;
            sumIm += weighted * carrierIm;
            sum += weighted;
            sumSquares += weighted * x[n];
            sumWeights += weight;
            double next = carrierRe * turnRe - carrierIm * turnIm;
            carrierIm = carrierRe * turnIm + carrierIm * turnRe;
            carrierRe = next;
            next = hannRe * hannTurnRe - hannIm * hannTurnIm;
            hannIm = hannRe * hannTurnIm + hannIm * hannTurnRe;
            hannRe = next;
        }
        re = sumRe;
        im = sumIm;
        rms = Math.sqrt(2) * Math.hypot(re, im) / sumWeights;
        mean = sum / sumWeights;
        alternatingRms = Math.sqrt(Math.max(0, sumSquares / sumWeights - mean * mean));
    }

    /// By how many samples a positive-going zero crossing lies before where last looked, −½…½
    /// cycle.
    private double samplesPastCrossing(double f) {
        return Math.atan2(re, -im) / (2 * Math.PI * f) * rate;
    }

    /// The positive-going zero crossing nearest to `near`.
    double crossing(int channel, double near, double f, double cycles) {
        double position = near;
        for (int k = 0; k < REFINEMENTS; k++) {
            look(channel, position, f, cycles);
            double past = samplesPastCrossing(f);
            position -= past;
            if (Math.abs(past) < SETTLED_SAMPLES) {
                break;
            }
        }
        return position;
    }

    /// The crossing `cyclesAhead` whole cycles after the crossing `from`, when the mains had
    /// frequency `f` until then; tuned anew to what it finds.
    double crossingAfter(int channel, double from, int cyclesAhead, double f, double cycles) {
        double tuned = f;
        double position = from + cyclesAhead * rate / f;
        for (int k = 0; k < REFINEMENTS; k++) {
            look(channel, position, tuned, cycles);
            double past = samplesPastCrossing(tuned);
            position -= past;
            tuned = Math.clamp(cyclesAhead * rate / (position - from), LOWEST_HZ, HIGHEST_HZ);
            if (Math.abs(past) < SETTLED_SAMPLES) {
                break;
            }
        }
        return position;
    }

    /// Whether the mains one cycle before the crossing `position` also says frequency `f`; a wrong
    /// count of cycles between two crossings shows here.
    boolean isTuned(int channel, double position, double f, double cycles) {
        look(channel, position - rate / f, f, cycles);
        return Math.abs(samplesPastCrossing(f)) <= TUNED_CYCLES * rate / f;
    }

    /// Searches a stretch of samples for the mains.
    ///
    /// @return its frequency, or NaN where none of at least `leastVolts` stands out
    double search(int channel, double from, double to, double leastVolts) {
        double centre = (from + to) / 2;
        double strongest = 0;
        double f = Double.NaN;
        double seconds = (to - from) / rate;
        double step = Math.min(1, 0.25 / seconds);
        for (double candidate = LOWEST_HZ; candidate <= HIGHEST_HZ; candidate += step) {
            look(channel, centre, candidate, candidate * seconds);
            if (rms > strongest && isPresent(leastVolts)) {
                strongest = rms;
                f = candidate;
            }
        }
        return Double.isNaN(f) ? f : refine(channel, from, to, f);
    }

    /// Phase advance between the two ends of the stretch, tuned again and again to its own result.
    private double refine(int channel, double from, double to, double coarse) {
        double f = coarse;
        for (int k = 0; k < REFINEMENTS; k++) {
            double cycles = cyclesThatFit(from, to, f);
            double half = cycles * rate / f / 2;
            double near = from + half;
            double far = to - half;
            look(channel, near, f, cycles);
            double early = Math.atan2(im, re);
            look(channel, far, f, cycles);
            double late = Math.atan2(im, re);
            double expected = 2 * Math.PI * f * (far - near) / rate;
            double surplus = Math.IEEEremainder(late - early - expected, 2 * Math.PI);
            f =
                    Math.clamp(
                            f + surplus / (2 * Math.PI) * rate / (far - near),
                            LOWEST_HZ,
                            HIGHEST_HZ);
        }
        return f;
    }

    /// Whole cycles of the Hann window that leave at least as much again for the phase to advance:
    /// 4, or in a short stretch 3 or 2.
    double cyclesThatFit(double from, double to, double f) {
        return Math.clamp((long) ((to - from) / rate * f / 2), 2, CYCLES);
    }
}
