package org.smartmeter.device.display.http;

/// Why the page did not do what was asked, with what a person or a script is told.
public enum Refused {
    FOREIGN_NAME(
            421,
            "The meter is not known by this name. Call it by its address, or put the name into"
                    + " display.names."),
    FOREIGN_PAGE(403, "Only the meter's own page may ask for this."),
    TOO_MANY(429, "Too many requests. Wait a moment."),
    NOT_THERE(404, "There is no such page on the meter."),
    WRONG_METHOD(405, "This address is asked in another way."),
    TOO_LONG(413, "The request is longer than any that the meter takes."),
    UNREADABLE(400, "The request cannot be read."),
    PIN_NEEDED(401, "The display's PIN is needed for this."),
    PIN_WRONG(403, "This is not the display's PIN."),
    PIN_TRIES(429, "Too many wrong PINs. Wait half a minute and try again."),
    NO_PIN_SET(403, "This needs a PIN, and none is set for this display."),
    NO_SUCH_NOTICE(404, "This notice is not there any more."),
    ANSWERED_BEFORE(409, "This notice was answered before."),
    WRONG_ANSWER(400, "An offer is accepted or declined; everything else is seen."),
    ASKED_ALREADY(409, "You asked for a call a moment ago. The utility has it."),
    NOT_POSSIBLE(409, "The supply cannot do that now."),
    NO_SUCH_NETWORK(
            400,
            "A network's name has 1 to 32 bytes; its password 8 to 63 letters, digits and signs of"
                    + " the plain alphabet, or none."),
    BUSY(503, "The meter is busy. Try again in a moment."),
    STARTING(503, "The meter is starting. Try again in a moment.");

    private final int status;
    private final String text;

    Refused(int status, String text) {
        this.status = status;
        this.text = text;
    }

    int status() {
        return status;
    }

    String text() {
        return text;
    }
}
