package org.smartmeter.simulator.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.device.supply.RelayPosition;
import org.smartmeter.device.tamper.TamperSensors.Sensed;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.simulator.MeasurementSource;
import org.smartmeter.simulator.board.ModelRelay.Condition;
import org.smartmeter.simulator.board.ModelRelay.Sensing;
import org.smartmeter.simulator.load.AlteredLoad;
import org.smartmeter.simulator.load.CurrentShape;
import org.smartmeter.simulator.load.Draw;
import org.smartmeter.simulator.load.FastMeter;
import org.smartmeter.simulator.load.LiveMeter;
import org.smartmeter.simulator.load.LoadState;
import org.smartmeter.simulator.load.LoadTimeline;
import org.smartmeter.simulator.load.Stretch;

/// What a relay does in each condition, and what that does to the current of the home behind it.
class ModelRelayTest {

    private static final Instant START = Instant.parse("2026-05-01T08:00:00Z");

    private Instant now = START;
    private final ModelRelay relay = new ModelRelay(() -> now);

    /// Opened, 19 ms later, a second later, closed again, a second later.
    @ParameterizedTest
    @CsvSource({
        "SOUND,    true, false, true",
        "WELDED,   true, true,  true",
        "STUCK,    true, true,  true",
        "BOUNCING, true, false, true",
    })
    void theContactsFollowTheCoil(
            Condition condition, boolean soon, boolean opened, boolean closedAgain) {
        relay.condition(condition);
        relay.open();
        pass(19);
        assertThat(relay.isClosed()).isEqualTo(soon);
        pass(1_000);
        assertThat(relay.isClosed()).isEqualTo(opened);
        relay.close();
        pass(1_000);
        assertThat(relay.isClosed()).isEqualTo(closedAgain);
        assertThat(relay.pulses()).isEqualTo(2);
    }

    /// What the feedback says of closed contacts, and of open ones.
    @ParameterizedTest
    @CsvSource({
        "SOUND,        CLOSED,  OPEN",
        "READS_OPEN,   OPEN,    OPEN",
        "READS_CLOSED, CLOSED,  CLOSED",
        "UNREADABLE,   UNKNOWN, UNKNOWN",
    })
    void aDeadFeedbackSaysTheSameWhateverTheContactsDo(
            Sensing sensing, RelayPosition ofClosed, RelayPosition ofOpen) {
        relay.sensing(sensing);
        assertThat(relay.feedback()).isEqualTo(ofClosed);
        relay.open();
        pass(1_000);
        assertThat(relay.feedback()).isEqualTo(ofOpen);
        assertThat(relay.isClosed()).isFalse();
    }

    @Test
    void anOpenRelayThatIsStuckDoesNotCloseUntilItIsRepaired() {
        relay.open();
        pass(1_000);
        relay.condition(Condition.STUCK);
        relay.close();
        pass(1_000);
        assertThat(relay.isClosed()).isFalse();
        relay.condition(Condition.SOUND);
        relay.close();
        pass(1_000);
        assertThat(relay.isClosed()).isTrue();
    }

    @Test
    void aBouncingFeedbackSettlesWithinTheSecondThatThePortAllows() {
        relay.condition(Condition.BOUNCING);
        relay.open();
        List<Boolean> seen = new ArrayList<>();
        for (int n = 0; n < 100; n++) {
            pass(10);
            seen.add(relay.isClosed());
        }
        assertThat(seen.subList(0, 34)).contains(true, false);
        assertThat(seen.subList(2, 34)).contains(true);
        assertThat(seen.subList(36, 100)).containsOnly(false);
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void behindAnOpenRelayThereIsVoltageAndNoCurrent(boolean fast) {
        LoadTimeline switched =
                new AlteredLoad(
                        new Kettle(),
                        load -> load.behindSwitch(relay.isClosed()),
                        Duration.ofMillis(100));
        MeasurementSource meter =
                fast ? new FastMeter(switched, START) : new LiveMeter(switched, START);
        assertThat(until(meter, 2).p()).isBetween(1_900.0, 2_100.0);
        relay.open();
        Measurement open = until(meter, 4);
        assertThat(open.p()).isZero();
        assertThat(open.phases().getFirst().iRms()).isLessThan(1e-6);
        assertThat(open.phases().getFirst().uRms()).isBetween(229.0, 231.0);
        relay.close();
        assertThat(until(meter, 6).p()).isBetween(1_900.0, 2_100.0);
    }

    private Measurement until(MeasurementSource meter, int seconds) {
        Measurement window = meter.next();
        while (meter.end().isBefore(START.plusSeconds(seconds))) {
            now = meter.end();
            window = meter.next();
        }
        return window;
    }

    @Test
    void whatCameAndWentBetweenTwoLooksIsSeenOnce() {
        ModelSensors sensors = new ModelSensors();
        int[] woken = {0};
        sensors.wakeBy(() -> woken[0]++);
        sensors.terminalCover(true);
        sensors.terminalCover(false);
        sensors.magnet(40);
        assertThat(woken[0]).isEqualTo(3);
        assertThat(sensors.read()).isEqualTo(new Sensed(true, false, 40));
        assertThat(sensors.read()).isEqualTo(new Sensed(false, false, 40));
    }

    private void pass(int milliseconds) {
        now = now.plusMillis(milliseconds);
    }

    /// 2 kW for an hour.
    private static final class Kettle implements LoadTimeline {

        @Override
        public int phases() {
            return 1;
        }

        @Override
        public Optional<Stretch> at(Instant instant) {
            Draw kettle = new Draw(0, CurrentShape.RESISTIVE, 2_000);
            return Optional.of(
                    new Stretch(
                            START, START.plusSeconds(3_600), new LoadState(230, List.of(kettle))));
        }
    }
}
