package org.smartmeter.board.software;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.board.software.Health.Verdict;

/// When software on trial has proved itself, whatever measures: what it did → the verdict and when.
class HealthTest {

    private static final Instant START = Instant.parse("2026-11-27T08:00:00Z");

    @ParameterizedTest(
            name = "a window each {0}, silent for {1} at most, line {2}…{3} s: {4} at {5}")
    @CsvSource(
            nullValues = "-",
            value = {
                // windows, longest silence, line from, until, verdict, after
                "PT0.2S, PT1S, 5, 99999, PROVED, PT1M",
                "PT0.2S, PT1S, 300, 99999, PROVED, PT5M",
                "PT0.2S, PT1S, 902, 99999, FAILED, PT15M1S",
                "PT0.2S, PT1S, 5, 30, FAILED, PT15M2S",
                "-, PT1S, 5, 99999, FAILED, PT15M2S",
                "PT1S, PT1M, 5, 99999, PROVED, PT1M",
                "PT10S, PT1M, 5, 99999, PROVED, PT1M",
                "-, PT1M, 5, 99999, FAILED, PT16M1S",
                "PT15M, PT46M, 5, 99999, PROVED, PT15M",
                "PT15M, PT46M, 5, 600, FAILED, PT1H1M1S",
                "PT15M, PT46M, 902, 99999, FAILED, PT15M1S",
                "-, PT46M, 5, 99999, FAILED, PT1H1M1S",
                "PT24H, PT72H1M, 5, 99999, PROVED, PT24H",
            })
    void itIsProvedOrGivenUpAfterATime(
            @Nullable Duration period,
            Duration silence,
            int lineFrom,
            int lineUntil,
            Verdict verdict,
            Duration after) {
        Health health = new Health(START, silence);
        Verdict last = Verdict.WAITING;
        Duration measured = Duration.ZERO;
        long second = 0;
        while (last == Verdict.WAITING) {
            second++;
            while (period != null && measured.plus(period).toMillis() <= second * 1_000) {
                measured = measured.plus(period);
                health.measured(period.toMillis() / 1e3);
            }
            boolean line = second >= lineFrom && second <= lineUntil;
            last = health.judge(true, line, START.plusSeconds(second));
        }

        assertThat(last).isEqualTo(verdict);
        assertThat(Duration.ofSeconds(second)).isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource({"true, PROVED", "false, WAITING"})
    void withoutItsJournalNothingIsProved(boolean hasJournal, Verdict verdict) {
        Health health = new Health(START, Duration.ofSeconds(1));
        health.measured(60);

        assertThat(health.judge(hasJournal, true, START.plusSeconds(60))).isEqualTo(verdict);
    }
}
