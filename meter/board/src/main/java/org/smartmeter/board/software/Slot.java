package org.smartmeter.board.software;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Where an image of the software can lie.
public enum Slot {
    /// In the root, as the board left the factory; never written.
    FACTORY,
    /// In the state directory.
    A,
    /// In the state directory.
    B;

    /// As the launcher knows it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Slot> of(String word) {
        return Arrays.stream(values()).filter(slot -> slot.word().equals(word)).findFirst();
    }
}
