package org.smartmeter.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smartmeter.device.NoticeOrders.bill;
import static org.smartmeter.device.NoticeOrders.message;
import static org.smartmeter.device.NoticeOrders.offer;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.smartmeter.device.display.HomeDisplay;
import org.smartmeter.device.display.Press;
import org.smartmeter.device.display.Press.Outcome;
import org.smartmeter.device.notices.Answer;
import org.smartmeter.device.notices.KeptNotice;
import org.smartmeter.device.notices.Notices;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.v1.Notice;
import org.smartmeter.wire.v1.NoticeWithdrawal;

/// A notice's way from the utility to the person at the meter and back, told as dated diaries.
class NoticesDiaryTest {

    private static final String START = "2026-05-01T08:00:00Z";

    private final Bench bench = new Bench(START);

    NoticesDiaryTest() {
        bench.settings = bench.settings.withSchedule(new Schedule(900, 900));
    }

    private HomeDisplay display = new HomeDisplay(ZoneOffset.UTC, new Notices(), Optional.empty());

    private void boot() {
        bench.parts =
                () -> {
                    Notices notices = new Notices();
                    display = new HomeDisplay(ZoneOffset.UTC, notices, Optional.empty());
                    return List.of(notices, display);
                };
        bench.start();
        bench.pass(Duration.ofMinutes(2));
    }

    private void send(Notice notice) {
        var draft = bench.utility.draft(bench.now).setNotice(notice);
        bench.utility.order(bench.utility.sign(draft.build()));
        bench.settle();
    }

    private void withdraw(long number) {
        var draft =
                bench.utility
                        .draft(bench.now)
                        .setNoticeWithdrawal(NoticeWithdrawal.newBuilder().setNumber(number));
        bench.utility.order(bench.utility.sign(draft.build()));
        bench.settle();
    }

    private Outcome press(Press press) {
        CompletableFuture<Outcome> outcome = display.press(press);
        bench.settle();
        return outcome.getNow(Outcome.BUSY);
    }

    private List<Long> shown() {
        bench.settle();
        return display.picture().orElseThrow().notices().stream()
                .map(kept -> kept.notice().number())
                .toList();
    }

    private List<List<Long>> told(EventCode code) {
        bench.pass(Duration.ofMinutes(16)); // beyond the next push
        return bench.utility.events(code).stream().map(Event::values).toList();
    }

    @Test
    void aBillIsShownConfirmedAndReportedOnce() {
        boot();
        send(bill(7, bench.now));
        assertThat(shown()).containsExactly(7L);
        assertThat(told(EventCode.NOTICE_RECEIVED)).containsExactly(List.of(7L, 2L));
        assertThat(told(EventCode.NOTICE_SHOWN)).isEmpty();

        display.looked();
        bench.settle();
        assertThat(told(EventCode.NOTICE_SHOWN)).containsExactly(List.of(7L));
        assertThat(told(EventCode.NOTICE_ACKNOWLEDGED)).isEmpty();

        assertThat(press(new Press.AnswerNotice(7, Answer.SEEN))).isEqualTo(Outcome.DONE);
        assertThat(press(new Press.AnswerNotice(7, Answer.SEEN)))
                .isEqualTo(Outcome.ANSWERED_BEFORE);
        assertThat(told(EventCode.NOTICE_ACKNOWLEDGED)).containsExactly(List.of(7L, 1L));
        assertThat(shown()).as("stays to be read").containsExactly(7L);
    }

    @Test
    void aConfirmationDoesNotWaitForTheNextPush() {
        bench.settings = bench.settings.withSchedule(new Schedule(900, 86_400));
        boot();
        send(bill(7, bench.now));
        press(new Press.AnswerNotice(7, Answer.SEEN));
        assertThat(bench.utility.events(EventCode.NOTICE_ACKNOWLEDGED)).hasSize(1);
    }

    @Test
    void powerCutsLoseNeitherTheNoticeNorTheAnswer() {
        boot();
        send(bill(7, bench.now));
        bench.cutPower();
        boot();
        assertThat(shown()).containsExactly(7L);
        press(new Press.AnswerNotice(7, Answer.SEEN));
        bench.cutPower();
        boot();
        KeptNotice kept = display.picture().orElseThrow().notices().getFirst();
        assertThat(kept.waits()).isFalse();
        assertThat(told(EventCode.NOTICE_RECEIVED)).hasSize(1);
        assertThat(told(EventCode.NOTICE_ACKNOWLEDGED)).hasSize(1);
    }

