package org.smartmeter.server.notices;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/// What an operator wants on a meter's display; nothing in it is longer or stranger than a meter
/// takes (see Notice in line.proto).
///
/// @param language BCP 47
/// @param title one line, 1…120 characters
/// @param text further lines, up to 1,200 characters; may be empty
/// @param confirm whether the person at the display is asked to confirm
/// @param until shown until then
/// @param reason why it is sent, for the record, 5…500 characters
public record NoticeDraft(
        String language,
        String title,
        String text,
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
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}");

    /// @throws IllegalArgumentException in words for who wrote it
    public NoticeDraft {
        title = title.strip();
        text = text.replace("\r\n", "\n").strip();
        reason = reason.strip();
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
                characters(reason) >= SHORTEST_REASON && characters(reason) <= LONGEST_REASON,
                "say the reason in 5 to 500 characters; it stays on record");
    }

    /// @throws IllegalArgumentException in words for who wrote it
    void checkAt(Instant now) {
        check(until.isAfter(now), "the notice would be over already; choose a later day");
        check(
                !until.isAfter(now.plus(LONGEST_VALIDITY)),
                "a notice is shown for at most 400 days; choose an earlier day");
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
