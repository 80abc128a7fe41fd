package org.smartmeter.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.server.Browser.Answer;
import org.smartmeter.server.audit.Access;
import org.smartmeter.server.audit.Action;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.v1.Notice;
import tools.jackson.databind.JsonNode;

/// An operator writes to a meter's display, and sees what became of it.
@ExtendWith(Neighbourhood.Shared.class)
class NoticesTest {

    private static final String ERIKS = "/api/operator/meters/SEM0000000000005/notices";
    private static final String WORKS =
            """
            {"language":"en","title":" Works in your street ","text":"No supply from 9 to 11.\\r\\nSorry.",
             "urgency":"warning","confirm":true,"lastDay":"2026-11-24","reason":"cable exchange"}
            """;

    private static final String BILL =
            """
            {"language":"en","title":"Your bill for October","text":"112 kWh","kind":"bill",
             "payment":{"currency":"PKR","amount":"4260.5","due":"2026-12-20"},
             "urgency":"information","confirm":true,"lastDay":"2026-12-31","reason":"bill of October"}
            """;

    private final Neighbourhood town;

    NoticesTest(Neighbourhood town) {
        this.town = town;
    }

    @AfterEach
    void nobodyIsConnected() {
        town.line.connected.clear();
        town.line.notices.clear();
        town.line.withdrawn.clear();
    }

    @Test
    void aNoticeIsOnRecordSentAgainUntilTheMeterHasItAndShownWithWhatBecameOfIt() {
        try (Browser omar = town.browserOf("omar")) {
            Answer sent = omar.send("POST", ERIKS, WORKS);

            assertThat(sent.status()).as(sent.raw().body()).isEqualTo(202);
            assertThat(sent.body().path("state").asString()).isEqualTo("waiting");
            long number = sent.body().path("number").asLong();
            Access onRecord = town.accessRecord.newest(1).getFirst();
            assertThat(onRecord.action()).isEqualTo(Action.NOTICE);
            assertThat(onRecord.actor()).isEqualTo("omar");
            assertThat(onRecord.subject()).isEqualTo("SEM0000000000005");
            assertThat(onRecord.detail())
                    .contains(String.valueOf(number), "Works in your street", "cable exchange");

            Notice first = sent(number).getFirst();
            assertThat(first.getNumber()).isEqualTo(number);
            assertThat(first.getKind()).isEqualTo(Notice.Kind.WARNING);
            assertThat(first.getAcknowledge()).isTrue();
            assertThat(first.getTexts(0).getTitle()).isEqualTo("Works in your street");
            assertThat(first.getTexts(0).getText()).isEqualTo("No supply from 9 to 11.\nSorry.");
            // the end of the day in Berlin
            assertThat(sent.body().path("until").asString()).isEqualTo("2026-11-24T23:00:00Z");

            town.notices.goOn();
            assertThat(sent(number)).as("the meter is not there").hasSize(1);
            town.line.connected.add(Neighbourhood.ERIK_NEW);
            town.notices.goOn();
            town.notices.goOn();
            assertThat(sent(number)).as("once, then it waits").hasSize(2);
            town.wall.forward(Duration.ofMinutes(1));
            town.notices.goOn();
            assertThat(sent(number)).hasSize(3);
            assertThat(sent(number).getLast()).isEqualTo(first);

            tell(EventCode.NOTICE_RECEIVED, number, 4);
            town.wall.forward(Duration.ofMinutes(2));
            town.notices.goOn();
            assertThat(sent(number)).as("the meter has it").hasSize(3);
            assertThat(newest(omar).path("state").asString()).isEqualTo("delivered");

            tell(EventCode.NOTICE_SHOWN, number);
            assertThat(newest(omar).path("state").asString()).isEqualTo("shown");
            tell(EventCode.NOTICE_ACKNOWLEDGED, number, 1);
            JsonNode confirmed = newest(omar);
            assertThat(confirmed.path("state").asString()).isEqualTo("confirmed");
            assertThat(confirmed.path("confirmed").isNull()).isFalse();
            assertThat(confirmed.path("sender").asString()).isEqualTo("omar");
            assertThat(confirmed.path("reason").asString()).isEqualTo("cable exchange");
        }
    }

