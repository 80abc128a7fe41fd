package org.smartmeter.device.demand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Averages are differences of the registers at the borders of their windows, maxima the
/// greatest of them, whatever happens in between.
class MaximumDemandTest {

    private static final DemandSettings QUARTERS = settings(900, 1);
    private static final DemandSettings SLIDING = settings(300, 3);

    private MaximumDemand demand = new MaximumDemand(QUARTERS);
    private Instant now = Instant.EPOCH;
    private long imported;

    private static DemandSettings settings(int period, int periods) {
        return new DemandSettings(period, periods, ZoneOffset.UTC, 1);
    }

    private long[] counts() {
        return new long[] {imported, 0, 0, 0};
    }

    private void begin(String instant) {
        now = Instant.parse(instant);
        demand.begin(now, counts(), true);
    }

    /// A steady load of so many watts until then.
    private void load(long watts, String until) {
        Instant end = Instant.parse(until);
        while (now.isBefore(end)) {
            Instant next = demand.next().isAfter(end) ? end : demand.next();
            imported += watts * 1_000 * (next.getEpochSecond() - now.getEpochSecond()) / 3_600;
            now = next;
            if (demand.next().equals(now)) {
                demand.reach(now, counts());
            }
            if (demand.isOver(now)) {
                demand.end(now, counts(), 0);
            }
        }
    }

    private DemandValues values() {
        return demand.values(counts());
    }

    private long currentWatts() {
        return values().current().getFirst() / 1_000;
    }

    private long lastWatts() {
        return values().last().getFirst() / 1_000;
    }

    private Maximum maximum() {
        return values().maxima().getFirst();
    }

    private void assertMaximum(long watts, String time) {
        assertThat(maximum()).isEqualTo(new Maximum(watts * 1_000, Instant.parse(time)));
    }

    @Test
    void aMorningInQuartersOfAnHour() {
        begin("2026-06-01T08:00:00Z");
        load(1_200, "2026-06-01T08:10:00Z");
        assertThat(currentWatts()).as("10 of 15 minutes").isEqualTo(800);
        assertThat(lastWatts()).isZero();
        load(3_000, "2026-06-01T08:15:00Z");
        assertThat(lastWatts()).isEqualTo(1_800);
        assertMaximum(1_800, "2026-06-01T08:15:00Z");
        load(1_800, "2026-06-01T08:30:00Z");
        assertMaximum(1_800, "2026-06-01T08:15:00Z"); // of equals the earlier
        load(2_000, "2026-06-01T09:00:00Z");
        assertMaximum(2_000, "2026-06-01T08:45:00Z");
    }

    @Test
    void aWindowThatSlidesFindsThePeakAcrossTheBorderOfBlocks() {
        for (DemandSettings settings : List.of(QUARTERS, SLIDING)) {
            demand = new MaximumDemand(settings);
            begin("2026-06-01T08:00:00Z");
            load(0, "2026-06-01T08:10:00Z");
            load(6_000, "2026-06-01T08:20:00Z");
            load(0, "2026-06-01T09:00:00Z");
            if (settings.equals(QUARTERS)) {
                assertMaximum(2_000, "2026-06-01T08:15:00Z");
            } else {
                assertMaximum(4_000, "2026-06-01T08:20:00Z");
            }
        }
    }

    @Test
    void aPeriodThatMeasurementBeganInsideMakesNoAverage() {
        begin("2026-06-01T08:07:00Z");
        load(9_000, "2026-06-01T08:15:00Z");
        assertThat(maximum()).isEqualTo(Maximum.NONE);
        load(1_000, "2026-06-01T08:30:00Z");
        assertMaximum(1_000, "2026-06-01T08:30:00Z");
    }

