package org.smartmeter.drivers.telegram;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// A time as a meter says it: local, and how far from UTC, if it says that.
public record TelegramTime(LocalDateTime local, Optional<ZoneOffset> offset) {

    public static TelegramTime utc(Instant instant) {
        return new TelegramTime(
                LocalDateTime.ofInstant(instant, ZoneOffset.UTC), Optional.of(ZoneOffset.UTC));
    }

    /// The offset that the zone had then, unless the meter said one; the earlier one in an hour
    /// that comes twice.
    public TelegramTime in(ZoneId zone) {
        return offset.isPresent()
                ? this
                : new TelegramTime(local, Optional.of(zone.getRules().getOffset(local)));
    }

    public Optional<Instant> instant() {
        return offset.map(local::toInstant);
    }

    /// ISO 8601, seconds always, the offset where there is one.
    @Override
    public String toString() {
        String text = DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(local);
        return offset.map(known -> text + known.getId()).orElse(text);
    }
}
