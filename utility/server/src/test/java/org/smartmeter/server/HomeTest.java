package org.smartmeter.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.smartmeter.server.Browser.Answer;
import tools.jackson.databind.JsonNode;

/// Every home draws 100 Wh each quarter hour, so a day of 24 hours is 9.6 kWh.
@ExtendWith(Neighbourhood.Shared.class)
class HomeTest {

    private final Neighbourhood town;

    HomeTest(Neighbourhood town) {
        this.town = town;
    }

    @Test
    void aHomeSaysWhereItIsAndHowFreshItsDataAre() {
        JsonNode home = ask("amina", "/api/home");

        assertThat(home.path("place").path("name").asString()).isEqualTo("Amina's home");
        assertThat(home.path("zone").asString()).isEqualTo("Europe/Berlin");
        assertThat(home.path("meter").asString()).isEqualTo("SEM0000000000001");
        assertThat(home.path("lastMeasured").asString()).isEqualTo("2026-11-22T18:00:00Z");
        assertThat(home.path("lastReceived").asString()).isEqualTo("2026-11-22T18:00:05Z");
        assertThat(home.path("installedSince").asString()).isEqualTo("2026-10-18T22:00:00Z");
        assertThat(home.path("samplePeriodSeconds").asInt()).isEqualTo(900);
        assertThat(home.path("today").asString()).isEqualTo("2026-11-22");
    }

    @Test
    void aWholeDayIsDrawnQuarterHourByQuarterHourWithItsExactTotal() {
        JsonNode day = ask("amina", "/api/home/curve?day=2026-11-21");

        assertThat(day.path("start").asString()).isEqualTo("2026-11-20T23:00:00Z");
        assertThat(day.path("end").asString()).isEqualTo("2026-11-21T23:00:00Z");
        assertThat(day.path("total").asString()).isEqualTo("9.6");
        assertThat(day.path("intervals").size()).isEqualTo(96);
        JsonNode first = day.path("intervals").get(0);
        assertThat(first.toString())
                .isEqualTo(
                        "{\"start\":\"2026-11-20T23:00:00Z\",\"end\":\"2026-11-20T23:15:00Z\","
                                + "\"kwh\":\"0.1\",\"status\":\"actual\"}");
    }

    @Test
    void theUsualIsTheMeanOfLikeDaysAtTheSameLocalTime() {
        JsonNode day = ask("amina", "/api/home/curve?day=2026-11-20");

        assertThat(day.path("usual").size()).isEqualTo(96);
        assertThat(day.path("usual").get(0).path("kwh").asString()).isEqualTo("0.1");
        assertThat(day.path("usualTotal").asString()).isEqualTo("9.6");
    }

    @Test
    void tooFewLikeDaysHaveNoUsual() {
        JsonNode day = ask("amina", "/api/home/curve?day=2026-10-20");

        assertThat(day.path("usual").isEmpty()).isTrue();
        assertThat(day.path("usualTotal").isNull()).isTrue();
    }

    @Test
    void theDayTheClockGoesBackHasTwentyFiveHours() {
        JsonNode day = ask("amina", "/api/home/curve?day=2026-10-25");

        assertThat(day.path("intervals").size()).isEqualTo(100);
        assertThat(day.path("total").asString()).isEqualTo("10");
    }

    @Test
    void todayEndsWhereTheLastMeasurementDoes() {
        JsonNode day = ask("amina", "/api/home/curve?day=2026-11-22");

        JsonNode last = day.path("intervals").get(day.path("intervals").size() - 1);
        assertThat(last.path("end").asString()).isEqualTo("2026-11-22T18:00:00Z");
        assertThat(day.path("total").asString()).isEqualTo("7.6");
    }

    @Test
    void aMonthAddsUpDayByDay() {
        JsonNode month = ask("amina", "/api/home/month?month=2026-11");

        assertThat(month.path("days").size()).isEqualTo(22);
        assertThat(month.path("soFar").asBoolean()).isTrue();
        assertThat(month.path("total").asString()).isEqualTo("209.2"); // 21 × 9.6 + 7.6
        assertThat(month.path("days").get(20).toString())
                .isEqualTo(
                        "{\"day\":\"2026-11-21\",\"kwh\":\"9.6\",\"complete\":true,"
                                + "\"cumulative\":\"201.6\"}");
        assertThat(month.path("days").get(21).path("complete").asBoolean()).isFalse();
        assertThat(month.path("previousTotal").asString())
                .isEqualTo("125.2"); // 13 days, one of 25 h
        assertThat(month.path("firstMonth").asString()).isEqualTo("2026-10");
        assertThat(month.path("lastMonth").asString()).isEqualTo("2026-11");
    }

