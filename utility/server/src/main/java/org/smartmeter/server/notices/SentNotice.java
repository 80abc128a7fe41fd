package org.smartmeter.server.notices;

import java.time.Instant;
import java.util.Optional;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.v1.Notice;
import org.smartmeter.wire.v1.NoticeText;

/// A notice that an operator sent, as it is kept.
///
/// @param number never given to another notice for the same meter
/// @param sender who sent it
/// @param withdrawal if it was taken back
public record SentNotice(
        MeterId meter,
        long number,
        NoticeDraft draft,
        Instant sent,
        String sender,
        Optional<Withdrawal> withdrawal) {

    public record Withdrawal(Instant at, String by) {}

    /// As the meter gets it; the same each time, or the meter takes it for another.
    Notice onTheLine() {
        Notice.Builder notice =
                Notice.newBuilder()
                        .setNumber(number)
                        .setKind(draft.kind().onTheLine(draft.urgency()))
                        .addTexts(
                                NoticeText.newBuilder()
                                        .setLanguage(draft.language())
                                        .setTitle(draft.title())
                                        .setText(draft.text()))
                        .setValidFrom(sent.toEpochMilli())
                        .setValidUntil(draft.until().toEpochMilli())
                        .setAcknowledge(draft.confirm())
                        .setPriority(draft.urgency().priority());
        draft.payment()
                .ifPresent(
                        asked ->
                                notice.setAmountDue(asked.onTheLine())
                                        .setDueDay((int) asked.due().toEpochDay()));
        return notice.build();
    }
}
