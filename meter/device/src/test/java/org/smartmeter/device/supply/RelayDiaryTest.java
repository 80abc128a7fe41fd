package org.smartmeter.device.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.smartmeter.device.supply.ControlState.CONNECTED;
import static org.smartmeter.device.supply.ControlState.DISCONNECTED;
import static org.smartmeter.device.supply.ControlState.READY_FOR_RECONNECTION;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.smartmeter.wire.OrderRefusedException;

/// A relay that does not obey, or whose feedback is dead: what the switch does and tells.
class RelayDiaryTest {

    private final SupplyBench bench = new SupplyBench();

    @Test
    void aWeldedRelayIsToldAgainAndAgainAndReported() throws OrderRefusedException {
        bench.start().pass(Duration.ofSeconds(1), 800);
        bench.relay.obeys = false;
        bench.order(SupplyBench.disconnect());
        assertThat(bench.told()).as("until the feedback can be believed").isEmpty();
        bench.pass(Duration.ofSeconds(2), 800);
        assertThat(bench.told())
                .containsExactly(
                        "SUPPLY_SWITCHED [1, 2, 0, 1, 1, 800]", "RELAY_DISAGREES [0, 800, 1]");
        assertThat(bench.supply.status().relayFault()).isTrue();
        assertThat(bench.supply.status().outputClosed()).isTrue();

        bench.pass(Duration.ofHours(1), 800);
        assertThat(bench.relay.told.size()).as("tries cost contacts").isBetween(5, 12);
        assertThat(bench.told()).isEmpty();

        bench.relay.obeys = true;
        bench.pass(Duration.ofMinutes(11), 800);
        assertThat(bench.relay.closed).isFalse();
        assertThat(bench.told()).singleElement().asString().startsWith("RELAY_FOLLOWS [0, ");
    }

    @Test
    void aRelayThatOpensByItselfIsClosedAgain() {
        bench.start();
        bench.relay.closed = false;
        bench.pass(Duration.ofSeconds(2), 800);
        assertThat(bench.relay.closed).isTrue();
        assertThat(bench.told())
                .containsExactly("RELAY_DISAGREES [1, 0, 0]", "RELAY_FOLLOWS [1, 1, 1]");
    }

    @Test
    void aFlutteringRelayCannotFillTheJournal() {
        bench.start();
        for (int i = 0; i < 500; i++) {
            bench.relay.closed = false;
            bench.pass(Duration.ofSeconds(2), 800);
        }
        assertThat(bench.told()).hasSizeLessThan(12);
    }

    @ParameterizedTest
    @CsvSource({"OPEN", "CLOSED", "UNKNOWN"})
    void whatIsWantedAnewIsToldToTheRelayWhateverItsFeedbackSays(RelayPosition dead)
            throws OrderRefusedException {
        bench.start();
        bench.relay.dead = Optional.of(dead);
        bench.order(SupplyBench.disconnect());
        assertThat(bench.relay.closed).isFalse();
        bench.order(SupplyBench.reconnect(0));
        bench.supply.pressConnect();
        bench.settle();
        assertThat(bench.relay.closed).isTrue();
    }

    /// The state was kept, then the power went, then the relay would have been told.
    @Test
    void aRelayThatWasNotToldBeforeThePowerCutIsToldAfterIt() throws OrderRefusedException {
        bench.start();
        bench.relay.dead = Optional.of(RelayPosition.OPEN);
        bench.relay.cutsThePower = true;
        assertThatThrownBy(() -> bench.order(SupplyBench.disconnect()))
                .isInstanceOf(SupplyBench.PowerCut.class);
        assertThat(bench.relay.closed).isTrue();
        bench.relay.cutsThePower = false;
        bench.powerCut(Duration.ofMinutes(1));
        assertThat(bench.state()).isEqualTo(DISCONNECTED);
        assertThat(bench.relay.closed).isFalse();
    }

    @Test
    void currentBehindARelayThatSaysItIsOpenIsAFault() throws OrderRefusedException {
        bench.start();
        bench.relay.obeys = false;
        bench.relay.dead = Optional.of(RelayPosition.OPEN);
        bench.order(SupplyBench.disconnect());
        bench.told();
        int tries = bench.relay.told.size();
        bench.pass(Duration.ofMinutes(1), 800);
        assertThat(bench.told()).containsExactly("RELAY_DISAGREES [0, 800, 0]");
        assertThat(bench.supply.status().outputClosed()).isTrue();
        assertThat(bench.supply.status().mayFlow()).isFalse();
        assertThat(bench.relay.told.size()).as("told to open again").isGreaterThan(tries);
    }

