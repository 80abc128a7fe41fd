package org.smartmeter.device.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.smartmeter.device.supply.ControlState.CONNECTED;
import static org.smartmeter.device.supply.ControlState.DISCONNECTED;
import static org.smartmeter.device.supply.ControlState.READY_FOR_RECONNECTION;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.smartmeter.device.supply.SupplyStatus.PlannedCut;
import org.smartmeter.wire.OrderRefusedException;
import org.smartmeter.wire.OrderRefusedException.Reason;

/// The switch through days of orders, presses, power cuts and a relay that does not obey.
class SupplyDiaryTest {

    private final SupplyBench bench = new SupplyBench();

    @Test
    void cutOffPermittedAgainAndClosedAtHome() throws OrderRefusedException {
        bench.start().pass(Duration.ofSeconds(2), 1_500);

        bench.order(SupplyBench.disconnect());
        assertThat(bench.relay.closed).isFalse();
        assertThat(bench.told()).containsExactly("SUPPLY_SWITCHED [1, 2, 0, 1, 0, 1500]");

        bench.supply.pressConnect();
        bench.settle();
        assertThat(bench.state()).isEqualTo(DISCONNECTED);

        bench.order(SupplyBench.reconnect(0));
        assertThat(bench.relay.closed).as("nobody knows what was left switched on").isFalse();
        assertThat(bench.told()).containsExactly("SUPPLY_SWITCHED [2, 4, 2, 1, 0, 1500]");

        bench.supply.pressConnect();
        bench.settle();
        assertThat(bench.relay.closed).isTrue();
        assertThat(bench.told()).containsExactly("SUPPLY_SWITCHED [3, 5, 1, 2, 1, 1500]");
    }

