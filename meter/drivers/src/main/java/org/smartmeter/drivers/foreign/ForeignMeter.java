package org.smartmeter.drivers.foreign;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.device.EnergyRegister;
import org.smartmeter.device.FrontEnd;
import org.smartmeter.device.Part;
import org.smartmeter.device.Surroundings;
import org.smartmeter.journal.StateFile;
import org.smartmeter.wire.EventCode;

/// A foreign meter's place in ours: keeps the anchor of its counters where no power cut takes it,
/// counts its readings into our registers, and tells as events what happens to it.
public final class ForeignMeter implements Part {

    private static final Logger LOG = LoggerFactory.getLogger(ForeignMeter.class);
    private static final int MOST_DIGITS = 15;

    private final Plausibility plausibility;
    private final Duration longestGap;
    private final List<Event> untold = new ArrayList<>();
    private @Nullable Joined joined;
    private Optional<Instant> lostSince = Optional.empty();

    /// @param longestGap between readings that follow each other
    public ForeignMeter(Plausibility plausibility, Duration longestGap) {
        this.plausibility = plausibility;
        this.longestGap = longestGap;
    }

    private record Joined(Home meter, StateFile state, Follower follower) {}

    private record Event(Instant board, EventCode code, long... values) {}

    @Override
    public void begin(Surroundings meter, Instant board) {
        begin(Home.in(meter));
    }

    /// Finds the anchor again.
    public void begin(Home meter) {
        StateFile state = meter.state("foreign-meter", Anchor.MOST_BYTES);
        joined =
                new Joined(
                        meter,
                        state,
                        new Follower(
                                plausibility,
                                longestGap,
                                state.read().flatMap(Anchor::read),
                                meter.counted(EnergyRegister.ACTIVE_IMPORT),
                                meter.counted(EnergyRegister.ACTIVE_EXPORT)));
    }

    /// Counts a reading.
    ///
    /// @param now board time of the reading
    public void read(ForeignReading reading, Instant now, FrontEnd.Windows windows) {
        Joined mine = joined;
        if (mine == null) {
            return; // not a meter's part yet
        }
        back(now);
        Follower.Outcome outcome = mine.follower().take(reading, now, mine.meter().time(now));
        if (outcome.kept()) {
            mine.follower().anchor().ifPresent(anchor -> mine.state().write(anchor.write()));
        }
        outcome.reports().forEach(report -> report(report, now));
        outcome.window().ifPresent(window -> windows.measured(window, now));
    }

    private void report(Follower.Report report, Instant now) {
        switch (report) {
            case Follower.Report.MeterChanged(String before, String meter) -> {
                LOG.warn(
                        "the line leads to {} now, to {} before: counts begin anew", meter, before);
                tell(now, EventCode.SOURCE_CHANGED, digits(before), digits(meter));
            }
            case Follower.Report.Refused(boolean export, long expected, long shown) -> {
                LOG.warn(
                        "refused a count of {} energy: {} mWh where at least {} was expected",
                        export ? "exported" : "imported",
                        shown,
                        expected);
                tell(now, EventCode.SOURCE_COUNT_REFUSED, export ? 1 : 0, expected, shown);
            }
        }
    }

    /// The source gives nothing that can be read.
    public void lost(Trouble trouble, Instant now) {
        if (lostSince.isEmpty()) {
            lostSince = Optional.of(now);
            tell(now, EventCode.SOURCE_LOST, trouble.number());
        }
    }

    private void back(Instant now) {
        lostSince.ifPresent(
                since ->
                        tell(now, EventCode.SOURCE_BACK, Duration.between(since, now).toSeconds()));
        lostSince = Optional.empty();
    }

    private void tell(Instant board, EventCode code, long... values) {
        untold.add(new Event(board, code, values));
    }

    @Override
    public void run(Instant board) {
        if (joined != null) {
            for (Event event : untold) {
                joined.meter().event(event.board(), event.code(), event.values());
            }
            untold.clear();
        }
    }

    /// The last digits of a meter's number, as one number.
    private static long digits(String meter) {
        String digits = meter.replaceAll("[^0-9]", "");
        String last = digits.substring(Math.max(0, digits.length() - MOST_DIGITS));
        return last.isEmpty() ? 0 : Long.parseLong(last);
    }
}