    @Test
    void aDeadFeedbackNeverCutsAHomeThatWasSeenToDraw() {
        bench.start();
        bench.relay.dead = Optional.of(RelayPosition.OPEN);
        bench.pass(Duration.ofSeconds(5), 800);
        assertThat(bench.told()).containsExactly("RELAY_DISAGREES [1, 800, 0]");
        bench.pass(Duration.ofHours(1), 0);
        assertThat(bench.state()).isEqualTo(CONNECTED);
        assertThat(bench.relay.closed).isTrue();
        assertThat(bench.supply.status().output()).isEqualTo(RelayPosition.UNKNOWN);
    }

    @Test
    void aRelayThatCannotBeSeenIsLeftAloneAtEachStart() {
        bench.relay.dead = Optional.of(RelayPosition.UNKNOWN);
        bench.relay.closed = false;
        bench.start().pass(Duration.ofHours(1), 0);
        assertThat(bench.told()).containsExactly("RELAY_DISAGREES [1, 0, 2]");
        bench.powerCut(Duration.ofMinutes(1));
        bench.pass(Duration.ofHours(1), 0);
        assertThat(bench.state()).isEqualTo(CONNECTED);
        assertThat(bench.relay.told).as("nor after a power cut").isEmpty();
    }

    /// What its feedback says and what is measured for a minute and a half after somebody at home
    /// closed it → whether it counts as not closed. Hours later it closes for nobody but them.
    @ParameterizedTest
    @CsvSource({
        "MODE_5, OPEN,    0,   READY_FOR_RECONNECTION, false",
        "MODE_3, OPEN,    0,   READY_FOR_RECONNECTION, false",
        "MODE_5, OPEN,    16,  CONNECTED,              true",
        "MODE_5, OPEN,    800, CONNECTED,              true",
        "MODE_5, OPEN,    NaN, CONNECTED,              true",
        "MODE_5, UNKNOWN, 0,   CONNECTED,              true",
    })
    void onlyARelayThatWasTurnedAndLetsNothingFlowHasNotClosed(
            ControlMode mode, RelayPosition says, double watts, ControlState after, boolean fault)
            throws OrderRefusedException {
        bench.start(mode);
        bench.order(SupplyBench.disconnect());
        bench.order(SupplyBench.reconnect(0));
        bench.pass(Duration.ofSeconds(5), 0);
        bench.relay.obeys = false;
        bench.relay.dead = Optional.of(says);
        bench.supply.pressConnect();
        bench.passWhateverTheRelayIs(Duration.ofSeconds(90), watts);
        assertThat(bench.state()).isEqualTo(after);
        assertThat(bench.supply.status().relayFault()).isEqualTo(fault);

        bench.relay.obeys = true;
        bench.pass(Duration.ofHours(3), 0);
        assertThat(bench.state()).isEqualTo(after);
        assertThat(bench.relay.closed).as("hours later, with nobody at home").isFalse();
        assertThat(bench.supply.status().canConnect()).isTrue();
        bench.relay.dead = Optional.empty();
        bench.supply.pressConnect();
        bench.pass(Duration.ofSeconds(15), 800);
        assertThat(bench.relay.closed).isTrue();
        assertThat(bench.state()).isEqualTo(CONNECTED);
        assertThat(bench.supply.status().relayFault()).isFalse();
    }

    /// Nobody told it to open: it is only closed again, for a minute.
    @ParameterizedTest
    @EnumSource(ControlMode.class)
    void aRelayThatOpensByItselfAndStaysOpenIsStillWanted(ControlMode mode) {
        bench.start(mode).pass(Duration.ofSeconds(5), 0);
        bench.relay.closed = false;
        bench.relay.obeys = false;
        bench.pass(Duration.ofSeconds(65), 0);
        int tries = bench.relay.told.size();
        bench.pass(Duration.ofHours(1), 0);
        assertThat(bench.state()).isEqualTo(CONNECTED);
        assertThat(bench.supply.status().relayFault()).isTrue();
        assertThat(bench.relay.told.size()).as("tried for a minute").isEqualTo(tries).isPositive();
    }