    @Test
    void aPowerCutLeavesAWindowWithWhatWasCountedInIt() {
        begin("2026-06-01T08:00:00Z");
        load(3_000, "2026-06-01T08:05:00Z");
        demand = MaximumDemand.decode(demand.encode(), QUARTERS);
        begin("2026-06-01T08:10:00Z");
        load(3_000, "2026-06-01T08:15:00Z");
        assertMaximum(2_000, "2026-06-01T08:15:00Z");
    }

    @Test
    void theSettingsAreKeptWithTheStateTheyMade() {
        DemandSettings others = new DemandSettings(300, 3, ZoneId.of("Africa/Lagos"), 15);
        byte[] kept = new MaximumDemand(others).encode();
        assertThat(MaximumDemand.decode(kept, QUARTERS).settings()).isEqualTo(others);
        byte[] older = Arrays.copyOf(kept, kept.length - 2 - "Africa/Lagos".length());
        assertThat(MaximumDemand.decode(older, QUARTERS).settings()).isEqualTo(SLIDING);
    }

    /// Numbers of fixed length: quarters of an hour, billing period 2 that began at the month's
    /// first midnight, a maximum of 3 kW at 08:15, 1 kWh counted when the window began at 08:15.
    @Test
    void theFirstFormIsStillReadWithTheBillingDayAndZoneInForce() {
        long month = Instant.parse("2026-06-01T00:00:00Z").toEpochMilli();
        long quarter = Instant.parse("2026-06-01T08:15:00Z").toEpochMilli();
        ByteBuffer first = ByteBuffer.allocate(2_000).put((byte) 1).putInt(900).putInt(1);
        first.putLong(2).putLong(77).putLong(month).putLong(Long.MAX_VALUE).putLong(quarter);
        first.putLong(1_000_000).putLong(0).putLong(0).putLong(0); // counts then
        first.putLong(2_000_000).putLong(0).putLong(0).putLong(0); // last average
        first.put((byte) 1).putLong(750_000).putLong(0).putLong(0).putLong(0); // closed
        first.putLong(3_000_000).putLong(quarter).put(new byte[3 * 2 * Long.BYTES]);
        first.put((byte) 1).putLong(1).putLong(month).putLong(9_000_000).putLong(month - 900_000);
        first.put(new byte[3 * 2 * Long.BYTES]);

        byte[] kept = Arrays.copyOf(first.array(), first.position());
        MaximumDemand found = MaximumDemand.decode(kept, QUARTERS);

        DemandValues values = found.values(new long[] {1_500_000, 0, 0, 0});
        assertThat(found.settings()).isEqualTo(QUARTERS);
        assertThat(found.endedBy()).isEqualTo(77);
        assertThat(found.next()).isEqualTo("2026-06-01T08:30:00Z");
        assertThat(values.current()).containsExactly(2_000_000L, 0L, 0L, 0L);
        assertThat(values.last()).containsExactly(2_000_000L, 0L, 0L, 0L);
        assertThat(values.maxima().getFirst())
                .isEqualTo(new Maximum(3_000_000, Instant.ofEpochMilli(quarter)));
        assertThat(values.maxima().getLast()).isEqualTo(Maximum.NONE);
        assertThat(values.period()).isEqualTo(2);
        assertThat(values.began()).isEqualTo(Instant.ofEpochMilli(month));
        assertThat(values.ended(1).orElseThrow().maxima().getFirst())
                .isEqualTo(new Maximum(9_000_000, Instant.ofEpochMilli(month - 900_000)));
        assertThat(found.encode())
                .isEqualTo(MaximumDemand.decode(found.encode(), QUARTERS).encode());
    }

    @Test
    void aWindowThatEndedInAnOutageCountsWhatItHad() {
        begin("2026-06-01T08:00:00Z");
        load(3_000, "2026-06-01T08:10:00Z");
        begin("2026-06-01T08:20:00Z"); // nothing was measured for ten minutes
        assertMaximum(2_000, "2026-06-01T08:15:00Z");
        load(3_000, "2026-06-01T08:30:00Z");
        assertThat(lastWatts()).isEqualTo(2_000);
    }

