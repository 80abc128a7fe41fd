package org.smartmeter.server.notices;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.smartmeter.wire.v1.Notice;

/// What a notice is to the person at the display.
public enum NoticeKind {
    /// Something to know.
    MESSAGE,
    /// Something to pay.
    BILL,
    /// Something to accept or to decline until its time is over.
    OFFER;

    /// On the line; a message that threatens travels as a warning.
    Notice.Kind onTheLine(Urgency urgency) {
        return switch (this) {
            case MESSAGE -> urgency == Urgency.WARNING ? Notice.Kind.WARNING : Notice.Kind.MESSAGE;
            case BILL -> Notice.Kind.BILL;
            case OFFER -> Notice.Kind.OFFER;
        };
    }

    /// As written on the interface and in the database.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException naming what there is
    public static NoticeKind ofWord(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there is no kind of notice '"
                                                + word
                                                + "'; it is one of "
                                                + Arrays.stream(values())
                                                        .map(NoticeKind::word)
                                                        .collect(Collectors.joining(", "))));
    }
}
