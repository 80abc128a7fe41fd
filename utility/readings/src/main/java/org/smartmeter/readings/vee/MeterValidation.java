package org.smartmeter.readings.vee;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.smartmeter.readings.Interval;
import org.smartmeter.readings.MeterEvent;
import org.smartmeter.readings.validation.Finding;
import org.smartmeter.readings.validation.IntervalStatus;
import org.smartmeter.readings.validation.Series;
import org.smartmeter.readings.validation.Validation;
import org.smartmeter.readings.validation.ValidationRules;
import org.smartmeter.terms.LocalDay;

/// What the rules make of one meter's stored curve. Pure.
///
/// @param findings of the days asked for
/// @param estimates of each of those days that has any
record MeterValidation(
        List<FindingTable.Dated> findings, Map<LocalDate, List<Version.Part>> estimates) {

    /// @param curve with the history that the rules compare with
    /// @param from the first day that is wanted
    static MeterValidation of(
            String meter,
            Flow flow,
            List<Interval> curve,
            List<MeterEvent> events,
            ValidationRules rules,
            ZoneId zone,
            LocalDate from) {
        Validation validation =
                Validation.of(CurveSamples.of(meter, flow, curve, events), rules, zone);
        List<FindingTable.Dated> findings = new ArrayList<>();
        for (Finding finding : validation.findings()) {
            // What ends at midnight belongs to the day that it ended.
            LocalDate day = dayOf(finding.to().minusMillis(1), zone);
            if (!day.isBefore(from)) {
                findings.add(new FindingTable.Dated(day, flow, finding));
            }
        }
        Map<LocalDate, List<Version.Part>> estimates = new TreeMap<>();
        validation.series().ifPresent(series -> estimates(series, curve, zone, from, estimates));
        return new MeterValidation(findings, estimates);
    }

    /// Estimated are the intervals of gaps, whose energy is known and whose shape is not.
    private static void estimates(
            Series series,
            List<Interval> curve,
            ZoneId zone,
            LocalDate from,
            Map<LocalDate, List<Version.Part>> estimates) {
        int next = 0;
        for (Interval gap : curve) {
            if (gap.status() != Interval.Status.GAP) {
                continue;
            }
            while (next < series.count() && series.endOf(next).compareTo(gap.start()) <= 0) {
                next++;
            }
            List<Version.Part> parts = new ArrayList<>();
            for (int i = next; i < series.count() && !series.endOf(i).isAfter(gap.end()); i++) {
                if (series.statuses()[i] == IntervalStatus.ESTIMATED) {
                    Instant start = i == 0 ? gap.start() : series.endOf(i - 1);
                    parts.add(new Version.Part(start, series.endOf(i), series.energies()[i]));
                }
            }
            for (Version.Part part : parts) {
                LocalDate day = dayOf(part.start(), zone);
                if (!day.isBefore(from)) {
                    estimates.computeIfAbsent(day, _ -> new ArrayList<>()).add(part);
                }
            }
        }
    }

    private static LocalDate dayOf(Instant time, ZoneId zone) {
        return LocalDay.of(time, zone).date();
    }
}
