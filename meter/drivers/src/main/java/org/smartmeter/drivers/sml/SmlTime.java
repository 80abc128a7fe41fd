package org.smartmeter.drivers.sml;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.smartmeter.drivers.telegram.TelegramTime;

/// A time of SML: seconds of operation, or seconds since 1970 in UTC, or those with the offsets of
/// zone and season in minutes. Some meters of Holley leave out which and mean seconds of operation.
///
/// @param secondIndex seconds of operation; no calendar time follows from it
record SmlTime(Optional<TelegramTime> calendar, OptionalLong secondIndex) {

    static final SmlTime UNKNOWN = new SmlTime(Optional.empty(), OptionalLong.empty());

    private static final int SECOND_INDEX = 1;
    private static final int TIMESTAMP = 2;
    private static final int LOCAL_TIMESTAMP = 3;

    static SmlTime of(SmlElement element) throws SmlDamagedException {
        return switch (element) {
            case SmlElement.Absent _ -> UNKNOWN;
            case SmlElement.Whole seconds -> ofSecondIndex(seconds);
            case SmlElement.Items choice when choice.elements().size() == 2 ->
                    of(choice, choice.elements().getFirst(), choice.elements().get(1));
            default -> throw new SmlDamagedException(element.at(), "this is no time");
        };
    }

    private static SmlTime of(SmlElement choice, SmlElement which, SmlElement value)
            throws SmlDamagedException {
        int kind = which instanceof SmlElement.Whole whole ? whole.value().intValue() : 0;
        if (kind == SECOND_INDEX && value instanceof SmlElement.Whole seconds) {
            return ofSecondIndex(seconds);
        }
        if (kind == TIMESTAMP && value instanceof SmlElement.Whole seconds) {
            return ofTimestamp(seconds, 0);
        }
        if (kind == LOCAL_TIMESTAMP
                && value instanceof SmlElement.Items items
                && items.elements().size() == 3
                && items.elements().getFirst() instanceof SmlElement.Whole seconds) {
            return ofTimestamp(seconds, minutes(items.elements().subList(1, 3)));
        }
        throw new SmlDamagedException(choice.at(), "a time of an unknown kind");
    }

    private static int minutes(List<SmlElement> offsets) {
        int minutes = 0;
        for (SmlElement offset : offsets) {
            minutes += offset instanceof SmlElement.Whole whole ? whole.value().intValue() : 0;
        }
        return minutes;
    }

    private static SmlTime ofSecondIndex(SmlElement.Whole seconds) {
        return new SmlTime(Optional.empty(), OptionalLong.of(seconds.value().longValue()));
    }

    /// The count is of UTC; the offsets say what the meter's clock shows.
    private static SmlTime ofTimestamp(SmlElement.Whole seconds, int offsetMinutes)
            throws SmlDamagedException {
        try {
            Instant instant = Instant.ofEpochSecond(seconds.value().longValueExact());
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(Math.multiplyExact(offsetMinutes, 60));
            return new SmlTime(
                    Optional.of(
                            new TelegramTime(
                                    LocalDateTime.ofInstant(instant, offset), Optional.of(offset))),
                    OptionalLong.empty());
        } catch (DateTimeException | ArithmeticException e) {
            throw new SmlDamagedException(seconds.at(), "a time outside any calendar");
        }
    }
}