    /// The feedback dies; what flowed before the power cut proved the relay closed, and is
    /// forgotten with it. By what flows after it: a refrigerator at rest, a clock, a kettle, a
    /// foreign meter that says no currents.
    @ParameterizedTest
    @CsvSource({"0", "16", "3000", "NaN"})
    void aDeadFeedbackCutsNoHomeAfterAPowerCut(double watts) {
        bench.start();
        bench.relay.dead = Optional.of(RelayPosition.OPEN);
        bench.pass(Duration.ofSeconds(5), 2_000);
        bench.powerCut(Duration.ofHours(1));
        bench.pass(Duration.ofHours(1), watts);
        assertThat(bench.state()).isEqualTo(CONNECTED);
        assertThat(bench.relay.closed).isTrue();
    }

    /// What flowed for once shows that it may have closed, however long nothing flows then.
    @Test
    void aRelayThatOnceLetSomethingFlowIsNotOpenedWhenNothingDoes() {
        bench.start();
        bench.supply.pressDisconnect();
        bench.pass(Duration.ofSeconds(5), 0);
        bench.relay.dead = Optional.of(RelayPosition.OPEN);
        bench.supply.pressConnect();
        bench.pass(Duration.ofSeconds(20), 0);
        bench.pass(Duration.ofSeconds(20), 16);
        bench.pass(Duration.ofHours(1), 0);
        assertThat(bench.state()).isEqualTo(CONNECTED);
        assertThat(bench.relay.closed).isTrue();
    }

    /// What was kept, what the feedback says at the next start → whether the relay is told.
    @ParameterizedTest
    @CsvSource({
        "CONNECTED,              UNKNOWN, ''",
        "CONNECTED,              CLOSED,  ''",
        "CONNECTED,              OPEN,    close",
        "READY_FOR_RECONNECTION, UNKNOWN, ''",
        "READY_FOR_RECONNECTION, CLOSED,  open",
        "READY_FOR_RECONNECTION, OPEN,    ''",
    })
    void aStartTellsTheRelayOnlyWhatItWasNotToldOrShowsOtherwise(
            ControlState kept, RelayPosition says, String told) {
        bench.start();
        if (kept == READY_FOR_RECONNECTION) {
            bench.supply.pressDisconnect();
            bench.pass(Duration.ofSeconds(5), 0);
        }
        bench.relay.told.clear();
        bench.relay.dead = Optional.of(says);
        bench.powerCut(Duration.ofMinutes(1));
        assertThat(bench.relay.told).isEqualTo(told.isEmpty() ? List.of() : List.of(told));
        assertThat(bench.state()).isEqualTo(kept);
    }

    @Test
    void whatTheJournalTellsOfARelayThatDoesNotClose() {
        bench.start();
        bench.supply.pressDisconnect();
        bench.settle();
        bench.told();
        bench.relay.obeys = false;
        bench.supply.pressConnect();
        bench.pass(Duration.ofMinutes(2), 800);
        assertThat(bench.told())
                .containsExactly(
                        "SUPPLY_SWITCHED [2, 5, 1, 2, 0, 0]",
                        "RELAY_DISAGREES [1, 0, 0]",
                        "SUPPLY_SWITCHED [3, 7, 2, 4, 0, 0]",
                        "RELAY_FOLLOWS [0, 5, 0]");
        bench.pass(Duration.ofHours(1), 0);
        assertThat(bench.state())
                .as("the limiter did not open it")
                .isEqualTo(READY_FOR_RECONNECTION);
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void twoChangesBeforeTheFirstIsToldAreToldBothAndInOrder(boolean powerCut)
            throws OrderRefusedException {
        bench.start().pass(Duration.ofSeconds(2), 800);
        bench.relay.obeys = false;
        bench.order(SupplyBench.disconnect());
        assertThat(bench.told()).isEmpty();
        bench.journalThere = false;
        bench.order(SupplyBench.reconnect(0));
        if (powerCut) {
            bench.powerCut(Duration.ZERO);
        }
        bench.journalThere = true;
        bench.pass(Duration.ofSeconds(4), 800);
        assertThat(bench.told())
                .as("what the relay did at the first is not known")
                .containsSubsequence(
                        "SUPPLY_SWITCHED [1, 2, 0, 1, 2, 800]",
                        "SUPPLY_SWITCHED [2, 4, 2, 1, 1, 800]");
    }
}
