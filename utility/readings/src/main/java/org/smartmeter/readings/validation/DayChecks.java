package org.smartmeter.readings.validation;

import java.util.Arrays;

/// Rules on local days: the highest interval against the third highest, and the day's energy
/// against the same weekdays before.
final class DayChecks {

    private static final int DAYS_OF_A_WEEK = 7;
    private static final int WEEKS_BACK = 8;

    /// Fewer weeks than this are no history.
    private static final int ENOUGH_WEEKS = 3;

    private static final double MILLISECONDS_PER_HOUR = 3_600_000;

    /// The three highest intervals of a day, mWh; -1 where there are fewer.
    private record Highest(int interval, long first, long second, long third) {}

    private final Series series;
    private final Calendar calendar;
    private final ValidationRules rules;
    private final Findings findings;
    private final long[] energies;
    private final boolean[] known;

    DayChecks(Series series, Calendar calendar, ValidationRules rules, Findings findings) {
        this.series = series;
        this.calendar = calendar;
        this.rules = rules;
        this.findings = findings;
        this.energies = new long[calendar.days()];
        this.known = new boolean[calendar.days()];
    }

    void check() {
        Highest[] highest = new Highest[calendar.days()];
        for (int day = 0; day < highest.length; day++) {
            sum(day);
            highest[day] = highest(day);
        }
        long[] peaks = Arrays.stream(highest).mapToLong(Highest::first).sorted().toArray();
        for (int day = 0; day < highest.length; day++) {
            spike(highest[day], peaks);
            use(day);
        }
    }

    private void sum(int day) {
        known[day] = calendar.whole(day);
        for (int i = calendar.borders()[day]; i < calendar.borders()[day + 1]; i++) {
            energies[day] += series.energies()[i];
            known[day] &= series.statuses()[i] != IntervalStatus.MISSING;
        }
    }

    private Highest highest(int day) {
        Highest found = new Highest(-1, -1, -1, -1);
        for (int i = calendar.borders()[day]; i < calendar.borders()[day + 1]; i++) {
            long energy = series.energies()[i];
            if (series.statuses()[i] != IntervalStatus.ACTUAL) {
                continue;
            }
            if (energy > found.first) {
                found = new Highest(i, energy, found.first, found.second);
            } else if (energy > found.second) {
                found = new Highest(found.interval, found.first, energy, found.second);
            } else if (energy > found.third) {
                found = new Highest(found.interval, found.first, found.second, energy);
            }
        }
        return found;
    }

    private void spike(Highest highest, long[] peaks) {
        double power = highest.first() / 1_000.0 / (series.period() / MILLISECONDS_PER_HOUR);
        double above = highest.first() - highest.third();
        if (highest.third() < 0
                || power < rules.spikeFloor()
                || above <= rules.spikeRatio() * highest.third()) {
            return;
        }
        long reached = Arrays.stream(peaks).filter(peak -> peak >= highest.first()).count();
        findings.add(
                Rule.SPIKE,
                series.startMillis(highest.interval()),
                series.endMillis(highest.interval()),
                Kilowatthours.text(highest.first())
                        + " in one interval, the third highest of the day has "
                        + Kilowatthours.text(highest.third())
                        + "; the register agrees; as much was reached on "
                        + reached
                        + " of "
                        + Kilowatthours.count(peaks.length, "day"));
    }

    private void use(int day) {
        if (!known[day]) {
            return;
        }
        long[] before = new long[WEEKS_BACK];
        int weeks = 0;
        for (int week = 1; week <= WEEKS_BACK && day - week * DAYS_OF_A_WEEK >= 0; week++) {
            int other = day - week * DAYS_OF_A_WEEK;
            if (known[other]) {
                before[weeks++] = energies[other];
            }
        }
        if (weeks < ENOUGH_WEEKS) {
            return;
        }
        Arrays.sort(before, 0, weeks);
        long usual = (before[(weeks - 1) / 2] + before[weeks / 2]) / 2;
        long difference = energies[day] - usual;
        if (energies[day] > rules.highRatio() * usual && difference >= rules.useFloor()) {
            tell(Rule.HIGH_USE, day, usual, weeks);
        } else if (energies[day] < rules.lowRatio() * usual && -difference >= rules.useFloor()) {
            tell(Rule.LOW_USE, day, usual, weeks);
        }
    }

    private void tell(Rule rule, int day, long usual, int weeks) {
        findings.add(
                rule,
                calendar.dayStarts()[day],
                calendar.dayStarts()[day + 1],
                Kilowatthours.text(energies[day])
                        + " on this day; half of the "
                        + weeks
                        + " same weekdays before had up to "
                        + Kilowatthours.text(usual));
    }
}
