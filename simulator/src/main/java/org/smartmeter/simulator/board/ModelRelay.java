package org.smartmeter.simulator.board;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.smartmeter.device.supply.Relay;
import org.smartmeter.device.supply.RelayPosition;

/// A latching relay: its contacts move a while after the coil was pulsed, keep their position
/// without power, and are what a sound feedback shows. Both can be spoilt. For any thread.
public final class ModelRelay implements Relay {

    /// What is wrong with it.
    public enum Condition {
        /// Nothing.
        SOUND,
        /// The contacts have fused: they close, but never part again.
        WELDED,
        /// The armature is stuck: nothing moves either way.
        STUCK,
        /// Worn springs: after each movement the contacts bounce for a third of a second, the
        /// feedback with them.
        BOUNCING
    }

    /// What is wrong with its feedback.
    public enum Sensing {
        /// Nothing.
        SOUND,
        /// It says open, whatever the contacts do: a wire is off, or a diode is dark.
        READS_OPEN,
        /// It says closed: a short circuit.
        READS_CLOSED,
        /// It cannot be asked.
        UNREADABLE
    }

    /// From the coil's pulse to the contacts, as a 100 A latching relay takes.
    static final Duration TRAVEL = Duration.ofMillis(20);

    static final Duration BOUNCE = Duration.ofMillis(330);
    private static final long BOUNCE_MILLIS = 15;

    private final InstantSource time;
    private Condition condition = Condition.SOUND;
    private Sensing sensing = Sensing.SOUND;
    private boolean from;
    private boolean to;
    private Instant pulsed = Instant.MIN;
    private int pulses;

    /// A relay whose contacts are closed.
    ///
    /// @param time the board's
    public ModelRelay(InstantSource time) {
        this.time = time;
        from = true;
        to = true;
    }

    /// Spoils it, or makes it sound again.
    public synchronized void condition(Condition changed) {
        boolean now = isClosed();
        condition = changed;
        from = now;
        to = now;
    }

    /// Spoils its feedback, or makes it sound again.
    public synchronized void sensing(Sensing changed) {
        sensing = changed;
    }

    @Override
    public void open() {
        pulse(false);
    }

    @Override
    public void close() {
        pulse(true);
    }

    private synchronized void pulse(boolean closed) {
        pulses++;
        boolean now = isClosed();
        boolean moves =
                switch (condition) {
                    case SOUND, BOUNCING -> true;
                    case WELDED -> closed;
                    case STUCK -> false;
                };
        if (moves && closed != now) {
            from = now;
            to = closed;
            pulsed = time.instant();
        }
    }

    @Override
    public synchronized RelayPosition feedback() {
        return switch (sensing) {
            case SOUND -> isClosed() ? RelayPosition.CLOSED : RelayPosition.OPEN;
            case READS_OPEN -> RelayPosition.OPEN;
            case READS_CLOSED -> RelayPosition.CLOSED;
            case UNREADABLE -> RelayPosition.UNKNOWN;
        };
    }

    /// Whether the contacts touch: whether current can flow.
    public synchronized boolean isClosed() {
        if (from == to) {
            return to;
        }
        Duration after = Duration.between(pulsed, time.instant()).minus(TRAVEL);
        if (after.isNegative()) {
            return from;
        }
        if (condition == Condition.BOUNCING && after.compareTo(BOUNCE) < 0) {
            return after.toMillis() / BOUNCE_MILLIS % 2 == 0 ? to : from;
        }
        return to;
    }

    /// How often its coil was pulsed.
    public synchronized int pulses() {
        return pulses;
    }
}
