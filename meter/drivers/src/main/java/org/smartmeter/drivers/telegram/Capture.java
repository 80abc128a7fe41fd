package org.smartmeter.drivers.telegram;

import java.util.List;

/// What was found in captured bytes.
///
/// @param telegrams in order, damaged ones included
/// @param headBytes how many bytes at the begin belong to a telegram that began before
/// @param tailBytes how many bytes at the end belong to a telegram that ends later
/// @param strayBytes how many bytes between telegrams belong to none
public record Capture(List<Telegram> telegrams, int headBytes, int tailBytes, int strayBytes) {

    public Capture {
        telegrams = List.copyOf(telegrams);
    }
}
