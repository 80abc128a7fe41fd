package org.smartmeter.device.supply;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// What the limiter tells a display.
///
/// @param monitored what is limited
/// @param limit in force, W, VA or mA after the monitored value; empty if nothing limits
/// @param reason why there is this limit
/// @param until board time at which an emergency limit ends by itself
/// @param over whether the monitored value is above the limit now
/// @param triesLeft how often it still recloses or lets the customer reclose before the long wait
/// @param recloseAt board time at which it closes what it opened, if nothing comes between; empty
/// if it did not open, may not close in this control mode, or is to stay off
/// @param lockedUntil board time before which not even the customer can close, since all tries are
/// used up
public record LimiterStatus(
        MonitoredValue monitored,
        OptionalLong limit,
        Reason reason,
        Optional<Instant> until,
        boolean over,
        int triesLeft,
        Optional<Instant> recloseAt,
        Optional<Instant> lockedUntil) {

    /// Where the limit in force comes from.
    public enum Reason {
        /// There is none.
        NO_LIMIT,
        /// The contract's.
        NORMAL,
        /// A shortage: an emergency profile is active.
        EMERGENCY
    }

    /// Nothing limits.
    static final LimiterStatus NONE =
            new LimiterStatus(
                    MonitoredValue.ACTIVE_POWER_IMPORT,
                    OptionalLong.empty(),
                    Reason.NO_LIMIT,
                    Optional.empty(),
                    false,
                    0,
                    Optional.empty(),
                    Optional.empty());
}
