package org.smartmeter.network;

import java.util.Arrays;
import java.util.Locale;

/// The conductors of the transformer that a place is connected to, beside the neutral.
public enum Phase {
    L1,
    L2,
    L3,
    /// All three.
    L1L2L3;

    /// @param text as files write it, upper and lower case alike
    /// @throws IllegalArgumentException if it is none
    public static Phase ofText(String text) {
        return Arrays.stream(values())
                .filter(phase -> phase.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "not a phase: '" + text + "'; it is L1, L2, L3 or L1L2L3"));
    }
}
