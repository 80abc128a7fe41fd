package org.smartmeter.device.notices;

import java.time.Instant;
import java.util.Optional;

/// A notice on the meter and what became of it.
///
/// @param received meter time
/// @param shown whether it stood on a display that somebody had opened
/// @param confirmation what the person answered, once they did
public record KeptNotice(
        HomeNotice notice, Instant received, boolean shown, Optional<Confirmation> confirmation) {

    /// @param at meter time
    public record Confirmation(Answer answer, Instant at) {}

    /// Whether the person still has to confirm it.
    public boolean waits() {
        return notice.acknowledge() && confirmation.isEmpty();
    }

    KeptNotice seen() {
        return new KeptNotice(notice, received, true, confirmation);
    }

    KeptNotice confirmed(Confirmation by) {
        return new KeptNotice(notice, received, true, Optional.of(by));
    }
}
