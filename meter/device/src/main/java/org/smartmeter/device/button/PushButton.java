package org.smartmeter.device.button;

import java.time.Duration;
import java.util.Optional;

/// Port: a push button on the meter. Asked by one thread at a time.
@FunctionalInterface
public interface PushButton {

    /// With [Debounce#LASTING] a press of a tenth of a second is never missed.
    Duration LOOKED_EVERY = Duration.ofMillis(50);

    /// Whether it is held down now; the contact may bounce. Does not wait and does not throw: one
    /// that cannot be read shows as let go, so that nothing is done that nobody pressed.
    boolean isDown();

    /// How often to look at one that does not call by itself; empty if it does.
    default Optional<Duration> lookedAtEvery() {
        return Optional.of(LOOKED_EVERY);
    }

    /// Has one that can call so, from any thread, when it was pressed or let go of.
    default void wakeBy(Runnable wake) {}
}
