package org.smartmeter.device.display.http;

import java.util.Arrays;
import java.util.Optional;

/// The cookie by which a screen that gave the right PIN is known again. It opens nothing:
/// with it a PIN may only be tried.
final class KnownScreen {

    private static final String NAME = "smart-meter-screen";

    /// No page can read it, and no foreign page has it sent.
    private static final String RULES = "; Path=/; HttpOnly; SameSite=Strict";

    private KnownScreen() {}

    /// The value of a Set-Cookie header.
    static String cookie(String token) {
        return NAME + "=" + token + RULES;
    }

    /// What a Cookie header says; other cookies of the same host are none of the meter's.
    static Optional<String> token(Optional<String> header) {
        return header.stream()
                .flatMap(it -> Arrays.stream(it.split(";", -1)))
                .map(String::strip)
                .filter(it -> it.startsWith(NAME + "="))
                .map(it -> it.substring(NAME.length() + 1))
                .findFirst();
    }
}
