package org.smartmeter.device.tariff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/// Rates sum to the undivided register, and a calendar takes over at its instant.
class RatesTest {

    private static final Instant NEW_YEAR = Instant.parse("2027-01-01T00:00:00Z");

    private static ActivityCalendar calendar(int id, int rate, Instant from) {
        ActivityCalendar plain =
                ActivityCalendar.everyDay(id, ZoneOffset.UTC, List.of(new RateSwitch(0, rate)));
        return new ActivityCalendar(
                id,
                plain.zone(),
                from,
                plain.defaultRate(),
                plain.seasons(),
                plain.weeks(),
                plain.days(),
                plain.specialDays());
    }

    @Property(tries = 200)
    void theRatesSumToTheRegisterAfterEveryStep(
            @ForAll @Size(max = 50) List<@IntRange(max = 100_000) Integer> steps) {
        RateRegisters rates = new RateRegisters();
        long count = 0;
        for (int step : steps) {
            count += step;
            rates.credit(1 + step % Rate.HIGHEST, count);
            assertThat(Arrays.stream(rates.counts()).sum()).isEqualTo(count);
            ByteBuffer kept = ByteBuffer.allocate(RateRegisters.MOST_BYTES);
            rates.write(kept);
            rates = RateRegisters.read(kept.flip());
        }
    }

    @Test
    void aRegisterThatFellIsRefused() {
        RateRegisters rates = new RateRegisters();
        rates.credit(2, 1_000);
        assertThatThrownBy(() -> rates.credit(2, 999)).hasMessageContaining("fell");
        assertThat(rates.count(2)).isEqualTo(1_000);
    }

    @Test
    void aCalendarForTheNewYearWaitsForIt() {
        Instant december = Instant.parse("2026-12-01T00:00:00Z");
        CalendarPlan plan =
                CalendarPlan.of(calendar(1, 2, Instant.EPOCH))
                        .with(calendar(2, 5, NEW_YEAR), december);
        assertThat(plan.rateAt(NEW_YEAR.minusNanos(1), true)).isEqualTo(2);
        assertThat(plan.steadyUntil(NEW_YEAR.minusSeconds(60))).isEqualTo(NEW_YEAR);
        assertThat(plan.rateAt(NEW_YEAR, true)).isEqualTo(5);
        assertThat(plan.changed().at(december).map(ActivityCalendar::id)).contains(2);
    }

    @Test
    void aCalendarThatTookOverUnnoticedHoldsWhenTheNextIsOrdered() {
        CalendarPlan plan =
                CalendarPlan.of(calendar(1, 2, Instant.EPOCH))
                        .with(calendar(2, 5, NEW_YEAR), NEW_YEAR.minusSeconds(60))
                        .with(calendar(3, 6, NEW_YEAR.plusSeconds(900)), NEW_YEAR.plusSeconds(1));
        assertThat(plan.active().map(ActivityCalendar::id)).contains(2);
        assertThat(plan.passive().map(ActivityCalendar::id)).contains(3);
    }

    @Test
    void withoutASetClockTheDefaultRateCounts() {
        ActivityCalendar night = calendar(1, 4, Instant.EPOCH);
        assertThat(CalendarPlan.of(night).rateAt(NEW_YEAR, false)).isEqualTo(4);
        assertThat(CalendarPlan.NONE.rateAt(NEW_YEAR, false)).isEqualTo(1);
        assertThat(CalendarPlan.NONE.rateAt(NEW_YEAR, true)).isEqualTo(1);
        assertThat(CalendarPlan.NONE.steadyUntil(NEW_YEAR)).isEqualTo(Instant.MAX);
        assertThat(CalendarPlan.NONE.active()).isEqualTo(Optional.empty());
    }
}
