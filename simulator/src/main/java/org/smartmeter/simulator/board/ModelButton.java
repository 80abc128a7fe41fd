package org.smartmeter.simulator.board;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.smartmeter.device.button.PushButton;

/// A push button on the meter's case, operated from outside. Its contact bounces when it is pressed
/// and when it is let go. For any thread.
public final class ModelButton implements PushButton {

    /// As a worn one does; a new one takes a fifth of that.
    public static final Duration BOUNCE = Duration.ofMillis(20);

    private static final long BOUNCE_MILLIS = 3;

    private final InstantSource time;
    private boolean held;
    private Instant moved = Instant.MIN;

    /// @param time the board's
    public ModelButton(InstantSource time) {
        this.time = time;
    }

    /// Somebody puts a finger on it.
    public void press() {
        move(true);
    }

    /// And takes it off.
    public void letGo() {
        move(false);
    }

    private synchronized void move(boolean down) {
        if (held != down) {
            held = down;
            moved = time.instant();
        }
    }

    @Override
    public synchronized boolean isDown() {
        Duration since = Duration.between(moved, time.instant());
        boolean away = since.compareTo(BOUNCE) < 0 && since.toMillis() / BOUNCE_MILLIS % 2 == 1;
        return held != away;
    }
}