    @Test
    void anOfferIsAcceptedOrDeclinedAndNothingElse() {
        boot();
        send(offer(8, bench.now));
        send(offer(9, bench.now));
        assertThat(press(new Press.AnswerNotice(8, Answer.SEEN))).isEqualTo(Outcome.WRONG_ANSWER);
        assertThat(press(new Press.AnswerNotice(8, Answer.ACCEPTED))).isEqualTo(Outcome.DONE);
        assertThat(press(new Press.AnswerNotice(9, Answer.DECLINED))).isEqualTo(Outcome.DONE);
        assertThat(told(EventCode.NOTICE_ACKNOWLEDGED))
                .containsExactly(List.of(8L, 2L), List.of(9L, 3L));
    }

    @Test
    void aNoticeSentAgainStaysOneAndAWithdrawnOneDoesNotComeBack() {
        boot();
        Notice sent = message(5, bench.now);
        send(sent);
        send(sent);
        assertThat(shown()).containsExactly(5L);
        assertThat(told(EventCode.NOTICE_RECEIVED)).hasSize(1);
        withdraw(5);
        send(sent);
        assertThat(shown()).isEmpty();
        assertThat(told(EventCode.NOTICE_WITHDRAWN)).containsExactly(List.of(5L));
        withdraw(5);
        assertThat(told(EventCode.NOTICE_WITHDRAWN)).hasSize(1);
    }

    @Test
    void aNoticeAppearsWhenItBeginsAndIsGoneWhenItEnds() {
        boot();
        Instant from = Instant.parse("2026-05-02T06:00:00Z");
        send(message(3, from));
        assertThat(shown()).isEmpty();
        bench.passUntil("2026-05-02T06:01:00Z");
        assertThat(shown()).containsExactly(3L);
        bench.passUntil("2026-05-04T06:01:00Z");
        assertThat(shown()).isEmpty();
        assertThat(told(EventCode.NOTICE_EXPIRED)).containsExactly(List.of(3L, 0L));
    }

    @Test
    void aFullDisplayGivesUpWhatWasSeenAndRefusesWhenNothingWas() {
        boot();
        for (long number = 1; number <= 12; number++) {
            send(message(number, bench.now));
        }
        send(message(13, bench.now));
        assertThat(shown()).hasSize(12).doesNotContain(13L);
        assertThat(bench.utility.events(EventCode.NOTICE_REFUSED)).as("told at once").hasSize(1);
        send(message(13, bench.now));
        assertThat(told(EventCode.ORDER_REFUSED)).hasSize(2).allMatch(it -> it.get(1) == 9L);
        assertThat(told(EventCode.NOTICE_REFUSED)).containsExactly(List.of(13L, 9L));

        display.looked();
        send(message(14, bench.now));
        assertThat(shown()).hasSize(12).contains(14L).doesNotContain(1L);
    }

    @Test
    void whatAwaitsAnAnswerStandsFirstThenByPriority() {
        boot();
        send(message(1, bench.now));
        send(message(2, bench.now).toBuilder().setPriority(3).build());
        send(bill(3, bench.now));
        assertThat(shown()).containsExactly(3L, 2L, 1L);
    }

    @Test
    void aNumberIsNeverGivenTwice() {
        boot();
        send(message(4, bench.now));
        send(bill(4, bench.now));
        assertThat(told(EventCode.ORDER_REFUSED)).hasSize(1).allMatch(it -> it.get(1) == 2L);
        assertThat(told(EventCode.NOTICE_REFUSED)).containsExactly(List.of(4L, 2L));
    }

    @Test
    void whoAsksToBeCalledIsHeardAtOnceAndOnce() {
        bench.settings = bench.settings.withSchedule(new Schedule(900, 86_400));
        boot();
        assertThat(press(new Press.CallMe())).isEqualTo(Outcome.DONE);
        assertThat(press(new Press.CallMe())).isEqualTo(Outcome.ASKED_ALREADY);
        assertThat(bench.utility.events(EventCode.CALL_REQUESTED)).hasSize(1);
    }

    /// Nobody fills the journal by trying PINs for a day; every try is counted all the same.
    @Test
    void wrongPinsOfADayAreToldEightTimesAndThenHourly() {
        boot();
        int tried = 0;
        for (int i = 0; i < 24 * 12; i++) {
            press(new Press.WrongPins(10));
            tried += 10;
            bench.pass(Duration.ofMinutes(5));
        }
        List<List<Long>> told = told(EventCode.PIN_REFUSED);
        assertThat(told).hasSizeBetween(8 + 23, 8 + 24);
        assertThat(told).startsWith(List.of(10L)).contains(List.of(120L));
        assertThat(told.stream().mapToLong(List::getFirst).sum())
                .isBetween(tried - 120L, (long) tried);
    }
}
