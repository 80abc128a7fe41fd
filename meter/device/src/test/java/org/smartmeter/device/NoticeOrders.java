package org.smartmeter.device;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.smartmeter.wire.v1.Amount;
import org.smartmeter.wire.v1.Notice;
import org.smartmeter.wire.v1.NoticeText;
import org.smartmeter.wire.v1.NoticeWithdrawal;
import org.smartmeter.wire.v1.Order;

/// Notices as a utility writes them.
final class NoticeOrders {

    private NoticeOrders() {}

    /// A bill in two languages, to be confirmed, valid for thirty days.
    static Notice bill(long number, Instant now) {
        return Notice.newBuilder()
                .setNumber(number)
                .setKind(Notice.Kind.BILL)
                .addTexts(text("en", "Your bill for April", "112 kWh at Rs 38.04"))
                .addTexts(text("ur", "اپریل کا بل", "112 یونٹ"))
                .setAmountDue(
                        Amount.newBuilder()
                                .setCurrency("PKR")
                                .setMinorUnits(426_000)
                                .setDecimals(2))
                .setDueDay((int) LocalDate.of(2026, 5, 20).toEpochDay())
                .setValidFrom(now.toEpochMilli())
                .setValidUntil(now.plus(Duration.ofDays(30)).toEpochMilli())
                .setAcknowledge(true)
                .build();
    }

    static Notice message(long number, Instant now) {
        return Notice.newBuilder()
                .setNumber(number)
                .setKind(Notice.Kind.MESSAGE)
                .addTexts(text("en", "Work in your street " + number, ""))
                .setValidFrom(now.toEpochMilli())
                .setValidUntil(now.plus(Duration.ofDays(2)).toEpochMilli())
                .build();
    }

    static Notice offer(long number, Instant now) {
        return message(number, now).toBuilder().setKind(Notice.Kind.OFFER).build();
    }

    static NoticeText text(String language, String title, String text) {
        return NoticeText.newBuilder().setLanguage(language).setTitle(title).setText(text).build();
    }

    static Order order(Notice notice) {
        return Order.newBuilder().setNotice(notice).build();
    }

    static Order withdrawal(long number) {
        return Order.newBuilder()
                .setNoticeWithdrawal(NoticeWithdrawal.newBuilder().setNumber(number))
                .build();
    }
}