    @Test
    void afterALongOutageWindowsBeginAnew() {
        begin("2026-06-01T08:00:00Z");
        load(3_000, "2026-06-01T08:10:00Z");
        begin("2026-06-01T13:07:00Z");
        load(8_000, "2026-06-01T13:15:00Z");
        assertMaximum(2_000, "2026-06-01T08:15:00Z");
    }

    @Test
    void aClockStepEndsTheWindowSoThatNoneIsLongerThanItSays() {
        begin("2026-06-01T08:00:00Z");
        load(3_000, "2026-06-01T08:14:00Z");
        demand.clockStepped();
        begin("2026-06-01T08:01:00Z");
        load(3_000, "2026-06-01T08:15:00Z"); // 28 minutes of it in one quarter
        assertThat(maximum()).isEqualTo(Maximum.NONE);
        load(1_000, "2026-06-01T08:30:00Z");
        assertMaximum(1_000, "2026-06-01T08:30:00Z");
    }

    @Test
    void withoutASetClockThereAreNoWindowsAndNoBillingPeriodEnds() {
        demand.begin(Instant.parse("2026-06-30T23:00:00Z"), counts(), false);
        assertThat(demand.next()).isEqualTo(Instant.MAX);
        assertThat(demand.isOver(Instant.parse("2026-07-02T00:00:00Z"))).isFalse();
    }

    @Test
    void aBillingPeriodEndsAtTheLocalMidnightOfItsDay() {
        ZoneId lagos = ZoneId.of("Africa/Lagos");
        demand = new MaximumDemand(new DemandSettings(1_800, 1, lagos, 1));
        begin("2026-06-30T22:00:00Z");
        load(4_000, "2026-06-30T23:00:00Z"); // midnight in Lagos
        assertThat(values().period()).isEqualTo(2);
        assertThat(maximum()).isEqualTo(Maximum.NONE);
        BillingPeriod june = values().ended(1).orElseThrow();
        assertThat(june.end()).isEqualTo("2026-06-30T23:00:00Z");
        assertThat(june.maxima().getFirst())
                .isEqualTo(new Maximum(4_000_000, Instant.parse("2026-06-30T22:30:00Z")));
        load(500, "2026-07-31T23:30:00Z");
        assertThat(values().period()).isEqualTo(3);
    }

    @Test
    void aBillingPeriodWhoseEndFellIntoAnOutageEndsWhenMeasurementGoesOn() {
        begin("2026-06-30T12:00:00Z");
        load(4_000, "2026-06-30T13:00:00Z");
        begin("2026-09-03T10:00:00Z");
        assertThat(demand.isOver(now)).isTrue();
        demand.end(now, counts(), 0);
        assertThat(values().ended(1).orElseThrow().end()).isEqualTo("2026-09-03T10:00:00Z");
        assertThat(demand.isOver(Instant.parse("2026-09-30T23:59:59Z"))).isFalse();
        assertThat(demand.isOver(Instant.parse("2026-10-01T00:00:00Z"))).isTrue();
    }

    @Test
    void aClockThatWasAYearAheadDoesNotHoldTheNextEndBack() {
        begin("2027-06-30T12:00:00Z");
        demand.clockStepped();
        begin("2026-06-30T12:00:00Z");
        assertThat(demand.isOver(Instant.parse("2026-07-01T00:00:00Z"))).isTrue();
    }

    @Test
    void anOrderEndsThePeriodAndItsEnergyIsInNoOther() {
        demand = new MaximumDemand(SLIDING);
        begin("2026-06-01T08:00:00Z");
        load(3_000, "2026-06-01T08:22:00Z");
        demand.end(now, counts(), 17);
        assertThat(demand.endedBy()).isEqualTo(17);
        load(3_000, "2026-06-01T08:39:00Z");
        assertThat(maximum()).isEqualTo(Maximum.NONE);
        load(3_000, "2026-06-01T08:40:00Z");
        assertMaximum(3_000, "2026-06-01T08:40:00Z");
    }

