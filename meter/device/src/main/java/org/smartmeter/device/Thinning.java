package org.smartmeter.device;

/// How far the meter stretches its own sample period while the journal fills up, so that it lasts
/// longer. Registers are cumulative: a wider period loses detail, never energy.
enum Thinning {
    /// Rows come at the period that the utility set.
    NONE(1),
    /// Three quarters full: no more than a row each quarter of an hour.
    QUARTER_HOURS(900),
    /// Nearly full: no more than a row an hour.
    HOURS(3_600);

    private static final double QUARTER_HOURS_FROM = 0.75;
    private static final double HOURS_FROM = 0.90;

    /// Well below the first step, so that the period does not flutter.
    private static final double NONE_BELOW = 0.50;

    private final int shortestPeriod;

    Thinning(int shortestPeriod) {
        this.shortestPeriod = shortestPeriod;
    }

    /// The sample period in force under this, seconds.
    int period(Schedule schedule) {
        return period(schedule.samplePeriod());
    }

    /// The same of a profile with a period of its own.
    int period(int scheduled) {
        return Math.max(scheduled, shortestPeriod);
    }

    /// What follows at a journal's fill, 0…1. It only tightens as the journal fills, and opens at
    /// once when it has drained.
    Thinning at(double fill) {
        if (fill >= HOURS_FROM) {
            return HOURS;
        }
        if (fill >= QUARTER_HOURS_FROM) {
            return this == HOURS ? HOURS : QUARTER_HOURS;
        }
        return fill < NONE_BELOW ? NONE : this;
    }
}
