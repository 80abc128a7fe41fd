package org.smartmeter.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.terms.MeterId;

/// When the meter reads, sends and tries again.
class PeriodsTest {

    @ParameterizedTest(name = "{0} at fill {1} → {2}")
    @CsvSource({
        "NONE, 0.00, NONE",
        "NONE, 0.74, NONE",
        "NONE, 0.75, QUARTER_HOURS",
        "NONE, 0.95, HOURS",
        "QUARTER_HOURS, 0.89, QUARTER_HOURS",
        "QUARTER_HOURS, 0.90, HOURS",
        "QUARTER_HOURS, 0.60, QUARTER_HOURS",
        "QUARTER_HOURS, 0.49, NONE",
        "HOURS, 0.80, HOURS",
        "HOURS, 0.50, HOURS",
        "HOURS, 0.49, NONE",
    })
    void thinningTightensAsTheJournalFillsAndOpensWhenItHasDrained(
            Thinning before, double fill, Thinning after) {
        assertThat(before.at(fill)).isEqualTo(after);
    }

    @ParameterizedTest(name = "{0} s under {1} → {2} s")
    @CsvSource({
        "1, NONE, 1",
        "1, QUARTER_HOURS, 900",
        "1800, QUARTER_HOURS, 1800",
        "60, HOURS, 3600",
    })
    void thinningOnlyLengthensThePeriod(int scheduled, Thinning thinning, int period) {
        assertThat(thinning.period(new Schedule(scheduled, 3_600))).isEqualTo(period);
    }

    @ParameterizedTest(name = "sample {0} s, push {1} s")
    @CsvSource({"0, 60", "7, 60", "3601, 60", "-1, 60", "60, 9", "60, 86401"})
    void anImpossibleScheduleIsRefused(int sample, int push) {
        assertThatThrownBy(() -> new Schedule(sample, push))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not");
    }

    @Property(tries = 300)
    void everyPushPeriodHasOnePush(
            @ForAll @LongRange(min = 0, max = 9_999_999_999L) long number,
            @ForAll @IntRange(min = 10, max = 86_400) int period,
            @ForAll @LongRange(min = 1_700_000_000L, max = 2_000_000_000L) long second) {
        PushTimes times = PushTimes.of(new MeterId("SEM%013d".formatted(number)));
        Instant now = Instant.ofEpochSecond(second);
        Instant next = times.next(now, Duration.ofSeconds(period));
        assertThat(next).isAfter(now).isBeforeOrEqualTo(now.plusSeconds(period));
        assertThat(times.next(next, Duration.ofSeconds(period)))
                .isEqualTo(next.plusSeconds(period));
    }

    @Test
    void consecutiveMetersSpreadOverThePeriod() {
        Set<Long> tenths = new TreeSet<>();
        for (int i = 0; i < 100; i++) {
            PushTimes times = PushTimes.of(new MeterId("SEM%013d".formatted(4_410 + i)));
            Instant next = times.next(Instant.EPOCH, Duration.ofHours(1));
            tenths.add(next.toEpochMilli() / 360_000);
        }
        assertThat(tenths).hasSize(10);
    }

    @Test
    void theBackOffDoublesToFiveMinutesAndStartsAnewAfterAnAnswer() {
        BackOff backOff = new BackOff(new Random(1));
        long longest = 0;
        for (int failure = 0; failure < 1_000; failure++) {
            Duration wait = backOff.next();
            assertThat(wait.toMillis())
                    .isBetween(0L, Math.min(1_000L << Math.min(failure, 9), 300_000));
            longest = Math.max(longest, wait.toMillis());
        }
        assertThat(longest).isGreaterThan(280_000);
        backOff.succeeded();
        assertThat(backOff.next()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }
}
