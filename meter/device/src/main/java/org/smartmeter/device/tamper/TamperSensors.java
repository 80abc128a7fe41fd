package org.smartmeter.device.tamper;

import java.time.Duration;
import java.util.Optional;

/// Port: the switches behind the meter's covers and the sensor of magnetic fields. Asked by one
/// thread at a time.
public interface TamperSensors {

    /// A meter that has none.
    TamperSensors NONE = () -> Sensed.QUIET;

    /// What the sensors show.
    ///
    /// @param terminalCoverOpen the cover over the terminals is off
    /// @param mainCoverOpen the cover over the meter's inside is off
    /// @param millitesla field at the sensor, without its direction; what only switches shows the
    /// field at which it does, or 0
    record Sensed(boolean terminalCoverOpen, boolean mainCoverOpen, double millitesla) {

        public static final Sensed QUIET = new Sensed(false, false, 0);
    }

    /// As it is now. A driver that hears of each change shows one that came and went since the last
    /// call as if it lasted still, so that nothing short is missed. Does not wait and does not
    /// throw: a sensor that is gone shows as an open cover.
    Sensed read();

    /// How often to look at sensors that do not call by themselves; empty if they do.
    default Optional<Duration> lookedAtEvery() {
        return Optional.empty();
    }

    /// Has a sensor that can call so, from any thread, when what it shows has changed.
    default void wakeBy(Runnable wake) {}
}
