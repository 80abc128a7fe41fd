package org.smartmeter.readings.validation;

import java.time.DayOfWeek;
import java.util.function.IntPredicate;

/// The shape of a stretch by what the home used at the same times of like days: the same weekday of
/// the four weeks around it, else days of the same kind (working day or weekend), else any day.
final class LikeDays {

    private static final int WEEKS = 4;
    private static final int DAYS_OF_A_WEEK = 7;

    /// Fewer than this are no profile.
    private static final int ENOUGH = 2;

    private final Calendar calendar;
    private final long[] energies;
    private final IntervalStatus[] statuses;

    LikeDays(Calendar calendar, long[] energies, IntervalStatus[] statuses) {
        this.calendar = calendar;
        this.energies = energies;
        this.statuses = statuses;
    }

    /// A weight for each interval; where no like day was measured, the mean of the others.
    double[] shape(int first, int last) {
        double[] weights = new double[last - first + 1];
        double sum = 0;
        int known = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = usual(first + i);
            if (!Double.isNaN(weights[i])) {
                sum += weights[i];
                known++;
            }
        }
        double mean = known == 0 ? 1 : sum / known;
        for (int i = 0; i < weights.length; i++) {
            if (Double.isNaN(weights[i])) {
                weights[i] = mean;
            }
        }
        return weights;
    }

    private double usual(int interval) {
        int day = calendar.dayOf(interval);
        DayOfWeek weekday = calendar.weekday(day);
        double same = mean(interval, day, other -> calendar.weekday(other) == weekday);
        if (!Double.isNaN(same)) {
            return same;
        }
        boolean weekend = isWeekend(weekday);
        double kind = mean(interval, day, other -> isWeekend(calendar.weekday(other)) == weekend);
        return Double.isNaN(kind) ? mean(interval, day, _ -> true) : kind;
    }

    private double mean(int interval, int day, IntPredicate like) {
        long sum = 0;
        int count = 0;
        int reach = WEEKS * DAYS_OF_A_WEEK;
        int end = Math.min(calendar.days(), day + reach + 1);
        for (int other = Math.max(0, day - reach); other < end; other++) {
            if (other == day || !like.test(other)) {
                continue;
            }
            int same = calendar.sameTime(interval, other);
            if (same >= 0 && statuses[same] == IntervalStatus.ACTUAL) {
                sum += energies[same];
                count++;
            }
        }
        return count < ENOUGH ? Double.NaN : (double) sum / count;
    }

    private static boolean isWeekend(DayOfWeek day) {
        return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
    }
}
