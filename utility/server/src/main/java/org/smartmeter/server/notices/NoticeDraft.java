package org.smartmeter.server.notices;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/// What an operator wants on a meter's display; nothing in it is longer or stranger than a meter
/// takes (see Notice in line.proto).
///
/// @param language BCP 47
/// @param title one line, 1…120 characters
/// @param text further lines, up to 1,200 characters; may be empty
/// @param payment what a bill asks for; nothing else asks for something
/// @param confirm whether the person at the display is asked to confirm; an offer always asks
/// @param until shown until then
/// @param reason why it is sent, for the record, 5…500 characters
public record NoticeDraft(
        String language,
        String title,
        String text,
        NoticeKind kind,
        Optional<Payment> payment,
        Urgency urgency,
        boolean confirm,
        Instant until,
        String reason) {

    private static final int LONGEST_TITLE = 120;
    private static final int LONGEST_TEXT = 1_200;

    /// Of both together: a notice is at most 4,000 bytes on the line, of which its frame takes few.
    private static final int MOST_BYTES = 3_800;

    private static final int SHORTEST_REASON = 5;
    private static final int LONGEST_REASON = 500;
    private static final Duration LONGEST_VALIDITY = Duration.ofDays(400);
    private static final Duration MOST_OFF = Duration.ofDays(400);
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}");

    /// @throws IllegalArgumentException in words for who wrote it
    public NoticeDraft {
        title = title.strip();
        text = text.replace("\r\n", "\n").strip();
        reason = reason.strip();
        confirm = confirm || kind == NoticeKind.OFFER;
        check(LANGUAGE.matcher(language).matches(), "a language is named like en or ur");
        check(
                !title.isEmpty() && characters(title) <= LONGEST_TITLE,
                "the title is one line of 1 to 120 characters");
        check(isPlain(title, false), "the title is one line of plain characters");
        check(characters(text) <= LONGEST_TEXT, "the text has at most 1,200 characters");
        check(isPlain(text, true), "the text is lines of plain characters");
        check(
                bytes(title) + bytes(text) <= MOST_BYTES,
                "title and text are together longer than a meter takes; shorten them");
        check(
                payment.isPresent() == (kind == NoticeKind.BILL),
                "a bill says amount, currency and day due; nothing else does");
        check(
                kind == NoticeKind.MESSAGE || urgency != Urgency.WARNING,
                "a bill or an offer is no warning");
        check(
                characters(reason) >= SHORTEST_REASON && characters(reason) <= LONGEST_REASON,
                "say the reason in 5 to 500 characters; it stays on record");
    }

    /// @throws IllegalArgumentException in words for who wrote it
    void checkAt(Instant now) {
        check(until.isAfter(now), "the notice would be over already; choose a later day");
        check(
                !until.isAfter(now.plus(LONGEST_VALIDITY)),
                "a notice is shown for at most 400 days; choose an earlier day");
        check(
                payment.map(Payment::due)
                        .map(due -> due.atStartOfDay().toInstant(ZoneOffset.UTC))
                        .filter(due -> Duration.between(now, due).abs().compareTo(MOST_OFF) > 0)
                        .isEmpty(),
                "a bill is due within 400 days; look at the day again");
    }

    private static int characters(String text) {
        return text.codePointCount(0, text.length());
    }

    private static int bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    }

    private static boolean isPlain(String text, boolean lines) {
        return text.codePoints()
                .allMatch(point -> !Character.isISOControl(point) || lines && point == '\n');
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
