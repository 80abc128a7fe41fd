package org.smartmeter.board.software;

import java.util.Optional;
import org.smartmeter.board.software.SoftwareRefusedException.Reason;
import org.smartmeter.wire.v1.Software;
import org.smartmeter.wire.v1.SoftwareManifest;

/// Port: installs images while the meter goes on. One at a time; entered by the meter's thread.
public interface Installation {

    /// How one ended.
    sealed interface Outcome {
        /// Of the order.
        long counter();
    }

    /// All of it lies in the slot, durably.
    record Installed(long counter, SoftwareManifest manifest) implements Outcome {}

    /// It will never do.
    record Refused(long counter, Reason reason, String text) implements Outcome {}

    /// It is worth trying again.
    record Failed(long counter, String text) implements Outcome {}

    /// @param done called from any thread when there is an outcome
    void begin(long counter, Software order, Slot into, Runnable done);

    /// The next outcome, once.
    Optional<Outcome> outcome();

    /// What was fetched is not needed any longer.
    void discard();
}
