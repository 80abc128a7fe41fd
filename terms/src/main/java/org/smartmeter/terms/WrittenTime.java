package org.smartmeter.terms;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;

/// Times as files write them: ISO 8601, a space allowed for the T, with an offset or in a zone.
public final class WrittenTime {

    private static final Pattern OFFSET = Pattern.compile(".*:.*(Z|[+-]\\d\\d(:?\\d\\d)?)$");

    private WrittenTime() {}

    /// The instants that the text can mean, from early to late: two for a local time in the hour
    /// that the autumn repeats, else one.
    ///
    /// @param zone of a time without offset
    /// @throws IllegalArgumentException if it is no time, or one that the clock skips in the zone
    public static List<Instant> candidates(String text, ZoneId zone) {
        String iso = text.strip().replace(' ', 'T');
        try {
            if (OFFSET.matcher(iso).matches()) {
                return List.of(OffsetDateTime.parse(iso).toInstant());
            }
            LocalDateTime local = LocalDateTime.parse(iso);
            List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
            if (offsets.isEmpty()) {
                throw new IllegalArgumentException(
                        "'" + text + "' does not exist in " + zone + ": the clock skips it");
            }
            return offsets.stream().map(local::toInstant).toList();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a time; write 2014-07-01 00:00:00", e);
        }
    }

    /// The instant that the text means in a file whose rows go forward: of two, the first that is
    /// later than the row before.
    ///
    /// @param previous time of the row before
    /// @throws IllegalArgumentException if it is no time
    public static Instant after(Instant previous, String text, ZoneId zone) {
        List<Instant> candidates = candidates(text, zone);
        return candidates.stream()
                .filter(candidate -> candidate.isAfter(previous))
                .findFirst()
                .orElse(candidates.getFirst());
    }
}
