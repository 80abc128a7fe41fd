package org.smartmeter.readings.validation;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// Validation and estimation of one meter's samples (VEE).
///
/// @param findings in order of time
/// @param series without holes; empty where there are fewer than two samples to make an interval of
public record Validation(List<Finding> findings, Optional<Series> series) {

    /// More than so many intervals a sample are no series with gaps but a time that cannot be.
    private static final long INTERVALS_A_SAMPLE = 1_000;

    /// Ten years of hours: as long a gap is taken even of two samples.
    private static final long ALWAYS = 10L * 366 * 24;

    /// @param zone of the local days
    /// @throws IllegalArgumentException if the samples lie too far apart to be one series
    public static Validation of(Samples samples, ValidationRules rules, ZoneId zone) {
        Findings findings = new Findings(samples.meter(), rules);
        Optional<Grid> grid = Grid.of(samples, rules);
        if (grid.isEmpty()) {
            return new Validation(List.of(), Optional.empty());
        }
        List<Support> believed = new Sieve(samples, grid.get(), rules, findings).believed();
        if (believed.isEmpty()) {
            return new Validation(findings.list(), Optional.empty());
        }
        long period = grid.get().period();
        long firstEnd = grid.get().before(believed.getFirst().time());
        long lastEnd = grid.get().before(believed.getLast().time());
        long most = Math.max(ALWAYS, INTERVALS_A_SAMPLE * samples.count());
        if (lastEnd - firstEnd > most) {
            throw new IllegalArgumentException(
                    "the samples of "
                            + samples.meter()
                            + " reach from "
                            + Instant.ofEpochMilli(believed.getFirst().time())
                            + " to "
                            + Instant.ofEpochMilli(believed.getLast().time())
                            + ", which is more than "
                            + most
                            + " intervals");
        }
        Calendar calendar =
                Calendar.of(
                        grid.get().time(firstEnd),
                        period,
                        Math.toIntExact(lastEnd - firstEnd),
                        zone);
        Filling filling = new Filling(samples, grid.get(), rules, believed, calendar);
        Series series = filling.series();
        new GapCheck(samples, grid.get(), series, findings).check();
        new IntervalChecks(series, filling.marks(), rules, findings).check();
        new DayChecks(series, calendar, rules, findings).check();
        new SentChecks(samples, series, calendar, rules, findings).check();
        return new Validation(findings.list(), Optional.of(series));
    }
}
