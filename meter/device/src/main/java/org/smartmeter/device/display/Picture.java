package org.smartmeter.device.display;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.smartmeter.device.notices.KeptNotice;
import org.smartmeter.device.supply.SupplyStatus;

/// All that a screen shows of the meter at a moment; any thread may read it.
///
/// @param painted board time
/// @param time the meter's own
/// @param clockSet whether that time was ever set and is not in doubt
/// @param flow the newest second; empty until the first was measured
/// @param trace power of the last minutes
/// @param energy what the registers have counted and no power cut takes back
/// @param supply how the supply stands, where this meter has a switch; its instants are board time
/// @param notices what the utility has to say, in the order to show it
/// @param noticesVersion rises when they changed
/// @param called meter time at which the person asked to be called, since the start
public record Picture(
        Instant painted,
        Instant time,
        boolean clockSet,
        Optional<Flow> flow,
        Trace trace,
        Energy energy,
        Optional<SupplyStatus> supply,
        List<KeptNotice> notices,
        long noticesVersion,
        Optional<Instant> called) {

    /// Milliwatt-hours; today's since the home's midnight.
    ///
    /// @param todaySince when today's began: midnight, or later on the meter's very first day
    /// @param known false while a meter that lost its memory waits to learn its last epoch
    public record Energy(
            long imported,
            long exported,
            long importedToday,
            long exportedToday,
            Instant todaySince,
            boolean known) {}

    public Picture {
        notices = List.copyOf(notices);
    }

    /// The meter's time at an instant of the board's.
    public Instant meterTime(Instant board) {
        return time.plus(Duration.between(painted, board));
    }
}
