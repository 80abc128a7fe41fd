package org.smartmeter.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.smartmeter.device.RegisterSettings.SecondProfile;
import org.smartmeter.device.demand.DemandSettings;
import org.smartmeter.device.demand.MaximumDemand;
import org.smartmeter.device.tariff.ActivityCalendar;
import org.smartmeter.device.tariff.CalendarPlan;
import org.smartmeter.device.tariff.RateSwitch;

/// However a steady stretch is cut into windows, everything that is read says the same.
class SplitWindowsTest {

    /// The evening before the clocks of Paris go back, which ends a billing period besides.
    private static final Instant EVENING = Instant.parse("2026-10-24T20:10:00Z");

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final int HOURS = 12;

    private static final RegisterSettings SETTINGS =
            RegisterSettings.USUAL
                    .withCalendars(
                            CalendarPlan.of(
                                    ActivityCalendar.everyDay(
                                            1,
                                            PARIS,
                                            List.of(
                                                    new RateSwitch(0, 2),
                                                    new RateSwitch(150, 3),
                                                    new RateSwitch(1_391, 4)))))
                    .withDemand(new DemandSettings(300, 3, PARIS, 25))
                    .withSecond(Optional.of(new SecondProfile(1_440, RegisterSettings.USUAL_LOAD)));

    private final MeterClock clock = MeterClock.start(EVENING, 0, true, EVENING.minusSeconds(1));

    /// 3.6 kW: 1 Wh each second, so that every cut at a second is exact.
    private List<Reading> read(Sampling sampling, List<Integer> cuts) {
        Instant end = EVENING.plus(Duration.ofHours(HOURS));
        Instant time = EVENING;
        for (int i = 0; time.isBefore(end); i++) {
            Instant next = time.plusSeconds(cuts.isEmpty() ? 86_400 : cuts.get(i % cuts.size()));
            next = next.isAfter(end) ? end : next;
            Duration length = Duration.between(time, next);
            sampling.measured(
                    Bench.measurement(3_600, length),
                    next,
                    clock,
                    new SamplePeriods(900, 900, 1_440, 1_440));
            time = next;
        }
        return sampling.due().take();
    }

    /// Half a count lies in each register, so that no rounding of a proportion decides about a
    /// whole one.
    private static Sampling sampling() {
        Registers registers = new Registers();
        double[] half = new double[EnergyRegister.COUNT];
        Arrays.fill(half, 0.0005);
        registers.add(half);
        return new Sampling(
                registers, new MaximumDemand(SETTINGS.demand()), SETTINGS, Optional.empty());
    }

    private static List<Object> shown(Reading reading) {
        RegisterValues values = reading.values();
        return List.of(
                reading.profile(),
                reading.time(),
                values.counts()[0],
                Arrays.toString(values.importRates()),
                values.rate(),
                values.demand(),
                reading.ended());
    }

    @Property(tries = 60)
    void splittingWindowsChangesNothing(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 50, max = 9_000) Integer> cuts) {
        List<Reading> whole = read(sampling(), List.of());
        List<Reading> split = read(sampling(), cuts);
        assertThat(split.stream().map(SplitWindowsTest::shown).toList())
                .isEqualTo(whole.stream().map(SplitWindowsTest::shown).toList());
    }

    @Property(tries = 60)
    void theRatesSumToTheTotalInEveryReading(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 50, max = 9_000) Integer> cuts) {
        for (Reading reading : read(sampling(), cuts)) {
            assertThat(Arrays.stream(reading.values().importRates()).sum())
                    .isEqualTo(reading.values().counts()[0]);
        }
    }
}