    @Test
    void anOrderThatComesBeforeMeasurementGoesOnEndsWhatTheCalendarWouldHaveEnded() {
        begin("2026-06-30T12:00:00Z");
        now = Instant.parse("2026-07-01T08:00:00Z");
        demand.end(now, counts(), 17);
        assertThat(demand.isOver(now)).isFalse();
        assertThat(demand.isOver(Instant.parse("2026-08-01T00:00:00Z"))).isTrue();
    }

    @Test
    void fifteenPeriodsAreRemembered() {
        begin("2026-01-01T00:00:00Z");
        for (int i = 1; i <= 20; i++) {
            demand.end(now.plusSeconds(i), counts(), i);
        }
        assertThat(values().before()).hasSize(MaximumDemand.HISTORY);
        assertThat(values().ended(1).orElseThrow().number()).isEqualTo(20);
        assertThat(values().ended(15).orElseThrow().number()).isEqualTo(6);
        assertThat(values().ended(16)).isEmpty();
    }

    @ParameterizedTest(name = "{0} in {1}, {2} s → {3}")
    @CsvSource({
        "2026-06-01T08:07:00Z, UTC, 900, 2026-06-01T08:15:00Z",
        "2026-06-01T08:15:00Z, UTC, 900, 2026-06-01T08:30:00Z",
        "2026-06-01T18:00:00Z, Asia/Kolkata, 3600, 2026-06-01T18:30:00Z",
        "2026-06-01T18:10:00Z, Asia/Kathmandu, 3600, 2026-06-01T18:15:00Z",
        "2026-10-25T00:59:00Z, Europe/Paris, 3600, 2026-10-25T01:00:00Z",
    })
    void bordersAreThoseOfLocalTime(String time, String zone, int period, String border) {
        DemandSettings settings = new DemandSettings(period, 1, ZoneId.of(zone), 1);
        assertThat(settings.borderAfter(Instant.parse(time))).isEqualTo(border);
    }

    @ParameterizedTest(name = "{0} s × {1}, day {2}")
    @CsvSource({
        "59, 1, 1",
        "3601, 1, 1",
        "900, 0, 1",
        "900, 16, 1",
        "900, 3, 1",
        "420, 1, 1",
        "900, 1, 29",
        "900, 1, -1"
    })
    void impossibleSettingsAreRefused(int period, int periods, int resetDay) {
        assertThatThrownBy(() -> new DemandSettings(period, periods, ZoneOffset.UTC, resetDay))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not");
    }

    @Property(tries = 100)
    void noPowerCutChangesAnythingAndEveryAverageIsADifferenceOfRegisters(
            @ForAll @Size(min = 30, max = 60) List<@IntRange(max = 9_000) Integer> watts,
            @ForAll @IntRange(max = 59) int cut) {
        MaximumDemand never = new MaximumDemand(SLIDING);
        MaximumDemand again = new MaximumDemand(SLIDING);
        Instant time = Instant.parse("2026-06-01T08:00:00Z");
        long[] at = new long[4];
        never.begin(time, at, true);
        again.begin(time, at, true);
        long[] registers = new long[watts.size() + 1];
        for (int i = 0; i < watts.size(); i++) {
            time = time.plusSeconds(300);
            registers[i + 1] = registers[i] + watts.get(i) * 1_000L / 12;
            at = new long[] {registers[i + 1], 0, registers[i + 1] / 3, 0};
            if (i == cut) {
                again = MaximumDemand.decode(again.encode(), SLIDING);
            }
            never.reach(time, at);
            again.reach(time, at);
            assertThat(again.values(at)).isEqualTo(never.values(at));
            if (i >= 2) {
                assertThat(never.values(at).last().getFirst())
                        .isEqualTo((registers[i + 1] - registers[i - 2]) * 4);
            }
        }
    }
}
