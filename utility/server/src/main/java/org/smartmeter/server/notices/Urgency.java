package org.smartmeter.server.notices;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// How a notice stands among others on the display.
public enum Urgency {
    /// Good to know.
    INFORMATION(0),
    /// Before everything that is only good to know.
    IMPORTANT(2),
    /// Something threatens: shown as a warning, first of all.
    WARNING(3);

    private final int priority;

    Urgency(int priority) {
        this.priority = priority;
    }

    int priority() {
        return priority;
    }

    /// As written on the interface and in the database.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException naming what there is
    public static Urgency ofWord(String word) {
        return Arrays.stream(values())
                .filter(urgency -> urgency.word().equals(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there is no urgency '"
                                                + word
                                                + "'; it is one of "
                                                + Arrays.stream(values())
                                                        .map(Urgency::word)
                                                        .collect(Collectors.joining(", "))));
    }
}
