package org.smartmeter.readings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.terms.Energy;
import org.smartmeter.terms.LocalDay;
import org.smartmeter.wire.Definition;

/// A home that draws 4 kW evenly: a local day's energy is 4 kWh times its hours.
class LocalDaysTest {

    private static final Instant RECEIVED = Instant.parse("2027-06-01T00:00:00Z");
    private static final int WATTS = 4_000;

    private static OpenStore store;
    private static int meters = 1;

    @BeforeAll
    static void open() {
        store = new OpenStore();
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @ParameterizedTest(name = "{1} in {0} has {2} h")
    @CsvSource({
        "Europe/London,      2026-03-29, 23",
        "Europe/London,      2026-10-25, 25",
        "Europe/London,      2026-06-01, 24",
        "Asia/Karachi,       2026-03-29, 24",
        "Australia/Lord_Howe,2026-04-05, 24.5",
        "Australia/Lord_Howe,2026-10-04, 23.5",
        "Asia/Kathmandu,     2026-01-31, 24",
        "America/New_York,   2026-03-08, 23",
        "America/New_York,   2026-11-01, 25"
    })
    void aDayOfTheClockChangeHasItsTrueEnergy(ZoneId zone, LocalDate date, double hours) {
        TestMeter meter = meterThatMeasures(YearMonth.from(date), TestMeter.PROFILE);
        for (String tier : new String[] {"segments", "blocks"}) {
            SortedMap<LocalDay, PeriodEnergy> days =
                    store.readings.days(meter.id, YearMonth.from(date), zone);

            PeriodEnergy day = days.get(new LocalDay(date, zone));
            assertThat(day.imported().milliwattHours())
                    .as("energy of %s from %s", date, tier)
                    .isEqualTo((long) (hours * WATTS * 1_000));
            assertThat(day.complete()).isTrue();
            assertThat(day.interpolated()).isFalse();
            assertThat(days).hasSize(date.lengthOfMonth());
            assertThat(sum(days)).isEqualTo(monthOf(meter, date, zone));
            store.readings.merge();
        }
    }

    @Test
    void aMidnightBetweenTwoRowsIsInterpolatedAndSaid() {
        ZoneId kathmandu = ZoneId.of("Asia/Kathmandu");
        Definition hourly =
                new Definition(1, Definition.Kind.PROFILE, 3_600, TestMeter.PROFILE.registers());
        LocalDate date = LocalDate.of(2026, 2, 14);
        TestMeter meter = meterThatMeasures(YearMonth.from(date), hourly);

        SortedMap<LocalDay, PeriodEnergy> days =
                store.readings.days(meter.id, YearMonth.from(date), kathmandu);

        PeriodEnergy day = days.get(new LocalDay(date, kathmandu));
        assertThat(day.imported()).isEqualTo(Energy.ofWattHours(24L * WATTS));
        assertThat(day.interpolated()).isTrue();
        assertThat(day.complete()).isTrue();
        assertThat(sum(days)).isEqualTo(monthOf(meter, date, kathmandu));
    }

    @Test
    void aDayThatHasOnlyBegunIsNotComplete() {
        ZoneId london = ZoneId.of("Europe/London");
        LocalDay day = new LocalDay(LocalDate.of(2026, 7, 10), london);
        TestMeter meter = TestMeter.number(meters++);
        meter.defines(TestMeter.PROFILE)
                .measuresEvery(TestMeter.PROFILE, day.start(), 13, 0, 1_000);
        meter.sendsAll(store.readings, RECEIVED);

        PeriodEnergy soFar = store.readings.days(meter.id, YearMonth.of(2026, 7), london).get(day);

        assertThat(soFar.imported()).isEqualTo(Energy.ofWattHours(12_000));
        assertThat(soFar.complete()).isFalse();
        assertThat(soFar.knownUpTo()).isEqualTo(day.start().plus(Duration.ofHours(3)));
    }

    private static TestMeter meterThatMeasures(YearMonth month, Definition definition) {
        Instant start = month.atDay(1).minusDays(2).atStartOfDay(ZoneId.of("UTC")).toInstant();
        int rows =
                (int)
                        (Duration.ofDays(month.lengthOfMonth() + 4L).toSeconds()
                                / definition.periodSeconds());
        long perPeriod = (long) WATTS * definition.periodSeconds() / 3_600;
        TestMeter meter = TestMeter.number(meters++);
        meter.defines(definition).measuresEvery(definition, start, rows, 77, perPeriod);
        meter.sendsAll(store.readings, RECEIVED);
        return meter;
    }

    private static Energy sum(SortedMap<LocalDay, PeriodEnergy> days) {
        return days.values().stream().map(PeriodEnergy::imported).reduce(Energy.ZERO, Energy::plus);
    }

    private static Energy monthOf(TestMeter meter, LocalDate date, ZoneId zone) {
        YearMonth month = YearMonth.from(date);
        return store.readings
                .energy(
                        meter.id,
                        new LocalDay(month.atDay(1), zone).start(),
                        new LocalDay(month.atEndOfMonth(), zone).end())
                .orElseThrow()
                .imported();
    }
}
