package org.smartmeter.device.button;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Makes presses of what a contact shows, in board time. A press is a contact that shows down for a
/// while at every look, after it was let go of for as long. One that is down at the start is no
/// press: it may be stuck, or a wire be wrong.
final class Debounce {

    /// Contacts bounce for a few milliseconds, worn ones for twenty; a finger stays for a tenth of
    /// a second at least.
    static final Duration LASTING = Duration.ofMillis(40);

    private boolean down = true;
    private Optional<Instant> otherSince = Optional.empty();

    /// Takes a look.
    ///
    /// @return whether a press is certain now
    boolean see(boolean isDown, Instant board) {
        if (isDown == down) {
            otherSince = Optional.empty();
            return false;
        }
        Instant since = otherSince.orElse(board);
        otherSince = Optional.of(since);
        if (board.isBefore(since.plus(LASTING))) {
            return false;
        }
        down = isDown;
        otherSince = Optional.empty();
        return down;
    }

    /// Whether the contact shows something else than what is believed.
    boolean isDeciding() {
        return otherSince.isPresent();
    }
}
