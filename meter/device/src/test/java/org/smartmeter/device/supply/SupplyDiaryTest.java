package org.smartmeter.device.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.smartmeter.device.supply.ControlState.CONNECTED;
import static org.smartmeter.device.supply.ControlState.DISCONNECTED;
import static org.smartmeter.device.supply.ControlState.READY_FOR_RECONNECTION;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.smartmeter.device.supply.SupplyStatus.PlannedCut;
import org.smartmeter.wire.OrderRefusedException;
import org.smartmeter.wire.OrderRefusedException.Reason;

/// The switch through days of orders, presses and power cuts.
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
        assertThat(bench.relay.told).isEmpty();
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
        List<String> before = List.copyOf(bench.relay.told);
        bench.powerCut(Duration.ofHours(5));
        assertThat(bench.state()).isEqualTo(DISCONNECTED);
        assertThat(bench.relay.told).as("a relay that is right is not touched").isEqualTo(before);
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
        assertThat(bench.relay.told).isEmpty();
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
