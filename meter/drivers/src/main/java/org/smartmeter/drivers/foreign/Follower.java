package org.smartmeter.drivers.foreign;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.smartmeter.metrology.Measurement;

/// Turns a foreign meter's readings into windows: each has the energy that the counters have grown
/// by since the reading before. What was counted while nobody read (the line was cut, our meter was
/// off) becomes a window without duration: it is in the registers, but no course of it is invented.
public final class Follower {

    /// Readings in a row by which another meter is believed, so that a second meter heard by the
    /// same line cannot take the first one's place.
    private static final int READINGS_TO_BELIEVE = 3;

    /// How much older than the newest reading an anchor's time may be.
    static final Duration SEEN_PERIOD = Duration.ofHours(1);

    private final Plausibility plausibility;
    private final Duration longestGap;
    private Optional<Anchor> anchor;
    private long ourImport;
    private long ourExport;
    private Optional<Instant> accepted = Optional.empty();
    private boolean refusing;
    private String candidate = "";
    private int candidateReadings;

    /// @param longestGap between readings that follow each other
    /// @param anchor as it was kept
    /// @param ourImport what our register of imported energy counts now, mWh
    /// @param ourExport the same of exported energy
    Follower(
            Plausibility plausibility,
            Duration longestGap,
            Optional<Anchor> anchor,
            long ourImport,
            long ourExport) {
        this.plausibility = plausibility;
        this.longestGap = longestGap;
        this.anchor = anchor;
        this.ourImport = ourImport;
        this.ourExport = ourExport;
    }

    /// What a reading led to.
    ///
    /// @param window to be counted
    /// @param reports of what happened
    /// @param kept whether the anchor is another than before, and must be durable before the window
    /// is counted
    record Outcome(Optional<Measurement> window, List<Report> reports, boolean kept) {

        static Outcome of(Report report) {
            return new Outcome(Optional.empty(), List.of(report), false);
        }
    }

    /// Something to be told.
    sealed interface Report {

        /// Another meter is on the line.
        record MeterChanged(String before, String now) implements Report {}

        /// A count was refused.
        ///
        /// @param export whether it is the counter of exported energy
        /// @param expected the least it should show, mWh
        /// @param shown mWh
        record Refused(boolean export, long expected, long shown) implements Report {}
    }

    Optional<Anchor> anchor() {
        return anchor;
    }

    /// @param now board time of the reading
    /// @param meterTime the same in our meter's time
    Outcome take(ForeignReading reading, Instant now, Instant meterTime) {
        String meter = Anchor.name(reading.meter());
        if (anchor.isEmpty() || !anchor.get().meter().equals(meter)) {
            return other(meter, reading, now, meterTime);
        }
        candidateReadings = 0;
        return same(anchor.get(), reading, now, meterTime);
    }

    private Outcome other(String meter, ForeignReading reading, Instant now, Instant meterTime) {
        candidateReadings = meter.equals(candidate) ? candidateReadings + 1 : 1;
        candidate = meter;
        if (anchor.isPresent() && candidateReadings < READINGS_TO_BELIEVE) {
            return new Outcome(Optional.empty(), List.of(), false);
        }
        List<Report> reports =
                anchor.map(
                                before ->
                                        List.<Report>of(
                                                new Report.MeterChanged(before.meter(), meter)))
                        .orElse(List.of());
        anchor =
                Optional.of(
                        new Anchor(
                                meter,
                                pair(reading.imported(), ourImport),
                                pair(reading.exported(), ourExport),
                                meterTime));
        accepted = Optional.of(now);
        refusing = false;
        return new Outcome(Optional.empty(), reports, true);
    }

    private static Optional<Anchor.Pair> pair(Optional<Count> count, long ours) {
        return count.map(it -> new Anchor.Pair(it.milliwattHours(), ours));
    }

    private Outcome same(Anchor known, ForeignReading reading, Instant now, Instant meterTime) {
        Duration gap =
                accepted.map(before -> Duration.between(before, now))
                        .orElseGet(
                                () -> Duration.between(known.seen(), meterTime).plus(SEEN_PERIOD));
        Growth imported = growth(known.imported(), reading.imported(), ourImport, gap);
        Growth exported = growth(known.exported(), reading.exported(), ourExport, gap);
        if (imported.isRefused() || exported.isRefused()) {
            return refused(
                    imported.isRefused() ? imported : exported,
                    exported.isRefused() && !imported.isRefused());
        }
        boolean follows = accepted.isPresent() && gap.compareTo(longestGap) <= 0;
        double seconds = follows ? gap.toNanos() / 1e9 : 0;
        ourImport += imported.milliwattHours();
        ourExport += exported.milliwattHours();
        accepted = Optional.of(now);
        refusing = false;
        Anchor kept = new Anchor(known.meter(), imported.pair(), exported.pair(), known.seen());
        boolean old = Duration.between(known.seen(), meterTime).compareTo(SEEN_PERIOD) >= 0;
        boolean changed = old || !kept.equals(known);
        anchor = Optional.of(old ? kept.seenAt(meterTime) : kept);
        return new Outcome(
                seconds > 0 || imported.milliwattHours() + exported.milliwattHours() > 0
                        ? Optional.of(
                                ReadWindow.of(
                                        reading,
                                        seconds,
                                        imported.milliwattHours(),
                                        exported.milliwattHours()))
                        : Optional.empty(),
                List.of(),
                changed);
    }

    private Outcome refused(Growth growth, boolean export) {
        List<Report> reports = new ArrayList<>();
        if (!refusing) {
            reports.add(new Report.Refused(export, growth.expected(), growth.shown()));
        }
        refusing = true;
        return new Outcome(Optional.empty(), reports, false);
    }

    /// What a counter has grown by.
    ///
    /// @param milliwattHours negative if it is refused
    /// @param pair the counter's anchor from now on
    private record Growth(
            long milliwattHours, Optional<Anchor.Pair> pair, long expected, long shown) {

        boolean isRefused() {
            return milliwattHours < 0;
        }
    }

    /// Counters that are not shown have not grown; one that is shown for the first time begins.
    private Growth growth(
            Optional<Anchor.Pair> anchored, Optional<Count> shown, long ours, Duration gap) {
        if (shown.isEmpty() || anchored.isEmpty()) {
            return new Growth(0, anchored.isPresent() ? anchored : pair(shown, ours), 0, 0);
        }
        long count = shown.get().milliwattHours();
        long most = Math.addExact(plausibility.most(gap), shown.get().step());
        Anchor.Pair pair = anchored.get();
        long grown = pair.expected(count) - ours;
        if (grown == -1) {
            grown = 0; // our register keeps less than a count as its remainder
        }
        OptionalLong rollOver = plausibility.rollOver();
        if (grown < 0 && rollOver.isPresent() && grown + rollOver.getAsLong() >= 0) {
            grown += rollOver.getAsLong();
            pair = pair.rolledOver(rollOver.getAsLong());
        }
        boolean refused = grown < 0 || grown > most;
        return new Growth(
                refused ? -1 : grown, Optional.of(pair), ours - anchored.get().expected(0), count);
    }
}
