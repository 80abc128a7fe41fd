package org.smartmeter.readings.vee;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.smartmeter.readings.Interval;
import org.smartmeter.readings.validation.IntervalStatus;

/// Lays versions over what was measured. Pure.
final class Overlay {

    private record Laid(Version.Part part, Version version) {}

    private final Flow flow;
    private final TreeMap<Instant, Laid> estimates = new TreeMap<>();
    private final TreeMap<Instant, Laid> edits = new TreeMap<>();

    private Overlay(Flow flow) {
        this.flow = flow;
    }

    /// @param measured intervals in order that do not overlap
    /// @param versions of these days and this flow
    static List<ValidatedInterval> of(Flow flow, List<Interval> measured, List<Version> versions) {
        Overlay overlay = new Overlay(flow);
        versions.stream()
                .sorted(Comparator.comparing(Version::day).thenComparingInt(Version::number))
                .forEach(overlay::lay);
        List<ValidatedInterval> series = new ArrayList<>(measured.size());
        for (Interval interval : measured) {
            overlay.put(interval, series);
        }
        return series;
    }

    private void lay(Version version) {
        switch (version.kind()) {
            case ESTIMATE -> {
                estimates.values().removeIf(old -> old.version().day().equals(version.day()));
                version.parts().forEach(p -> estimates.put(p.start(), new Laid(p, version)));
            }
            case EDIT -> version.parts().forEach(p -> edits.put(p.start(), new Laid(p, version)));
            case WITHDRAWAL ->
                    edits.values().removeIf(old -> old.version().day().equals(version.day()));
        }
    }

    private void put(Interval interval, List<ValidatedInterval> series) {
        List<Laid> edited = covering(edits, interval.start(), interval.end());
        if (!edited.isEmpty()) {
            add(edited, IntervalStatus.EDITED, series);
            return;
        }
        long energy = flow.of(interval);
        switch (interval.status()) {
            case ACTUAL -> series.add(plain(interval, energy, IntervalStatus.ACTUAL));
            case ESTIMATED -> series.add(plain(interval, energy, IntervalStatus.ESTIMATED));
            case MISSING -> missing(interval, series);
            case GAP -> {
                List<Laid> shape = covering(estimates, interval.start(), interval.end());
                boolean addsUp =
                        shape.stream().mapToLong(laid -> laid.part().energy()).sum() == energy;
                List<Laid> mixed = mixed(shape);
                if (!shape.isEmpty() && addsUp) {
                    add(mixed, IntervalStatus.ESTIMATED, series);
                } else {
                    series.add(plain(interval, energy, IntervalStatus.ESTIMATED));
                }
            }
        }
    }

    /// Of what nothing was measured only a person can know something.
    private void missing(Interval interval, List<ValidatedInterval> series) {
        Instant at = interval.start();
        for (Laid laid : edits.subMap(interval.start(), true, interval.end(), false).values()) {
            if (laid.part().end().isAfter(interval.end()) || laid.part().start().isBefore(at)) {
                continue;
            }
            if (at.isBefore(laid.part().start())) {
                series.add(
                        new ValidatedInterval(
                                at, laid.part().start(), 0, IntervalStatus.MISSING, 0));
            }
            add(List.of(laid), IntervalStatus.EDITED, series);
            at = laid.part().end();
        }
        if (at.isBefore(interval.end())) {
            series.add(new ValidatedInterval(at, interval.end(), 0, IntervalStatus.MISSING, 0));
        }
    }

    /// An edit of a part of a gap stands for its own interval.
    private List<Laid> mixed(List<Laid> shape) {
        return shape.stream()
                .map(
                        laid -> {
                            Laid edit = edits.get(laid.part().start());
                            return edit != null && edit.part().end().equals(laid.part().end())
                                    ? edit
                                    : laid;
                        })
                .toList();
    }

    /// The parts that fill the stretch from border to border without a hole; else none.
    private static List<Laid> covering(TreeMap<Instant, Laid> laid, Instant from, Instant to) {
        List<Laid> parts = new ArrayList<>();
        Instant at = from;
        for (Map.Entry<Instant, Laid> entry : laid.subMap(from, true, to, false).entrySet()) {
            if (!entry.getKey().equals(at)) {
                return List.of();
            }
            parts.add(entry.getValue());
            at = entry.getValue().part().end();
        }
        return at.equals(to) ? parts : List.of();
    }

    private void add(List<Laid> parts, IntervalStatus status, List<ValidatedInterval> series) {
        for (Laid laid : parts) {
            series.add(
                    new ValidatedInterval(
                            laid.part().start(),
                            laid.part().end(),
                            laid.part().energy(),
                            laid.version().kind() == VersionKind.EDIT
                                    ? IntervalStatus.EDITED
                                    : status,
                            laid.version().number()));
        }
    }

    private static ValidatedInterval plain(Interval interval, long energy, IntervalStatus status) {
        return new ValidatedInterval(interval.start(), interval.end(), energy, status, 0);
    }
}
