package org.smartmeter.simulator.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.Quadrant;
import org.smartmeter.simulator.home.Home;

/// The live meter and the fast one over the same life.
class MetersTest {

    private static final Instant EVENING = Instant.parse("2026-11-20T18:00:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 16})
    void everySampleLiveAndOneWindowPerStretchGiveTheSameEnergy(int number) {
        LiveMeter live = new LiveMeter(Home.of(number, BERLIN), EVENING);
        double liveWh = 0;
        int synchronised = 0;
        int windows = 0;
        while (live.end().isBefore(EVENING.plusSeconds(300))) {
            Measurement window = live.next();
            liveWh += window.energyWh();
            windows++;
            synchronised += window.synchronised() ? 1 : 0;
        }
        FastMeter fast = new FastMeter(Home.of(number, BERLIN), EVENING);
        double fastWh = 0;
        while (fast.end().isBefore(live.end())) {
            Instant begin = fast.end();
            Measurement stretch = fast.next();
            Duration covered =
                    Duration.between(
                            begin, fast.end().isBefore(live.end()) ? fast.end() : live.end());
            fastWh += stretch.energyWh() * covered.toNanos() / 1e9 / stretch.seconds();
        }
        assertThat(liveWh).isCloseTo(fastWh, within(3e-4 * Math.abs(fastWh)));
        assertThat(synchronised).isEqualTo(windows - 1);
    }

    @Test
    void aPastEndsAtTheVeryInstantWithTheEnergyUpToIt() {
        Instant until = EVENING.plusSeconds(7_321).plusMillis(123);
        FastMeter past = new FastMeter(Home.of(3, BERLIN).until(until), EVENING);
        double pastWh = 0;
        while (past.hasNext()) {
            pastWh += past.next().energyWh();
        }
        assertThat(past.end()).isEqualTo(until);

        FastMeter whole = new FastMeter(Home.of(3, BERLIN), EVENING);
        double wholeWh = 0;
        while (whole.end().isBefore(until)) {
            Instant begin = whole.end();
            Measurement stretch = whole.next();
            Instant counted = whole.end().isBefore(until) ? whole.end() : until;
            wholeWh +=
                    stretch.energyWh()
                            * (Duration.between(begin, counted).toNanos() / 1e9)
                            / stretch.seconds();
        }
        assertThat(pastWh).isCloseTo(wholeWh, within(1e-9 * wholeWh));
    }

    @Test
    void nothingComesAfterAnEndThatIsReachedAlready() {
        assertThat(new FastMeter(Home.of(3, BERLIN).until(EVENING), EVENING).hasNext()).isFalse();
    }

    @Test
    void theFastMeterSaysThatAWindowStandsForAStretch() {
        FastMeter fast = new FastMeter(Home.of(1, BERLIN), EVENING);
        double seconds = 0;
        for (int k = 0; k < 200; k++) {
            seconds += fast.next().seconds();
        }
        assertThat(fast.end()).isEqualTo(EVENING.plusNanos(Math.round(seconds * 1e3) * 1_000_000));
        assertThat(fast.statement()).contains("faster than life").contains("200 stretches");
    }

    @ParameterizedTest
    @EnumSource(
            value = CurrentShape.class,
            names = {"RESISTIVE", "MOTOR", "RECTIFIER", "INVERTER_DRIVE", "DIMMER"})
    void aLoadTakesItsPowerAtNominalVoltage(CurrentShape shape) {
        Measurement measurement = measure(shape, 1_000);
        assertThat(measurement.p()).isCloseTo(1_000, within(0.01));
        assertThat(measurement.f()).isCloseTo(50, within(1e-4));
    }

    @Test
    void currentsHaveTheCharacterOfTheirAppliance() {
        assertThat(measure(CurrentShape.RESISTIVE, 1_000).pf()).isGreaterThan(0.9999);
        assertThat(measure(CurrentShape.MOTOR, 1_000).quadrant()).isEqualTo(Quadrant.QI);
        assertThat(measure(CurrentShape.MOTOR, 1_000).pf()).isBetween(0.65, 0.75);
        assertThat(measure(CurrentShape.RECTIFIER, 100).pf()).isBetween(0.55, 0.75);
        assertThat(measure(CurrentShape.DIMMER, 100).pf()).isBetween(0.6, 0.9);
        assertThat(measure(CurrentShape.FEED_IN, 2_000).p()).isCloseTo(-2_000, within(0.1));
        assertThat(measure(CurrentShape.MOTOR_STARTING, 300).phases().getFirst().iRms())
                .isGreaterThan(2 * measure(CurrentShape.RESISTIVE, 300).phases().getFirst().iRms());
    }

    @Test
    void loadLowersTheVoltage() {
        SteadyMeter meter = new SteadyMeter(1);
        double idle = volts(meter, List.of());
        double loaded = volts(meter, List.of(new Draw(0, CurrentShape.RESISTIVE, 4_600)));
        assertThat(idle - loaded).isCloseTo(4, within(0.05));
    }

    @Test
    void nothingComesAfterTheEndOfATimeline() {
        LoadTimeline empty =
                new LoadTimeline() {
                    @Override
                    public int phases() {
                        return 1;
                    }

                    @Override
                    public Optional<Stretch> at(Instant instant) {
                        return Optional.empty();
                    }
                };
        assertThat(new FastMeter(empty, EVENING).hasNext()).isFalse();
        assertThat(new LiveMeter(empty, EVENING).hasNext()).isFalse();
        assertThatThrownBy(() -> new FastMeter(empty, EVENING).next())
                .isInstanceOf(NoSuchElementException.class);
    }

    private static double volts(SteadyMeter meter, List<Draw> draws) {
        return meter.measure(new LoadState(232, draws)).phases().getFirst().uRms();
    }

    private static Measurement measure(CurrentShape shape, double watts) {
        double net = shape == CurrentShape.FEED_IN ? -watts : watts;
        return new SteadyMeter(1)
                .measure(
                        new LoadState(
                                Mains.supplyVoltsForNominal(net),
                                List.of(new Draw(0, shape, watts))));
    }
}
