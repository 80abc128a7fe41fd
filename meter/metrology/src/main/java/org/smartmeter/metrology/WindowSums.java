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

    /// Adds the window between two boundaries.
    ///
    /// @param cycles whole cycles of the fundamental in it, 0 if there is none to correlate with
    void add(
            SampleHistory history,
            int uChannel,
            int iChannel,
            Boundary begin,
            Boundary end,
            int cycles) {
        long from = Math.max(begin.firstTouched(), history.first());
        long to = Math.min(end.firstFull(), history.end());
        long plainFrom = Math.clamp(begin.firstFull(), from, to);
        long plainTo = Math.clamp(end.firstTouched(), plainFrom, to);
        double length = end.position() - begin.position();
        double omega = 2 * Math.PI * cycles / length;
        double[] volts = history.channel(uChannel);
        double[] amperes = history.channel(iChannel);
        uCos = 0;
        uSin = 0;
        iCos = 0;
        iSin = 0;
        for (long n = from; n < plainFrom; n++) {
            double angle = omega * (n - begin.position());
            int at = history.offset(n);
            addWeighted(volts[at], amperes[at], begin.after(n) - end.after(n), angle);
        }
        addPlain(
                volts,
                amperes,
                history.offset(plainFrom),
                history.offset(plainTo),
                omega * (plainFrom - begin.position()),
                omega);
        for (long n = plainTo; n < to; n++) {
            double angle = omega * (n - begin.position());
            int at = history.offset(n);
            addWeighted(volts[at], amperes[at], begin.after(n) - end.after(n), angle);
        }
        samples += length;
        lastLength = length;
        if (cycles > 0) {
            q1Samples += 2 * (uCos * iSin - uSin * iCos) / length;
        }
    }

    private void addWeighted(double volt, double ampere, double weight, double angle) {
        double cos = weight * Math.cos(angle);
        double sin = weight * Math.sin(angle);
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

    private void addPlain(
            double[] volts, double[] amperes, int from, int to, double angle, double omega) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double turnCos = Math.cos(omega);
        double turnSin = Math.sin(omega);
        for (int n = from; n < to; n++) {
            double volt = volts[n];
            double ampere = amperes[n];
            u += volt;
            i += ampere;
            uu += volt * volt;
            ii += ampere * ampere;
            ui += volt * ampere;
            uCos += volt * cos;
            uSin += volt * sin;
            iCos += ampere * cos;
            iSin += ampere * sin;
            double next = cos * turnCos - sin * turnSin;
            sin = cos * turnSin + sin * turnCos;
            cos = next;
        }
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
