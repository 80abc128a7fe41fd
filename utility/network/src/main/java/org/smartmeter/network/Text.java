package org.smartmeter.network;

/// What a name must be.
final class Text {

    private Text() {}

    static String required(String what, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(what + " must not be blank");
        }
        return text.strip();
    }
}
