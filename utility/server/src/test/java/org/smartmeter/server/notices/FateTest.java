package org.smartmeter.server.notices;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.readings.MeterEvent;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;

class FateTest {

    private static final MeterId METER = new MeterId("SEM0000000000001");
    private static final long NUMBER = 28_000_000;
    private static final Instant SENT = Instant.parse("2026-11-22T18:00:00Z");
    private static final Instant UNTIL = SENT.plus(Duration.ofDays(3));

    /// What the meter told of the notice, whether it was taken back, whether its time is over →
    // what
    /// became of it, what the meter is told next, whether it is on a display no more.
    @ParameterizedTest(name = "{0}, taken back {1}, over {2} -> {3}, {4}")
    @CsvSource({
        "'',                                                false, false, WAITING,     THE_NOTICE,     false",
        "NOTICE_REFUSED,                                    false, false, REFUSED,     THE_NOTICE,     false",
        "NOTICE_REFUSED,                                    true,  false, WITHDRAWN,   NOTHING,        true",
        "NOTICE_REFUSED,                                    false, true,  EXPIRED,     NOTHING,        true",
        "NOTICE_REFUSED NOTICE_RECEIVED,                    false, false, DELIVERED,   NOTHING,        false",
        "NOTICE_RECEIVED,                                   false, false, DELIVERED,   NOTHING,        false",
        "NOTICE_RECEIVED NOTICE_SHOWN,                      false, false, SHOWN,       NOTHING,        false",
        "NOTICE_RECEIVED NOTICE_SHOWN NOTICE_ACKNOWLEDGED,  false, false, CONFIRMED,   NOTHING,        false",
        "NOTICE_ACKNOWLEDGED NOTICE_RECEIVED,               false, false, CONFIRMED,   NOTHING,        false",
        "NOTICE_RECEIVED NOTICE_EXPIRED,                    false, false, EXPIRED,     NOTHING,        true",
        "NOTICE_RECEIVED NOTICE_ACKNOWLEDGED NOTICE_EXPIRED, false, false, CONFIRMED,  NOTHING,        true",
        "'',                                                false, true,  EXPIRED,     NOTHING,        true",
        "NOTICE_RECEIVED,                                   false, true,  EXPIRED,     NOTHING,        true",
        "'',                                                true,  false, WITHDRAWN,   NOTHING,        true",
        "NOTICE_RECEIVED,                                   true,  false, WITHDRAWING, THE_WITHDRAWAL, false",
        "NOTICE_RECEIVED NOTICE_SHOWN,                      true,  false, WITHDRAWING, THE_WITHDRAWAL, false",
        "NOTICE_RECEIVED NOTICE_ACKNOWLEDGED,               true,  false, CONFIRMED,   THE_WITHDRAWAL, false",
        "NOTICE_RECEIVED NOTICE_WITHDRAWN,                  true,  false, WITHDRAWN,   NOTHING,        true",
        "NOTICE_RECEIVED,                                   true,  true,  WITHDRAWN,   NOTHING,        true",
    })
    void followsFromWhatTheMeterTells(
            String told,
            boolean takenBack,
            boolean timeIsOver,
            Fate.State state,
            Fate.Next next,
            boolean over) {
        Instant now = timeIsOver ? UNTIL : UNTIL.minusMillis(1);

        Fate fate = Fate.of(notice(takenBack), events(told), now);

        assertThat(fate.state()).isEqualTo(state);
        assertThat(fate.next()).isEqualTo(next);
        assertThat(fate.over()).isEqualTo(over);
        assertThat(fate.received().isPresent()).isEqualTo(told.contains("RECEIVED"));
        assertThat(fate.answered().isPresent()).isEqualTo(told.contains("ACKNOWLEDGED"));
    }

    private static SentNotice notice(boolean takenBack) {
        return new SentNotice(
                METER,
                NUMBER,
                new NoticeDraft(
                        "en",
                        "Works",
                        "",
                        NoticeKind.MESSAGE,
                        Optional.empty(),
                        Urgency.INFORMATION,
                        true,
                        UNTIL,
                        "works in the street"),
                SENT,
                "omar",
                takenBack
                        ? Optional.of(new SentNotice.Withdrawal(SENT.plusSeconds(60), "olga"))
                        : Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"1, CONFIRMED", "2, ACCEPTED", "3, DECLINED", "9, CONFIRMED"})
    void theFirstAnswerStands(long answer, Fate.State state) {
        List<MeterEvent> events =
                List.of(
                        event(9, EventCode.NOTICE_ACKNOWLEDGED, NUMBER, answer),
                        event(10, EventCode.NOTICE_EXPIRED, NUMBER, 1));
        assertThat(Fate.of(notice(false), events, UNTIL.plusSeconds(1)).state()).isEqualTo(state);
    }

    /// And another notice's events, which say nothing of this one.
    private static List<MeterEvent> events(String told) {
        List<MeterEvent> events = new ArrayList<>();
        for (EventCode code :
                List.of(
                        EventCode.NOTICE_RECEIVED,
                        EventCode.NOTICE_ACKNOWLEDGED,
                        EventCode.NOTICE_WITHDRAWN)) {
            events.add(event(events.size(), code, NUMBER - 1));
        }
        events.add(event(events.size(), EventCode.CALL_REQUESTED));
        for (String code : told.isEmpty() ? new String[0] : told.split(" ")) {
            events.add(event(events.size(), EventCode.valueOf(code), NUMBER, 1));
        }
        return events;
    }

    private static MeterEvent event(int sequence, EventCode code, long... values) {
        List<Long> said = java.util.Arrays.stream(values).boxed().toList();
        return new MeterEvent(
                METER, new Epoch(1), sequence + 1L, new Event(code, SENT.plusSeconds(1), said));
    }
}