    @Test
    void whatTheModeForbidsIsRefusedAndChangesNothing() {
        bench.start(ControlMode.MODE_0);
        assertThatThrownBy(() -> bench.order(SupplyBench.disconnect()))
                .isInstanceOfSatisfying(
                        OrderRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.NOT_NOW));
        assertThat(bench.relay.commands).isZero();
    }

    @Test
    void anOrderThatComesAgainAfterAPowerCutIsNotCarriedOutAgain() throws OrderRefusedException {
        bench.start(ControlMode.MODE_2);
        bench.order(SupplyBench.disconnect());
        bench.order(SupplyBench.reconnect(0));
        assertThat(bench.state()).as("mode 2 closes unattended").isEqualTo(CONNECTED);
        bench.supply.pressDisconnect();
        bench.settle();
        bench.powerCut(Duration.ofSeconds(5));
        bench.again(SupplyBench.reconnect(0));
        assertThat(bench.state()).isEqualTo(READY_FOR_RECONNECTION);
    }

    @Test
    void aPowerCutLeavesTheSupplyAsItWas() throws OrderRefusedException {
        bench.start();
        bench.order(SupplyBench.disconnect());
        int commands = bench.relay.commands;
        bench.powerCut(Duration.ofHours(5));
        assertThat(bench.state()).isEqualTo(DISCONNECTED);
        assertThat(bench.relay.commands)
                .as("a relay that is right is not touched")
                .isEqualTo(commands);
        bench.relay.closed = true; // somebody moved it while the meter was off
        bench.powerCut(Duration.ofHours(5));
        assertThat(bench.relay.closed).isFalse();
    }

    @Test
    void aReconnectionTakesARandomPartOfItsSpread() throws OrderRefusedException {
        bench.start(ControlMode.MODE_4);
        bench.order(SupplyBench.disconnect());
        bench.order(SupplyBench.reconnect(600));
        assertThat(bench.state()).isEqualTo(DISCONNECTED);
        Duration wait =
                Duration.between(bench.board, bench.supply.status().reconnectAt().orElseThrow());
        assertThat(wait).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(600));
        bench.powerCut(Duration.ofMillis(500));
        bench.idle(wait.minusSeconds(1));
        assertThat(bench.state()).isEqualTo(DISCONNECTED);
        bench.idle(Duration.ofSeconds(1));
        assertThat(bench.state()).isEqualTo(CONNECTED);
    }

    @Test
    void stayOffHoldsBackEvenTheUtilityUntilTheCustomerClearsIt() throws OrderRefusedException {
        bench.start(ControlMode.MODE_2);
        bench.order(SupplyBench.disconnect());
        bench.supply.stayOff(true);
        bench.settle();
        bench.order(SupplyBench.reconnect(0));
        bench.powerCut(Duration.ofMinutes(1));
        bench.idle(Duration.ofDays(2));
        assertThat(bench.relay.closed).isFalse();
        bench.supply.stayOff(false);
        bench.settle();
        assertThat(bench.relay.closed).isTrue();
    }

    @Test
    void aCutForLaterComesInTime() throws OrderRefusedException {
        bench.start();
        bench.order(bench.disconnectIn(Duration.ofHours(3)));
        bench.powerCut(Duration.ofMinutes(30));
        bench.idle(Duration.ofMinutes(149));
        assertThat(bench.state()).isEqualTo(CONNECTED);
        bench.idle(Duration.ofMinutes(1));
        assertThat(bench.state()).isEqualTo(DISCONNECTED);
    }

    @Test
    void aCutForLaterCanBeCalledOff() throws OrderRefusedException {
        bench.start();
        bench.order(bench.disconnectIn(Duration.ofHours(3)));
        bench.order(SupplyBench.reconnect(600));
        assertThat(bench.told()).last().isEqualTo("CUT_CALLED_OFF [1]");
        bench.idle(Duration.ofDays(1));
        assertThat(bench.state()).isEqualTo(CONNECTED);
        assertThat(bench.relay.commands).isZero();
    }

    @Test
    void aMeterThatHasLostItsLinkHoldsTheCutAndSaysSo() throws OrderRefusedException {
        bench.start();
        bench.order(bench.disconnectIn(Duration.ofHours(3)));
        bench.told();
        bench.utilityAnswers = false;
        bench.idle(Duration.ofHours(5));
        assertThat(bench.state()).isEqualTo(CONNECTED);
        assertThat(bench.supply.status().cut()).get().extracting(PlannedCut::held).isEqualTo(true);
        assertThat(bench.told()).containsExactly("CUT_HELD [1, 10800]");

        bench.powerCut(Duration.ofHours(1));
        bench.idle(Duration.ofHours(5));
        assertThat(bench.state())
                .as("a meter that has just started heard nobody")
                .isEqualTo(CONNECTED);

        bench.hear();
        bench.idle(Duration.ofSeconds(50));
        assertThat(bench.state()).as("a moment to call it off").isEqualTo(CONNECTED);
        bench.idle(Duration.ofSeconds(20));
        assertThat(bench.state()).isEqualTo(DISCONNECTED);
    }

    @Test
    void whatWasCalledOffWhileTheLinkWasLostIsNotDone() throws OrderRefusedException {
        bench.start();
        bench.order(bench.disconnectIn(Duration.ofHours(3)));
        bench.utilityAnswers = false;
        bench.idle(Duration.ofHours(5));
        bench.hear();
        bench.idle(Duration.ofSeconds(10));
        bench.order(SupplyBench.reconnect(0));
        bench.idle(Duration.ofDays(1));
        assertThat(bench.state()).isEqualTo(CONNECTED);
    }

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
        assertThat(bench.relay.commands).as("tries cost contacts").isBetween(5, 12);
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
        int tries = bench.relay.commands;
        bench.pass(Duration.ofMinutes(1), 800);
        assertThat(bench.told()).containsExactly("RELAY_DISAGREES [0, 800, 0]");
        assertThat(bench.supply.status().outputClosed()).isTrue();
        assertThat(bench.supply.status().mayFlow()).isFalse();
        assertThat(bench.relay.commands).as("told to open again").isGreaterThan(tries);
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
    void aRelayThatCannotBeSeenAtTheVeryFirstStartIsLeftAlone() {
        bench.relay.dead = Optional.of(RelayPosition.UNKNOWN);
        bench.start().pass(Duration.ofHours(1), 0);
        assertThat(bench.state()).isEqualTo(CONNECTED);
        assertThat(bench.relay.commands).isZero();
        assertThat(bench.told()).containsExactly("RELAY_DISAGREES [1, 0, 2]");
    }

    /// What happens to a relay that does not close, by its feedback.
    @ParameterizedTest
    @CsvSource({
        "MODE_5, OPEN,    READY_FOR_RECONNECTION, false",
        "MODE_3, OPEN,    READY_FOR_RECONNECTION, false",
        "MODE_0, OPEN,    CONNECTED,              true",
        "MODE_5, UNKNOWN, CONNECTED,              true",
    })
    void closingIsTriedForAMinuteAndThenOnlyForSomebodyAtHome(
            ControlMode mode, RelayPosition says, ControlState after, boolean fault) {
        bench.start(mode);
        bench.relay.closed = false;
        bench.relay.obeys = false;
        bench.relay.dead = Optional.of(says);
        bench.pass(Duration.ofSeconds(65), 800);
        assertThat(bench.state()).isEqualTo(after);
        assertThat(bench.supply.status().relayFault()).isEqualTo(fault);
        bench.relay.obeys = true;
        bench.pass(Duration.ofHours(3), 800);
        assertThat(bench.relay.closed).as("hours later, with nobody at home").isFalse();
        assertThat(bench.supply.status().canConnect()).isTrue();
        bench.relay.dead = Optional.empty();
        bench.supply.pressConnect();
        bench.pass(Duration.ofSeconds(15), 800);
        assertThat(bench.relay.closed).isTrue();
        assertThat(bench.state()).isEqualTo(CONNECTED);
        assertThat(bench.supply.status().relayFault()).isFalse();
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

    @Test
    void withoutAJournalTheNewestEventsWaitAndTheirNumbersShowTheHole() {
        bench.journalThere = false;
        bench.start();
        for (int n = 0; n < 50; n++) {
            bench.supply.stayOff(n % 2 == 0);
            bench.settle();
        }
        bench.powerCut(Duration.ofMinutes(1));
        bench.journalThere = true;
        bench.settle();
        assertThat(bench.journal)
                .hasSize(SupplyLog.MOST)
                .startsWith("STAY_OFF [1, 35]")
                .endsWith("STAY_OFF [0, 50]");
    }

    /// Even in the modes in which the utility's order is what closes.
    @ParameterizedTest
    @EnumSource(
            value = ControlMode.class,
            names = {"MODE_2", "MODE_4", "MODE_5"})
    void onEndsStayOffAlsoWhileTheUtilityKeepsTheSupplyCut(ControlMode mode)
            throws OrderRefusedException {
        bench.start(mode);
        bench.order(SupplyBench.disconnect());
        bench.supply.stayOff(true);
        bench.settle();
        bench.supply.pressConnect();
        bench.settle();
        assertThat(bench.supply.status().stayOff()).isFalse();
        assertThat(bench.state()).isEqualTo(DISCONNECTED);
        bench.order(SupplyBench.reconnect(0));
        assertThat(bench.state())
                .isEqualTo(mode == ControlMode.MODE_5 ? READY_FOR_RECONNECTION : CONNECTED);
    }
}
