package org.smartmeter.server.operator;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.smartmeter.server.notices.NoticeDraft;
import org.smartmeter.server.notices.Notices;
import org.smartmeter.server.notices.Payment;
import org.smartmeter.server.notices.SentNotice;

/// A notice for a meter's display and what became of it.
///
/// @param kind `message`, `bill` or `offer`
/// @param payment what a bill asks for
/// @param urgency `information`, `important` or `warning`
/// @param state `waiting`, `refused`, `delivered`, `shown`, `confirmed`, `accepted`, `declined`,
/// `expired`, `withdrawing` or `withdrawn`
/// @param open whether it can be taken back
/// @param received when the meter had it, by its own clock
/// @param confirmed when the person at the display answered
record NoticeView(
        long number,
        String language,
        String title,
        String text,
        String kind,
        @Nullable PaymentView payment,
        String urgency,
        boolean confirm,
        Instant sent,
        Instant until,
        String sender,
        String reason,
        String state,
        boolean open,
        @Nullable Instant received,
        @Nullable Instant shown,
        @Nullable Instant confirmed,
        @Nullable Instant withdrawn) {

    /// @param amount in the currency's unit, with all its decimals
    record PaymentView(String currency, String amount, LocalDate due) {

        static PaymentView of(Payment payment) {
            return new PaymentView(payment.currency(), payment.amount(), payment.due());
        }
    }

    static NoticeView of(Notices.Told told) {
        SentNotice notice = told.notice();
        NoticeDraft draft = notice.draft();
        return new NoticeView(
                notice.number(),
                draft.language(),
                draft.title(),
                draft.text(),
                draft.kind().word(),
                draft.payment().map(PaymentView::of).orElse(null),
                draft.urgency().word(),
                draft.confirm(),
                notice.sent(),
                draft.until(),
                notice.sender(),
                draft.reason(),
                MeterDetails.word(told.fate().state()),
                !told.fate().over() && notice.withdrawal().isEmpty(),
                told.fate().received().orElse(null),
                told.fate().shown().orElse(null),
                told.fate().answered().orElse(null),
                notice.withdrawal().map(SentNotice.Withdrawal::at).orElse(null));
    }
}
