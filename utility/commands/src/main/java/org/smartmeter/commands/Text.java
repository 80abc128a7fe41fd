package org.smartmeter.commands;

/// What a text that must be there is.
final class Text {

    private Text() {}

    static String required(String what, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(what + " must not be blank");
        }
        return text.strip();
    }
}
