package org.smartmeter.server.operator;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.smartmeter.server.http.ApiException;
import org.smartmeter.server.http.SignedIn;
import org.smartmeter.server.line.MeterLine;
import org.smartmeter.server.notices.NoticeDraft;
import org.smartmeter.server.notices.NoticeKind;
import org.smartmeter.server.notices.Notices;
import org.smartmeter.server.notices.Payment;
import org.smartmeter.server.notices.Urgency;
import org.smartmeter.terms.LocalDay;
import org.smartmeter.terms.MeterId;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Notices for the display of one meter. Each act is on record before it is done.
@RestController
@RequestMapping("/api/operator/meters/{id}/notices")
public final class NoticesController {

    private static final int NEWEST = 50;

    private final Notices notices;
    private final MeterDetails details;
    private final MeterLine line;

    NoticesController(Notices notices, MeterDetails details, MeterLine line) {
        this.notices = notices;
        this.details = details;
        this.line = line;
    }

    @GetMapping
    List<NoticeView> notices(@PathVariable String id) {
        return notices.of(details.known(id), NEWEST).stream().map(NoticeView::of).toList();
    }

    record AskedPayment(
            @Nullable String currency, @Nullable String amount, @Nullable LocalDate due) {

        Payment payment() {
            if (due == null) {
                throw new IllegalArgumentException("say the day on which the bill is due");
            }
            return Payment.of(said(currency), said(amount), due);
        }
    }

    /// @param kind a message where it is not said
    /// @param lastDay where the meter is; the notice is shown to its end
    record Asked(
            @Nullable String language,
            @Nullable String title,
            @Nullable String text,
            @Nullable String kind,
            @Nullable AskedPayment payment,
            @Nullable String urgency,
            @Nullable Boolean confirm,
            @Nullable LocalDate lastDay,
            @Nullable String reason) {

        /// @throws IllegalArgumentException in words for who wrote it
        NoticeDraft draft(java.time.ZoneId zone) {
            if (lastDay == null) {
                throw new IllegalArgumentException("say the last day on which it is shown");
            }
            return new NoticeDraft(
                    said(language),
                    said(title),
                    said(text),
                    kind == null ? NoticeKind.MESSAGE : NoticeKind.ofWord(kind),
                    Optional.ofNullable(payment).map(AskedPayment::payment),
                    Urgency.ofWord(said(urgency)),
                    Boolean.TRUE.equals(confirm),
                    new LocalDay(lastDay, zone).end(),
                    said(reason));
        }
    }

    private static String said(@Nullable String text) {
        return text == null ? "" : text;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    NoticeView send(
            @AuthenticationPrincipal SignedIn operator,
            @PathVariable String id,
            @RequestBody Asked asked) {
        MeterId meter = details.known(id);
        if (line.meter(meter).isEmpty()) {
            throw ApiException.conflict(
                    "not-enrolled", "meter " + id + " is not enrolled; invite and enrol it first");
        }
        try {
            NoticeDraft draft = asked.draft(details.zoneOf(meter));
            return NoticeView.of(notices.send(meter, draft, operator.actor()));
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest(String.valueOf(e.getMessage()));
        }
    }

    record Withdrawal(@Nullable String reason) {}

    @PostMapping("/{number}/withdrawal")
    @ResponseStatus(HttpStatus.ACCEPTED)
    NoticeView withdraw(
            @AuthenticationPrincipal SignedIn operator,
            @PathVariable String id,
            @PathVariable long number,
            @RequestBody Withdrawal asked) {
        MeterId meter = details.known(id);
        String reason = PersonalData.reason(asked.reason());
        return notices.withdraw(meter, number, operator.actor(), reason)
                .map(NoticeView::of)
                .orElseThrow(
                        () ->
                                ApiException.conflict(
                                        "notice-over",
                                        "notice "
                                                + number
                                                + " is not on this meter's display any more"));
    }
}
