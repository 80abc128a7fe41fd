package org.smartmeter.drivers.serial;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.smartmeter.drivers.foreign.ForeignReading;

/// What is spoken with a meter over a line: a state machine without line and clock. It is told what
/// arrived and what time it is, and says what to send and what the meter said.
public interface Dialogue {

    /// How the line is opened.
    LineSettings opening();

    /// The line was opened: begins anew.
    void begin(Instant now);

    /// One turn.
    ///
    /// @param arrived since the last turn, perhaps nothing
    Turn turn(byte[] arrived, Instant now);

    /// How long a meter that works can be silent at most.
    Duration longestSilence();

    /// What a turn led to.
    ///
    /// @param readings of the meter, in order
    /// @param actions what the line is to do, in order
    /// @param next when the next turn is due at the latest, whatever arrives
    record Turn(List<ForeignReading> readings, List<Action> actions, Instant next) {

        public Turn {
            readings = List.copyOf(readings);
            actions = List.copyOf(actions);
        }

        public static Turn waitUntil(Instant next) {
            return new Turn(List.of(), List.of(), next);
        }
    }

    /// What the line is to do.
    sealed interface Action {

        /// @param bytes not to be changed
        record Send(byte[] bytes) implements Action {}

        record Change(LineSettings settings) implements Action {}
    }
}
