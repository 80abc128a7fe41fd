package org.smartmeter.metrology;

/// One phase's sums over one window, or over several that follow each other.
final class WindowSums {

    private double samples;
    private double u;
    private double i;
    private double uu;
    private double ii;
    private double ui;
    private double q1Samples;

    // fundamental of the window being integrated, four correlation sums
    private double lastLength;
    private double uCos;
    private double uSin;
    private double iCos;
    private double iSin;

    void clear() {
        samples = 0;
        u = 0;
        i = 0;
        uu = 0;
        ii = 0;
        ui = 0;
        q1Samples = 0;
    }

    /// First sample that counts in a window.
    static long firstSample(SampleHistory history, Boundary begin) {
        return Math.max(begin.firstTouched(), history.first());
    }

    /// Sample after the last one that counts.
    static long endSample(SampleHistory history, Boundary end) {
        return Math.min(end.firstFull(), history.end());
    }

    /// Mean square of a channel by itself over one window.
    static double meanSquare(SampleHistory history, int channel, Boundary begin, Boundary end) {
        long from = firstSample(history, begin);
        long to = endSample(history, end);
        long plainFrom = Math.clamp(begin.firstFull(), from, to);
        long plainTo = Math.clamp(end.firstTouched(), plainFrom, to);
        double[] x = history.channel(channel);
        double sum = 0;
        for (long n = from; n < plainFrom; n++) {
            sum += (begin.after(n) - end.after(n)) * square(x[history.offset(n)]);
        }
        for (int at = history.offset(plainFrom); at < history.offset(plainTo); at++) {
            sum = Math.fma(x[at], x[at], sum);
        }
        for (long n = plainTo; n < to; n++) {
            sum += (begin.after(n) - end.after(n)) * square(x[history.offset(n)]);
        }
        return sum / (end.position() - begin.position());
    }

    private static double square(double value) {
        return value * value;
    }

    /// Adds the window between two boundaries.
    ///
    /// @param hasFundamental whether the rotation is that of a fundamental to correlate with
    /// @param rotation turned to this window
    void add(
            SampleHistory history,
            int uChannel,
            int iChannel,
            Boundary begin,
            Boundary end,
            boolean hasFundamental,
            Rotation rotation) {
        long from = firstSample(history, begin);
        long to = endSample(history, end);
        long plainFrom = Math.clamp(begin.firstFull(), from, to);
        long plainTo = Math.clamp(end.firstTouched(), plainFrom, to);
        double length = end.position() - begin.position();
        double[] volts = history.channel(uChannel);
        double[] amperes = history.channel(iChannel);
        uCos = 0;
        uSin = 0;
        iCos = 0;
        iSin = 0;
        for (long n = from; n < plainFrom; n++) {
            int at = history.offset(n);
            double weight = begin.after(n) - end.after(n);
            addWeighted(volts[at], amperes[at], weight, rotation, rotation.offset(n));
        }
        addPlain(
                volts,
                amperes,
                history.offset(plainFrom),
                (int) (plainTo - plainFrom),
                rotation,
                rotation.offset(plainFrom));
        for (long n = plainTo; n < to; n++) {
            int at = history.offset(n);
            double weight = begin.after(n) - end.after(n);
            addWeighted(volts[at], amperes[at], weight, rotation, rotation.offset(n));
        }
        samples += length;
        lastLength = length;
        if (hasFundamental) {
            q1Samples += 2 * (uCos * iSin - uSin * iCos) / length;
        }
    }

    private void addWeighted(
            double volt, double ampere, double weight, Rotation rotation, int turned) {
        double cos = weight * rotation.cos()[turned];
        double sin = weight * rotation.sin()[turned];
        u += weight * volt;
        i += weight * ampere;
        uu += weight * volt * volt;
        ii += weight * ampere * ampere;
        ui += weight * volt * ampere;
        uCos += volt * cos;
        uSin += volt * sin;
        iCos += ampere * cos;
        iSin += ampere * sin;
    }

    /// Nine sums side by side: as many as the processor adds while one waits for its last addition.
    private void addPlain(
            double[] volts,
            double[] amperes,
            int from,
            int count,
            Rotation rotation,
            int turnedFrom) {
        double[] cosines = rotation.cos();
        double[] sines = rotation.sin();
        double sumU = 0;
        double sumI = 0;
        double sumUu = 0;
        double sumIi = 0;
        double sumUi = 0;
        double sumUCos = 0;
        double sumUSin = 0;
        double sumICos = 0;
        double sumISin = 0;
        for (int n = 0; n < count; n++) {
            double volt = volts[from + n];
            double ampere = amperes[from + n];
            double cos = cosines[turnedFrom + n];
            double sin = sines[turnedFrom + n];
            sumU += volt;
            sumI += ampere;
            sumUu = Math.fma(volt, volt, sumUu);
            sumIi = Math.fma(ampere, ampere, sumIi);
            sumUi = Math.fma(volt, ampere, sumUi);
            sumUCos = Math.fma(volt, cos, sumUCos);
            sumUSin = Math.fma(volt, sin, sumUSin);
            sumICos = Math.fma(ampere, cos, sumICos);
            sumISin = Math.fma(ampere, sin, sumISin);
        }
        u += sumU;
        i += sumI;
        uu += sumUu;
        ii += sumIi;
        ui += sumUi;
        uCos += sumUCos;
        uSin += sumUSin;
        iCos += sumICos;
        iSin += sumISin;
    }

    /// Fundamental of the voltage in the last window added, V rms.
    double fundamentalVolts() {
        return Math.sqrt(2) * Math.hypot(uCos, uSin) / lastLength;
    }

    /// Angle of the voltage's fundamental where the last window added begins: 0 where it crosses
    /// zero upwards.
    double voltageAngle() {
        return Math.atan2(uCos, uSin);
    }

    /// @param uNoise the front end's own noise, V rms, whose power does not count
    /// @param iNoise the same, A rms
    PhaseMeasurement measurement(double f, double uNoise, double iNoise) {
        return PhaseMeasurement.of(
                Math.sqrt(Math.max(0, uu / samples - uNoise * uNoise)),
                Math.sqrt(Math.max(0, ii / samples - iNoise * iNoise)),
                u / samples,
                i / samples,
                ui / samples,
                q1Samples / samples,
                f);
    }
}