    @Test
    void aNoticeIsTakenBackOnceAndThatIsOnRecordToo() {
        town.line.connected.add(Neighbourhood.ERIK_NEW);
        try (Browser olga = town.browserOf("olga")) {
            long number = olga.send("POST", ERIKS, WORKS).body().path("number").asLong();
            tell(EventCode.NOTICE_RECEIVED, number, 4);
            String withdrawal = ERIKS + "/" + number + "/withdrawal";
            String why = "{\"reason\":\"works are called off\"}";

            Answer taken = olga.send("POST", withdrawal, why);

            assertThat(taken.status()).as(taken.raw().body()).isEqualTo(202);
            assertThat(taken.body().path("state").asString()).isEqualTo("withdrawing");
            assertThat(taken.body().path("open").asBoolean()).isFalse();
            assertThat(town.line.withdrawn).containsExactly(number);
            assertThat(town.accessRecord.newest(1).getFirst().detail())
                    .isEqualTo("notice " + number + ": works are called off");
            assertThat(olga.send("POST", withdrawal, why).errorCode()).isEqualTo("notice-over");

            tell(EventCode.NOTICE_WITHDRAWN, number);
            assertThat(newest(olga).path("state").asString()).isEqualTo("withdrawn");
        }
    }

    @Test
    void whatTheMeterToldOfANoticeStandsHoweverMuchElseItTellsLater() {
        town.line.connected.add(Neighbourhood.ERIK_NEW);
        try (Browser omar = town.browserOf("omar")) {
            long confirmed = omar.send("POST", ERIKS, WORKS).body().path("number").asLong();
            tell(EventCode.NOTICE_RECEIVED, confirmed, 4);
            tell(EventCode.NOTICE_ACKNOWLEDGED, confirmed, 1);
            long other = omar.send("POST", ERIKS, WORKS).body().path("number").asLong();
            tell(EventCode.NOTICE_RECEIVED, other, 4);
            MeterHistory.tell(
                    town.readings,
                    Neighbourhood.ERIK_NEW,
                    Collections.nCopies(
                            1_200,
                            new Event(
                                    EventCode.CALL_REQUESTED,
                                    town.clock.instant().plusSeconds(1),
                                    List.of())),
                    town.clock.instant());

            assertThat(newest(omar).path("state").asString()).isEqualTo("delivered");
            assertThat(omar.get(ERIKS).body().path(1).path("state").asString())
                    .isEqualTo("confirmed");
            int before = sent(confirmed).size() + sent(other).size();
            town.wall.forward(Duration.ofHours(2));
            town.notices.goOn();
            assertThat(sent(confirmed).size() + sent(other).size())
                    .as("the meter has both")
                    .isEqualTo(before);
            omar.send("POST", ERIKS + "/" + other + "/withdrawal", "{\"reason\":\"all done\"}");
            assertThat(town.line.withdrawn).as("taken back from the meter").containsExactly(other);
        }
    }

    @Test
    void aBillSaysAmountCurrencyAndDayDueOnTheLineAndOnRecord() {
        try (Browser omar = town.browserOf("omar")) {
            Answer answer = omar.send("POST", ERIKS, BILL);

            assertThat(answer.status()).as(answer.raw().body()).isEqualTo(202);
            Notice bill = sent(answer.body().path("number").asLong()).getFirst();
            assertThat(bill.getKind()).isEqualTo(Notice.Kind.BILL);
            assertThat(bill.getAmountDue().getCurrency()).isEqualTo("PKR");
            assertThat(bill.getAmountDue().getMinorUnits()).isEqualTo(426_050);
            assertThat(bill.getAmountDue().getDecimals()).isEqualTo(2);
            assertThat(LocalDate.ofEpochDay(bill.getDueDay())).isEqualTo("2026-12-20");
            assertThat(town.accessRecord.newest(1).getFirst().detail())
                    .contains("bill of PKR 4260.50 due 2026-12-20");
            JsonNode kept = newest(omar);
            assertThat(kept.path("kind").asString()).isEqualTo("bill");
            assertThat(kept.path("payment").toString())
                    .isEqualTo(
                            "{\"currency\":\"PKR\",\"amount\":\"4260.50\",\"due\":\"2026-12-20\"}");
        }
    }

