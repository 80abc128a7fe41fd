package org.smartmeter.metrology.quality;

import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;
import org.smartmeter.metrology.quality.QualityInterval.Length;

/// Makes values over 3 s, 10 min and 2 h of the windows (IEC 61000-4-30, 4.5, class A): a window
/// counts to the interval in which it begins, and the first one of an interval begins at its tick,
/// whether or not the one before has ended ([#tickAfter]). 3 s begin anew with every 10 min.
public final class Intervals {

    private static final int WINDOWS_IN_THREE_SECONDS = 15;
    private static final long TEN_MINUTES = Length.TEN_MINUTES.duration().toSeconds();
    private static final long TWO_HOURS = Length.TWO_HOURS.duration().toSeconds();
    private static final int SHORT_TERMS_IN_LONG_TERM = 12;

    /// What rounding may put a window before the tick at which it begins.
    private static final double ROUNDING_SECONDS = 1e-3;

    private final Consumer<? super QualityInterval> closed;
    private final Flickermeter[] flickermeters;
    private final double[][] shortTerms;
    private final SquareMeans threeSeconds;
    private final SquareMeans tenMinutes;
    private final SquareMeans twoHours;
    private int windows;
    private int shortTermsIn;
    private long tenMinutesNumber = Long.MIN_VALUE;
    private long twoHoursNumber = Long.MIN_VALUE;

    /// @param flickermeters one per phase; asked for P_st every 10 minutes
    public Intervals(Flickermeter[] flickermeters, Consumer<? super QualityInterval> closed) {
        this.closed = closed;
        this.flickermeters = flickermeters.clone();
        int phases = flickermeters.length;
        this.shortTerms = new double[phases][SHORT_TERMS_IN_LONG_TERM];
        this.threeSeconds = new SquareMeans(phases);
        this.tenMinutes = new SquareMeans(phases);
        this.twoHours = new SquareMeans(phases);
    }

    /// The tick of the clock at which windows begin anew, after an instant.
    public static Instant tickAfter(Instant instant) {
        long number = Math.floorDiv(instant.getEpochSecond(), TEN_MINUTES);
        return end(number, TEN_MINUTES);
    }

    /// Closes what ends before this window. To be called before its samples reach the
    /// flickermeters.
    public void begins(Instant end, double seconds) {
        long begin =
                end.minusNanos(Math.round((seconds - ROUNDING_SECONDS) * 1e9)).getEpochSecond();
        long tenMinutesNow = Math.floorDiv(begin, TEN_MINUTES);
        long twoHoursNow = Math.floorDiv(begin, TWO_HOURS);
        if (tenMinutesNow != tenMinutesNumber) {
            closeTenMinutes();
            tenMinutesNumber = tenMinutesNow;
        }
        if (twoHoursNow != twoHoursNumber) {
            closeTwoHours();
            twoHoursNumber = twoHoursNow;
        }
    }

    /// Takes a window.
    public void take(QualityWindow window) {
        threeSeconds.add(
                window.seconds(),
                window.flagged(),
                window.phases(),
                window.seconds(),
                window.symmetry());
        windows++;
        if (windows == WINDOWS_IN_THREE_SECONDS) {
            report(threeSeconds, Length.THREE_SECONDS, window.end(), none());
            moveOn(threeSeconds, tenMinutes);
            windows = 0;
        }
    }

    private void closeTenMinutes() {
        if (windows > 0) {
            moveOn(threeSeconds, tenMinutes);
            windows = 0;
        }
        double[] shortTerm =
                Arrays.stream(flickermeters).mapToDouble(Flickermeter::takeShortTerm).toArray();
        if (tenMinutes.seconds() > 0) {
            for (int phase = 0; phase < shortTerm.length && isInLongTerm(); phase++) {
                shortTerms[phase][shortTermsIn] = shortTerm[phase];
            }
            shortTermsIn++;
            report(tenMinutes, Length.TEN_MINUTES, end(tenMinutesNumber, TEN_MINUTES), shortTerm);
            moveOn(tenMinutes, twoHours);
        }
    }

    private boolean isInLongTerm() {
        return shortTermsIn < SHORT_TERMS_IN_LONG_TERM;
    }

    private void closeTwoHours() {
        if (twoHours.seconds() > 0) {
            double[] longTerm = none();
            if (shortTermsIn == SHORT_TERMS_IN_LONG_TERM) {
                longTerm = Arrays.stream(shortTerms).mapToDouble(Intervals::longTerm).toArray();
            }
            report(twoHours, Length.TWO_HOURS, end(twoHoursNumber, TWO_HOURS), longTerm);
            twoHours.clear();
        }
        shortTermsIn = 0;
    }

    /// P_lt = ∛(Σ P_st³ / 12) (IEC 61000-4-15).
    private static double longTerm(double[] shortTerms) {
        double cubes = 0;
        for (double shortTerm : shortTerms) {
            cubes += shortTerm * shortTerm * shortTerm;
        }
        return Math.cbrt(cubes / shortTerms.length);
    }

    private double[] none() {
        double[] none = new double[flickermeters.length];
        Arrays.fill(none, Double.NaN);
        return none;
    }

    private static Instant end(long number, long seconds) {
        return Instant.ofEpochSecond((number + 1) * seconds);
    }

    private static void moveOn(SquareMeans from, SquareMeans to) {
        to.add(
                from.seconds(),
                from.flagged(),
                from.phases(),
                from.symmetrySeconds(),
                from.symmetry());
        from.clear();
    }

    private void report(SquareMeans means, Length length, Instant end, double[] flicker) {
        closed.accept(
                new QualityInterval(
                        length,
                        end,
                        means.seconds(),
                        means.flagged(),
                        means.phases(),
                        means.symmetry(),
                        flicker));
    }
}