    @Test
    void whoMovedInSeesNothingFromBefore() {
        JsonNode before = ask("chand", "/api/home/curve?day=2026-11-09");
        assertThat(before.path("intervals").isEmpty()).isTrue();
        assertThat(before.path("total").asString()).isEqualTo("0");

        JsonNode movingDay = ask("chand", "/api/home/curve?day=2026-11-10");
        assertThat(movingDay.path("intervals").get(0).path("start").asString())
                .isEqualTo("2026-11-10T09:00:00Z");
        assertThat(movingDay.path("total").asString()).isEqualTo("5.6"); // 14 hours

        JsonNode after = ask("chand", "/api/home/curve?day=2026-11-11");
        assertThat(after.path("total").asString()).isEqualTo("9.6");
        assertThat(after.path("usual").isEmpty()).isTrue();
    }

    @Test
    void theMonthOfWhoMovedInStartsThatDay() {
        JsonNode month = ask("chand", "/api/home/month?month=2026-11");

        assertThat(month.path("days").get(8).path("kwh").isNull()).isTrue();
        assertThat(month.path("days").get(9).path("kwh").asString()).isEqualTo("5.6");
        assertThat(month.path("previousTotal").isNull()).isTrue();
        assertThat(month.path("firstMonth").asString()).isEqualTo("2026-11");
        assertThat(new BigDecimal(month.path("total").asString()))
                .isEqualByComparingTo("118.8"); // 5.6 + 11 × 9.6 + 7.6
        assertThat(ask("chand", "/api/home").path("installedSince").asString())
                .isEqualTo("2026-11-10T09:00:00Z");
    }

    @Test
    void whoMovedOutSeesTheHomeNoMore() {
        assertNoHome("dara");
    }

    @Test
    void whoHasNoHomeIsToldSo() {
        assertNoHome("farah");
    }

    @Test
    void anExchangedMeterLeavesNoSeam() {
        JsonNode day = ask("erik", "/api/home/curve?day=2026-11-15");

        assertThat(day.path("intervals").size()).isEqualTo(96);
        assertThat(day.path("total").asString()).isEqualTo("9.6");
        Instant end = Instant.EPOCH;
        for (JsonNode interval : day.path("intervals")) {
            Instant start = Instant.parse(interval.path("start").asString());
            if (!end.equals(Instant.EPOCH)) {
                assertThat(start).isEqualTo(end);
            }
            end = Instant.parse(interval.path("end").asString());
        }
        JsonNode month = ask("erik", "/api/home/month?month=2026-11");
        assertThat(month.path("days").get(14).path("kwh").asString()).isEqualTo("9.6");
        assertThat(month.path("days").get(14).path("complete").asBoolean()).isTrue();
        assertThat(month.path("total").asString()).isEqualTo("209.2");
        assertThat(month.path("firstMonth").asString()).isEqualTo("2026-10");
    }

    @Test
    void aMeterThatNeverSentHasAnEmptyDay() {
        JsonNode day = ask("silas", "/api/home/curve?day=2026-11-21");
        assertThat(day.path("intervals").isEmpty()).isTrue();
        JsonNode month = ask("silas", "/api/home/month?month=2026-11");
        assertThat(month.path("firstMonth").isNull()).isTrue();
        assertThat(ask("silas", "/api/home").path("lastMeasured").isNull()).isTrue();
    }

    private void assertNoHome(String name) {
        try (Browser browser = town.browserOf(name)) {
            for (String path :
                    new String[] {
                        "/api/home",
                        "/api/home/curve?day=2026-11-01",
                        "/api/home/month?month=2026-11"
                    }) {
                Answer answer = browser.get(path);
                assertThat(answer.status()).isEqualTo(404);
                assertThat(answer.errorCode()).isEqualTo("no-home");
            }
        }
    }

    private JsonNode ask(String name, String path) {
        try (Browser browser = town.browserOf(name)) {
            Answer answer = browser.get(path);
            assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
            return answer.body();
        }
    }
}