    @ParameterizedTest
    @CsvSource({"2, accepted", "3, declined"})
    void anOfferIsAlwaysAnsweredAndTheAnswerIsShown(long answer, String state) {
        String offer =
                WORKS.replace(
                                "\"urgency\":\"warning\"",
                                "\"kind\":\"offer\",\"urgency\":\"important\"")
                        .replace("\"confirm\":true", "\"confirm\":false");
        try (Browser olga = town.browserOf("olga")) {
            Answer made = olga.send("POST", ERIKS, offer);

            assertThat(made.status()).as(made.raw().body()).isEqualTo(202);
            assertThat(made.body().path("confirm").asBoolean()).isTrue();
            long number = made.body().path("number").asLong();
            assertThat(sent(number).getFirst().getKind()).isEqualTo(Notice.Kind.OFFER);
            assertThat(sent(number).getFirst().getAcknowledge()).isTrue();
            tell(EventCode.NOTICE_RECEIVED, number, 3);
            tell(EventCode.NOTICE_ACKNOWLEDGED, number, answer);
            assertThat(newest(olga).path("state").asString()).isEqualTo(state);
        }
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "bill"          | "invoice"       | it is one of message, bill, offer
                    "bill"          | "message"       | a bill says amount, currency and day due; nothing else does
                    "payment":{"currency":"PKR","amount":"4260.5","due":"2026-12-20"} | "payment":null | a bill says amount, currency and day due; nothing else does
                    "information"   | "warning"       | a bill or an offer is no warning
                    "PKR"           | "RS"            | is no currency; write its code of ISO 4217
                    "PKR"           | "XAU"           | XAU has no unit that can be paid in
                    "PKR"           | "JPY"           | JPY has 0 decimals; 4260.5 has more
                    "4260.5"        | "4260.505"      | PKR has 2 decimals; 4260.505 has more
                    "4260.5"        | "4,260"         | the amount is digits, with a point before the smaller unit
                    "4260.5"        | "-1"            | the amount is digits, with a point before the smaller unit
                    "4260.5"        | "0.00"          | the amount is more than nothing
                    "4260.5"        | "99999999999999" | the amount is more than nothing, at most 10000000000000.00
                    "2026-12-20"    | null            | say the day on which the bill is due
                    "2026-12-20"    | "2028-12-20"    | a bill is due within 400 days
                    """)
    void aBillThatDoesNotAddUpIsRefusedInPlainWords(String from, String to, String words) {
        try (Browser omar = town.browserOf("omar")) {
            Answer answer = omar.send("POST", ERIKS, BILL.replace(from, to));

            assertThat(answer.status()).as(answer.raw().body()).isEqualTo(400);
            assertThat(answer.message()).contains(words);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "urgency":"shouted"       | it is one of information, important, warning
                    "title":" "               | the title is one line of 1 to 120 characters
                    "title":"a\\nb"           | the title is one line of plain characters
                    "text":"a\\u0007"         | the text is lines of plain characters
                    "language":"English"      | a language is named like en or ur
                    "lastDay":null            | say the last day on which it is shown
                    "lastDay":"2026-11-21"    | over already; choose a later day
                    "lastDay":"2028-01-01"    | at most 400 days
                    "lastDay":"soon"          | the body must be the JSON object
                    "reason":"no"             | say the reason in 5 to 500 characters
                    """)
    void whatAMeterWouldNotTakeIsRefusedInPlainWords(String instead, String words) {
        String key = instead.substring(0, instead.indexOf(':'));
        String body =
                WORKS.replaceFirst(
                        key + ":(\"[^\"]*\"|true)",
                        java.util.regex.Matcher.quoteReplacement(instead.strip()));
        try (Browser omar = town.browserOf("omar")) {
            Answer answer = omar.send("POST", ERIKS, body);

            assertThat(answer.status()).as(answer.raw().body()).isEqualTo(400);
            assertThat(answer.message()).contains(words);
        }
    }

    @Test
    void whatIsTooLongForAMeterIsRefused() {
        try (Browser omar = town.browserOf("omar")) {
            String text = "ا".repeat(1_200) + "\\n";
            assertThat(omar.send("POST", ERIKS, WORKS.replace("Sorry.", text)).message())
                    .contains("at most 1,200 characters");
            String wide = "𝄞".repeat(1_000);
            assertThat(omar.send("POST", ERIKS, WORKS.replace("Sorry.", wide)).message())
                    .contains("shorten them");
            String notEnrolled = ERIKS.replace("0005", "0004");
            assertThat(omar.send("POST", notEnrolled, WORKS).errorCode()).isEqualTo("not-enrolled");
        }
    }

    private static JsonNode newest(Browser operator) {
        return operator.get(ERIKS).body().path(0);
    }

    /// How often the meter was sent the notice.
    private List<Notice> sent(long number) {
        return town.line.notices.stream()
                .map(ModelLine.Sent::notice)
                .filter(notice -> notice.getNumber() == number)
                .toList();
    }

    private void tell(EventCode code, long... values) {
        MeterHistory.tell(
                town.readings,
                Neighbourhood.ERIK_NEW,
                List.of(
                        new Event(
                                code,
                                town.clock.instant(),
                                Arrays.stream(values).boxed().toList())),
                town.clock.instant());
    }
}
