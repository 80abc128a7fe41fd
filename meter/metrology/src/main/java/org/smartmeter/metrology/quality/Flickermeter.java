package org.smartmeter.metrology.quality;

/// Digital flickermeter for one phase (IEC 61000-4-15): squared voltage, made independent of its
/// slow level, through demodulator, weighting of lamp, eye and brain, squaring and smoothing to the
/// instantaneous sensation P_inst, and its statistics over 10 minutes to P_st. Works at about 800
/// values a second whatever the rate of samples; P_inst is classified at about 200.
public final class Flickermeter {

    private static final double WORKING_RATE = 800;
    private static final double CLASSIFIED_RATE = 200;

    /// Block 1: 10 to 90 % of a step within one minute.
    private static final double LEVEL_SECONDS = 60 / Math.log(9);

    private static final double HIGH_PASS_HZ = 0.05;
    private static final double SMOOTHING_SECONDS = 0.3;

    private static final double REFERENCE_HZ = 8.8;

    /// Until the filters know the supply, nothing is classified.
    private static final double SETTLING_SECONDS = 10;

    private static final double SHORT_TERM_SECONDS = 600;

    /// Share of the time that P_st has to rest on: lets an interval begin with settling.
    private static final double LEAST_SHARE = 0.95;

    /// Below this mean square there is no supply to speak of, V².
    private static final double LEAST_LEVEL = 1;

    private final Decimator decimator;
    private final FilterSection[] weighting;
    private final FilterSection smoothing;
    private final SensationClasses classes = new SensationClasses();
    private final double levelShare;
    private final double scale;
    private final int classifiedEvery;
    private final double classifiedRate;
    private final long settling;
    private double[] squares = new double[0];
    private double level = Double.NaN;
    private long taken;
    private double instantaneous;
    private double highest;

    /// @param rate samples per second, at least 800
    public Flickermeter(double rate, Lamp lamp) {
        int factor = (int) Math.max(1, Math.rint(rate / WORKING_RATE));
        double working = rate / factor;
        this.decimator = new Decimator(factor);
        this.weighting = weighting(working, lamp);
        this.smoothing = FilterSection.of(working, 1, 0, 1, SMOOTHING_SECONDS);
        this.levelShare = 1 / (LEVEL_SECONDS * working);
        this.scale = scale(working, lamp.justSeen);
        this.classifiedEvery = (int) Math.rint(working / CLASSIFIED_RATE);
        this.classifiedRate = working / classifiedEvery;
        this.settling = (long) (SETTLING_SECONDS * working);
    }

    private static FilterSection[] weighting(double rate, Lamp lamp) {
        // Butterworth of 6th order as three pairs of poles, its corner where it belongs after the
        // bilinear transform
        double corner = 2 * rate * Math.tan(Math.PI * lamp.demodulatorHz / rate);
        double cc = corner * corner;
        FilterSection[] sections = new FilterSection[6];
        for (int pair = 0; pair < 3; pair++) {
            double damping = 2 * Math.sin(Math.PI * (2 * pair + 1) / 12) * corner;
            sections[pair] = FilterSection.of(rate, cc, 0, 0, cc, damping, 1);
        }
        double w1 = omega(lamp.f1);
        double w2 = omega(lamp.f2);
        double w3 = omega(lamp.f3);
        double w4 = omega(lamp.f4);
        sections[3] = FilterSection.of(rate, 0, 1, omega(HIGH_PASS_HZ), 1);
        sections[4] = FilterSection.of(rate, 0, lamp.k * w1, 0, w1 * w1, 2 * omega(lamp.lambda), 1);
        sections[5] = FilterSection.of(rate, 1, 1 / w2, 0, 1, 1 / w3 + 1 / w4, 1 / (w3 * w4));
        return sections;
    }

    private static double omega(double hertz) {
        return 2 * Math.PI * hertz;
    }

    /// What makes the peak of the reference fluctuation's sensation 1: the square of a sine of
    /// amplitude a is a²/2 with a ripple of twice the frequency that smoothing leaves a part of.
    private double scale(double working, double justSeen) {
        double amplitude = justSeen;
        for (FilterSection section : weighting) {
            amplitude *= section.gain(REFERENCE_HZ, working);
        }
        double ripple = smoothing.gain(2 * REFERENCE_HZ, working);
        return 1 / (amplitude * amplitude / 2 * (1 + ripple));
    }

    /// Takes samples, volts, that follow the last ones.
    public void take(double[] volts, int from, int to) {
        int most = decimator.most(to - from);
        if (squares.length < most) {
            squares = new double[most];
        }
        int count = decimator.take(volts, from, to, squares);
        if (Double.isNaN(level) && count > 0) {
            level = mean(count);
        }
        for (int n = 0; n < count; n++) {
            next(squares[n]);
        }
    }

    private double mean(int count) {
        double sum = 0;
        for (int n = 0; n < count; n++) {
            sum += squares[n];
        }
        return sum / count;
    }

    private void next(double square) {
        level = Math.fma(levelShare, square - level, level);
        double signal = square / Math.max(level, LEAST_LEVEL) - 1;
        for (FilterSection section : weighting) {
            signal = section.next(signal);
        }
        instantaneous = smoothing.next(scale * signal * signal);
        taken++;
        if (taken > settling) {
            highest = Math.max(highest, instantaneous);
            if (taken % classifiedEvery == 0) {
                classes.add(instantaneous);
            }
        }
    }

    /// The sensation now, in units of perceptibility.
    public double instantaneous() {
        return instantaneous;
    }

    /// The highest sensation since [#takeShortTerm], once the filters have settled.
    public double highest() {
        return highest;
    }

    /// P_st of the time since the last call, however long that was; NaN if nothing was classified.
    public double shortTerm() {
        return classes.total() == 0 ? Double.NaN : classes.shortTerm();
    }

    /// P_st of the last 10 minutes and begins anew.
    ///
    /// @return NaN if it would not rest on (nearly) all of 10 minutes
    public double takeShortTerm() {
        double seconds = classes.total() / classifiedRate;
        double shortTerm =
                seconds < LEAST_SHARE * SHORT_TERM_SECONDS ? Double.NaN : classes.shortTerm();
        classes.clear();
        highest = 0;
        return shortTerm;
    }
}
