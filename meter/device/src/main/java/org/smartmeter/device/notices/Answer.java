package org.smartmeter.device.notices;

import java.util.Optional;

/// What a person at the display answered to a notice.
public enum Answer {
    SEEN(1),
    ACCEPTED(2),
    DECLINED(3);

    private final int number;

    Answer(int number) {
        this.number = number;
    }

    /// Stands in the journal's event and in the state file.
    public int number() {
        return number;
    }

    static Optional<Answer> ofNumber(int number) {
        for (Answer answer : values()) {
            if (answer.number == number) {
                return Optional.of(answer);
            }
        }
        return Optional.empty();
    }
}
