package org.smartmeter.device;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.smartmeter.device.supply.Relay;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.quality.QualityResult;

/// Port: where a meter's measurements come from. Asked by one thread at a time.
@FunctionalInterface
public interface FrontEnd {

    /// Hands over every window that ended since the last call and not after `now`, in order.
    ///
    /// @param now board time
    /// @return board time of the next call that makes sense
    Instant deliver(Instant now, Windows windows);

    /// How long it can be without a window while all is well: nothing to speak of where samples are
    /// taken, a while where another meter is read.
    default Duration longestSilence() {
        return Duration.ofSeconds(1);
    }

    /// What it brings into the meter beside windows, for example to tell its troubles as events.
    default List<Part> parts() {
        return List.of();
    }

    /// The switch that belongs to it, if it brings one: a simulated home has its own.
    default Optional<Relay> relay() {
        return Optional.empty();
    }

    /// Lets go of what it holds; further calls do nothing. No window is asked for afterwards.
    default void close() {}

    /// Takes the windows, and what a front end with samples found about the supply's quality.
    @FunctionalInterface
    interface Windows {
        /// @param end board time at which the window ended
        void measured(Measurement window, Instant end);

        /// @param result all instants in board time; handed over after the window it was found with
        default void quality(QualityResult result) {}
    }
}
