package org.smartmeter.server.operator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.smartmeter.server.notices.NoticeDraft;
import org.smartmeter.server.notices.Notices;
import org.smartmeter.server.notices.SentNotice;

/// A notice for a meter's display and what became of it.
///
/// @param urgency `information`, `important` or `warning`
/// @param state `waiting`, `delivered`, `shown`, `confirmed`, `expired`, `withdrawing` or
/// `withdrawn`
/// @param open whether it can be taken back
/// @param received when the meter had it, by its own clock
record NoticeView(
        long number,
        String language,
        String title,
        String text,
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

    static NoticeView of(Notices.Told told) {
        SentNotice notice = told.notice();
        NoticeDraft draft = notice.draft();
        return new NoticeView(
                notice.number(),
                draft.language(),
                draft.title(),
                draft.text(),
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
