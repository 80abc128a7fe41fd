package org.smartmeter.device.notices;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.smartmeter.wire.OrderRefusedException;
import org.smartmeter.wire.OrderRefusedException.Reason;
import org.smartmeter.wire.v1.Notice;
import org.smartmeter.wire.v1.NoticeText;

/// One notice, checked: nothing in it is longer or stranger than a display can show.
///
/// @param number the utility's, never given to another notice for this meter
/// @param texts one per language, at least one; the first is for those who speak none of them
/// @param due when the amount is to be paid, by the home's calendar
/// @param from shown from then on, by the meter's time
/// @param until and no longer than until then
/// @param acknowledge whether the person is asked to confirm
/// @param priority 0…3, higher ones stand first
public record HomeNotice(
        long number,
        Kind kind,
        List<Text> texts,
        Optional<AmountDue> amount,
        Optional<LocalDate> due,
        Instant from,
        Instant until,
        boolean acknowledge,
        int priority) {

    /// The longest notice as it travels, in bytes.
    static final int MAXIMUM_BYTES = 4_000;

    /// Every reader of JSON takes whole numbers up to here.
    private static final long HIGHEST_NUMBER = 1L << 53;

    private static final int MOST_LANGUAGES = 6;
    private static final int LONGEST_TITLE = 120;
    private static final int LONGEST_TEXT = 1_200;
    private static final int HIGHEST_PRIORITY = 3;
    private static final int MOST_DECIMALS = 4;
    private static final long HIGHEST_AMOUNT = 1_000_000_000_000_000L;
    private static final Duration LONGEST_VALIDITY = Duration.ofDays(400);
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    /// What a notice is, with its number on the line.
    public enum Kind {
        MESSAGE,
        BILL,
        OFFER,
        WARNING
    }

    /// @param language BCP 47
    public record Text(String language, String title, String text) {}

    /// Money to be paid.
    ///
    /// @param currency ISO 4217
    /// @param minorUnits in the currency's smallest unit
    /// @param decimals of that unit: 2 where a hundred make one
    public record AmountDue(String currency, long minorUnits, int decimals) {}

    public HomeNotice {
        texts = List.copyOf(texts);
    }

    /// @throws OrderRefusedException as malformed, naming what does not fit
    static HomeNotice of(Notice notice) throws OrderRefusedException {
        check(notice.getSerializedSize() <= MAXIMUM_BYTES, "longer than 4,000 bytes");
        check(
                notice.getNumber() > 0 && notice.getNumber() < HIGHEST_NUMBER,
                "its number is not 1…2^53");
        check(notice.getPriority() <= HIGHEST_PRIORITY, "its priority is above 3");
        return new HomeNotice(
                notice.getNumber(),
                kind(notice),
                texts(notice.getTextsList()),
                amount(notice),
                due(notice),
                from(notice),
                Instant.ofEpochMilli(notice.getValidUntil()),
                notice.getAcknowledge() || notice.getKind() == Notice.Kind.OFFER,
                notice.getPriority());
    }

    private static Kind kind(Notice notice) throws OrderRefusedException {
        return switch (notice.getKind()) {
            case MESSAGE -> Kind.MESSAGE;
            case BILL -> Kind.BILL;
            case OFFER -> Kind.OFFER;
            case WARNING -> Kind.WARNING;
            case KIND_UNKNOWN, UNRECOGNIZED -> throw refused("its kind is unknown");
        };
    }

    private static List<Text> texts(List<NoticeText> sent) throws OrderRefusedException {
        check(!sent.isEmpty() && sent.size() <= MOST_LANGUAGES, "it has no text, or more than 6");
        Set<String> languages = new HashSet<>();
        for (NoticeText text : sent) {
            String language = text.getLanguage();
            check(LANGUAGE.matcher(language).matches(), "'" + language + "' is no language");
            check(languages.add(language), "it has two texts in " + language);
            check(isText(text.getTitle(), 1, LONGEST_TITLE, false), "a title is not 1…120 long");
            check(isText(text.getText(), 0, LONGEST_TEXT, true), "a text is longer than 1,200");
        }
        return sent.stream()
                .map(text -> new Text(text.getLanguage(), text.getTitle(), text.getText()))
                .toList();
    }

    /// Counted in characters as people count them; control characters would let a text pretend.
    private static boolean isText(String text, int least, int most, boolean lines) {
        int length = text.codePointCount(0, text.length());
        return length >= least
                && length <= most
                && text.codePoints()
                        .allMatch(point -> !Character.isISOControl(point) || lines && point == '\n')
                && (least == 0 || !text.isBlank());
    }

    private static Optional<AmountDue> amount(Notice notice) throws OrderRefusedException {
        if (!notice.hasAmountDue()) {
            return Optional.empty();
        }
        var amount = notice.getAmountDue();
        check(CURRENCY.matcher(amount.getCurrency()).matches(), "its currency is no ISO 4217 code");
        check(
                amount.getMinorUnits() > 0 && amount.getMinorUnits() <= HIGHEST_AMOUNT,
                "its amount is not 1…10^15");
        check(amount.getDecimals() <= MOST_DECIMALS, "its amount has more than 4 decimals");
        return Optional.of(
                new AmountDue(amount.getCurrency(), amount.getMinorUnits(), amount.getDecimals()));
    }

    private static Optional<LocalDate> due(Notice notice) throws OrderRefusedException {
        if (notice.getDueDay() == 0) {
            return Optional.empty();
        }
        try {
            LocalDate day = LocalDate.ofEpochDay(notice.getDueDay());
            check(day.getYear() >= 2000 && day.getYear() <= 9999, "its due day is in no bill");
            return Optional.of(day);
        } catch (DateTimeException _) {
            throw refused("its due day is in no calendar");
        }
    }

    private static Instant from(Notice notice) throws OrderRefusedException {
        Instant from = Instant.ofEpochMilli(notice.getValidFrom());
        Instant until = Instant.ofEpochMilli(notice.getValidUntil());
        check(from.isBefore(until), "it ends before it begins");
        check(!until.isAfter(from.plus(LONGEST_VALIDITY)), "it is valid for more than 400 days");
        return from;
    }

    private static void check(boolean holds, String otherwise) throws OrderRefusedException {
        if (!holds) {
            throw refused(otherwise);
        }
    }

    private static OrderRefusedException refused(String why) {
        return new OrderRefusedException(Reason.MALFORMED, "a notice for the display: " + why);
    }

    /// Whether it is to be seen at that time.
    boolean isValidAt(Instant time) {
        return !time.isBefore(from) && time.isBefore(until);
    }

    /// Whether this answers it: an offer is accepted or declined, everything else is seen.
    public boolean isAnsweredBy(Answer answer) {
        return (kind == Kind.OFFER) == (answer != Answer.SEEN);
    }
}
