package org.smartmeter.board.software;

import java.util.Optional;

/// Which slot starts.
///
/// @param committed has proved itself
/// @param trial starts instead, as long as tries are left
/// @param triesLeft how often the trial may still be started; the launcher counts before it starts,
/// so a start that ends in a watchdog's reset or a power cut is counted too
public record BootChoice(Slot committed, Optional<Slot> trial, int triesLeft) {

    /// A board that never had an update.
    public static final BootChoice FACTORY = new BootChoice(Slot.FACTORY, Optional.empty(), 0);

    private static final int TRIES = 3;

    public BootChoice {
        if (triesLeft < 0 || triesLeft > TRIES || trial.filter(committed::equals).isPresent()) {
            throw new IllegalArgumentException("no choice: " + committed + ", " + trial);
        }
    }

    /// What the launcher starts.
    public Slot starts() {
        return trial.filter(_ -> triesLeft > 0).orElse(committed);
    }

    BootChoice withTrial(Slot slot) {
        return new BootChoice(committed, Optional.of(slot), TRIES);
    }

    BootChoice withoutTrial() {
        return new BootChoice(committed, Optional.empty(), 0);
    }

    BootChoice committing(Slot slot) {
        return new BootChoice(slot, Optional.empty(), 0);
    }

    /// The slot that may be written: not the committed one, and not the one that runs.
    Slot spare(Slot running) {
        return committed == Slot.A || running == Slot.A ? Slot.B : Slot.A;
    }
}
