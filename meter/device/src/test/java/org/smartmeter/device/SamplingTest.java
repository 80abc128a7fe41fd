package org.smartmeter.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.smartmeter.device.demand.MaximumDemand;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.wire.RowStatus;

/// A row stands at every multiple of the period that was measured, and where measurement began.
class SamplingTest {

    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    private final MeterClock clock = MeterClock.start(NOON, 0, true, NOON.minusSeconds(1));
    private Sampling sampling = sampling(Optional.empty());

    private static Sampling sampling(Optional<Instant> lastReading) {
        return new Sampling(
                new Registers(),
                new MaximumDemand(RegisterSettings.USUAL.demand()),
                RegisterSettings.USUAL,
                lastReading);
    }

    /// Measures 3.6 kW (1 Wh each second) from one second after noon to another.
    private List<Reading> measured(double from, double to, int period) {
        Duration length = Duration.ofMillis(Math.round((to - from) * 1_000));
        sampling.measured(
                Bench.measurement(3_600, length),
                NOON.plusMillis(Math.round(to * 1_000)),
                clock,
                new SamplePeriods(period, period, 0, 0));
        return sampling.due().take().stream()
                .filter(reading -> reading.profile() == ProfileKind.LOAD)
                .toList();
    }

    private static List<Long> seconds(List<Reading> readings) {
        return readings.stream()
                .map(it -> it.time().getEpochSecond() - NOON.getEpochSecond())
                .toList();
    }

    private static List<Long> milliwattHours(List<Reading> readings) {
        return readings.stream().map(it -> it.values().counts()[0]).toList();
    }

    @Test
    void measurementBeginsWithTheRegistersAsTheyStand() {
        List<Reading> readings = measured(7.25, 70, 60);
        assertThat(readings.getFirst().time()).isEqualTo(NOON.plusMillis(7_250));
        assertThat(milliwattHours(readings)).containsExactly(0L, 52_750L);
    }

    @Test
    void measurementThatBeginsOnATickIsReadThereOnce() {
        assertThat(seconds(measured(60, 130, 60))).containsExactly(60L, 120L);
    }

    @Test
    void aWindowThatStraddlesATickIsReadInsideIt() {
        assertThat(measured(59.8, 59.9, 60)).hasSize(1);
        List<Reading> readings = measured(59.9, 60.1, 60);
        assertThat(seconds(readings)).containsExactly(60L);
        assertThat(milliwattHours(readings)).containsExactly(200L);
    }

    @Test
    void aWindowThatEndsOnATickIsReadWhole() {
        List<Reading> readings = measured(59, 60, 60);
        assertThat(milliwattHours(readings)).containsExactly(0L, 1_000L);
        assertThat(measured(60, 61, 60)).isEmpty();
    }

    @Test
    void aLongWindowOfSteadyLoadIsReadAtEveryTickInIt() {
        List<Reading> readings = measured(0, 200, 60);
        assertThat(seconds(readings)).containsExactly(0L, 60L, 120L, 180L);
        assertThat(milliwattHours(readings)).containsExactly(0L, 60_000L, 120_000L, 180_000L);
    }

    @Test
    void jitterBetweenWindowsHidesNoTick() {
        measured(58, 59.9, 60);
        assertThat(seconds(measured(60.1, 61, 60))).containsExactly(60L);
    }

    @Test
    void whereNothingWasMeasuredNoRowIsInventedAndTheGapIsAnIntervalOfItsOwn() {
        measured(0, 30, 60);
        List<Reading> readings = measured(290, 310, 60);
        assertThat(seconds(readings)).containsExactly(290L, 300L);
        assertThat(milliwattHours(readings)).containsExactly(30_000L, 40_000L);
        assertThat(RowStatus.of(readings.getFirst().status()))
                .isEqualTo(Set.of(RowStatus.NOT_MEASURED));
        assertThat(readings.getLast().status()).isZero();
    }

    @Test
    void aGapBetweenTwoTicksIsSaidWithTheNextOne() {
        measured(0, 10, 60);
        List<Reading> readings = measured(50, 70, 60);
        assertThat(seconds(readings)).containsExactly(60L);
        assertThat(RowStatus.of(readings.getFirst().status()))
                .isEqualTo(Set.of(RowStatus.NOT_MEASURED));
        assertThat(measured(70, 120, 60).getFirst().status()).isZero();
    }

    @Test
    void aRowThatStandsInTheJournalIsNotWrittenAgainAfterARestart() {
        sampling = sampling(Optional.of(NOON.plusSeconds(60)));
        assertThat(seconds(measured(50, 130, 60))).containsExactly(120L);
        sampling = sampling(Optional.of(NOON.plusSeconds(60)));
        assertThat(seconds(measured(70, 130, 60))).containsExactly(70L, 120L);
    }

    @Test
    void afterAStepBackRowsMayBeEarlierAndSaySo() {
        measured(0, 120, 60);
        clock.apply(new MeterClock.Step(NOON.plusSeconds(120), NOON.plusSeconds(30), false));
        sampling.clockStepped();
        List<Reading> readings = measured(120, 150, 60);
        assertThat(seconds(readings)).containsExactly(30L, 60L);
        assertThat(RowStatus.CLOCK_ADJUSTED.in(readings.getFirst().status())).isTrue();
        assertThat(readings.getLast().status()).isZero();
    }

    /// 3.6 kW for an hour, and 50 kWh that another meter had counted while nobody read it.
    @Test
    void aBacklogOfNoKnownTimeIsInTheRegistersAndNoDemand() {
        measured(0, 900, 900);
        measured(900, 1_000, 900);
        sampling.measured(
                backlog(50_000), NOON.plusSeconds(1_000), clock, new SamplePeriods(900, 900, 0, 0));
        Reading last = measured(1_000, 1_800, 900).getLast();
        assertThat(last.values().counts()[0]).isEqualTo(51_800_000);
        assertThat(last.values().demand().last().getFirst()).isEqualTo(3_600_000);
        assertThat(last.values().demand().maxima().getFirst().milliwatts()).isEqualTo(3_600_000);
    }

    private static Measurement backlog(double wattHours) {
        Measurement nothing = Bench.measurement(0, Duration.ZERO);
        return new Measurement(
                0,
                0,
                0,
                false,
                nothing.phases(),
                0,
                0,
                0,
                0,
                0,
                0,
                50,
                wattHours,
                0,
                new double[4],
                OptionalDouble.empty());
    }

    @Test
    void aDayEndsAtMidnightUtc() {
        List<Reading> readings = measured(12 * 3_600 - 1_800, 12 * 3_600 + 900, 900);
        assertThat(readings.stream().map(Reading::endsDay))
                .containsExactly(false, false, true, false);
    }
}
