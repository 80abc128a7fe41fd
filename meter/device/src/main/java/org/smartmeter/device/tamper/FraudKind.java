package org.smartmeter.device.tamper;

import java.time.Duration;
import org.smartmeter.wire.EventCode;

/// What the meter watches for, with the two events that tell it.
///
/// Everything is told within the shortest sample period, 1 s: a contact opens or a field comes at
/// once, and is over when it was quiet for half a second, longer than a contact bounces. What
/// windows show must last that long both ways, which is three of 200 ms, for one alone may straddle
/// a dip or the switching of a load. So a fraud that begins inside a window is told after 0.8 s at
/// most. Longer windows, of a meter that is read each second or ten, decide by themselves.
enum FraudKind {
    TERMINAL_COVER(EventCode.TERMINAL_COVER_OPENED, EventCode.TERMINAL_COVER_CLOSED, true, 1),
    MAIN_COVER(EventCode.MAIN_COVER_OPENED, EventCode.MAIN_COVER_CLOSED, true, 1),
    MAGNET(EventCode.MAGNET_BEGAN, EventCode.MAGNET_ENDED, true, 1),
    NEUTRAL_MISSING(EventCode.NEUTRAL_MISSING_BEGAN, EventCode.NEUTRAL_MISSING_ENDED, false, 1),
    CURRENT_DIFFERENCE(
            EventCode.CURRENT_DIFFERENCE_BEGAN, EventCode.CURRENT_DIFFERENCE_ENDED, false, 1),
    REVERSED_CURRENT(EventCode.REVERSED_CURRENT_BEGAN, EventCode.REVERSED_CURRENT_ENDED, false, 3),
    POTENTIAL_MISSING(
            EventCode.POTENTIAL_MISSING_BEGAN, EventCode.POTENTIAL_MISSING_ENDED, false, 3),
    PHASE_SEQUENCE(
            EventCode.PHASE_SEQUENCE_REVERSED_BEGAN,
            EventCode.PHASE_SEQUENCE_REVERSED_ENDED,
            false,
            1),
    ENERGY_WHILE_OPEN(
            EventCode.ENERGY_WHILE_OPEN_BEGAN, EventCode.ENERGY_WHILE_OPEN_ENDED, false, 1);

    static final Duration LASTING = Duration.ofMillis(500);

    private final EventCode begun;
    private final EventCode ended;
    private final boolean sensed;
    private final int places;

    FraudKind(EventCode begun, EventCode ended, boolean sensed, int places) {
        this.begun = begun;
        this.ended = ended;
        this.sensed = sensed;
        this.places = places;
    }

    EventCode code(boolean ongoing) {
        return ongoing ? begun : ended;
    }

    /// Whether a sensor shows it; otherwise windows do.
    boolean isSensed() {
        return sensed;
    }

    /// How many of it there can be: 3 where each phase is watched for itself.
    int places() {
        return places;
    }

    /// A belief about it, as it stood before a power cut.
    Belief belief(boolean ongoing) {
        return sensed
                ? Belief.ofSensor(Duration.ZERO, LASTING, ongoing)
                : Belief.ofWindows(LASTING, LASTING, ongoing);
    }
}
