package org.smartmeter.readings.validation;

import java.time.Instant;

/// Something a rule found.
///
/// @param from begin of what is meant; the same as `to` for a single instant
/// @param detail the reason in words, with the figures that it rests on
public record Finding(String meter, Instant from, Instant to, Rule rule, String detail) {

    static Finding of(String meter, long from, long to, Rule rule, String detail) {
        return new Finding(
                meter, Instant.ofEpochMilli(from), Instant.ofEpochMilli(to), rule, detail);
    }
}
