package org.smartmeter.device.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.smartmeter.wire.OrderRefusedException;
import org.smartmeter.wire.OrderRefusedException.Reason;
import org.smartmeter.wire.v1.Limiter;
import org.smartmeter.wire.v1.Order;

/// The limiter told as diaries: each line is how long, what the home wants to draw (W), and what
/// is true at the end of it.
class LimiterDiaryTest {

    private final SupplyBench bench = new SupplyBench();

    /// Lines of `seconds watts closed|open tries-left`.
    private void lives(String diary) {
        int number = 0;
        for (String line : diary.lines().toList()) {
            String[] words = line.split("#")[0].strip().split("\\s+");
            number++;
            bench.pass(
                    Duration.ofMillis(Math.round(Double.parseDouble(words[0]) * 1_000)),
                    Double.parseDouble(words[1]));
            assertThat(bench.relay.closed ? "closed" : "open")
                    .as("line %d: %s", number, line)
                    .isEqualTo(words[2]);
            assertThat(bench.supply.status().limiter().triesLeft())
                    .as("tries left, line %d: %s", number, line)
                    .isEqualTo(Integer.parseInt(words[3]));
        }
    }

    @Test
    void itOpensAfterTheMinimumDurationToTheWindow() throws OrderRefusedException {
        bench.start();
        bench.order(SupplyBench.limit(2_000, 10));
        lives(
                """
                600   2000 closed 4 # at the threshold is not above it
                9.8   2001 closed 4
                0.2   1999 closed 4 # a window below begins anew
                9.8   3000 closed 4
                0.2   3000 open   4
                """);
        assertThat(bench.told())
                .containsExactly(
                        "LIMITER_SET [1, 2000, 1000, 10, 2]",
                        "LIMIT_EXCEEDED [1, 3000, 2000, 4]",
                        "SUPPLY_SWITCHED [1, 7, 2, 3, 0, 3000]");
    }

    @Test
    void fourTriesThenThirtyMinutes() throws OrderRefusedException {
        bench.start();
        bench.order(SupplyBench.limit(2_000, 10));
        lives(
                """
                10    3000 open   4
                59.8  3000 open   4
                0.2   3000 closed 3 # first try
                10    3000 open   3
                60    3000 closed 2
                10    3000 open   2
                60    3000 closed 1
                10    3000 open   1
                60    3000 closed 0 # fourth
                10    3000 open   0
                1799  3000 open   0
                1     3000 closed 4 # and all begins anew
                10    3000 open   4
                60    1000 closed 3
                1799  1000 closed 3
                1     1000 closed 4 # thirty good minutes give the tries back
                """);
    }

    @Test
    void theCustomerClosesSoonerWhichIsATry() throws OrderRefusedException {
        bench.start();
        bench.order(SupplyBench.limit(2_000, 10));
        for (int left = 3; left >= 0; left--) {
            bench.pass(Duration.ofSeconds(10), 3_000);
            bench.supply.pressConnect();
            bench.settle();
            assertThat(bench.relay.closed).isTrue();
            assertThat(bench.supply.status().limiter().triesLeft()).isEqualTo(left);
        }
        bench.pass(Duration.ofSeconds(10), 3_000);
        Instant until = bench.supply.status().limiter().lockedUntil().orElseThrow();
        assertThat(Duration.between(bench.board, until)).isEqualTo(Duration.ofMinutes(30));
        assertThat(bench.supply.status().canConnect()).isFalse();
        bench.supply.pressConnect();
        bench.settle();
        assertThat(bench.relay.closed).as("not before the thirty minutes").isFalse();
    }

    @ParameterizedTest
    @CsvSource({"MODE_1", "MODE_2", "MODE_3", "MODE_4"})
    void whereTheModeHasNoLocalReconnectionOnlyTheButtonCloses(ControlMode mode)
            throws OrderRefusedException {
        bench.start(mode);
        bench.order(SupplyBench.limit(2_000, 10));
        bench.pass(Duration.ofSeconds(10), 3_000);
        assertThat(bench.supply.status().limiter().recloseAt()).isEmpty();
        bench.pass(Duration.ofHours(2), 0);
        assertThat(bench.relay.closed).isFalse();
        bench.supply.pressConnect();
        bench.settle();
        assertThat(bench.relay.closed).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void offPressedAfterTheLimiterOpenedMeansStayOff(boolean pressedOff)
            throws OrderRefusedException {
        bench.start();
        bench.order(SupplyBench.limit(2_000, 10));
        bench.pass(Duration.ofSeconds(10), 3_000);
        if (pressedOff) {
            bench.supply.pressDisconnect();
        } else {
            bench.supply.stayOff(true);
        }
        bench.pass(Duration.ofHours(3), 0);
        assertThat(bench.relay.closed).isFalse();
        assertThat(bench.supply.status().limiter().recloseAt()).isEmpty();
        bench.powerCut(Duration.ofMinutes(1));
        bench.pass(Duration.ofHours(3), 0);
        assertThat(bench.relay.closed).isFalse();
        bench.supply.pressConnect();
        bench.settle();
        assertThat(bench.relay.closed).isTrue();
        assertThat(bench.supply.status().stayOff()).isFalse();
    }

    @Test
    void itClosesNothingThatTheUtilityCutMeanwhile() throws OrderRefusedException {
        bench.start();
        bench.order(SupplyBench.limit(2_000, 10));
        bench.pass(Duration.ofSeconds(10), 3_000);
        bench.order(SupplyBench.disconnect());
        bench.pass(Duration.ofHours(1), 0);
        assertThat(bench.state()).isEqualTo(ControlState.DISCONNECTED);
        bench.order(SupplyBench.reconnect(0));
        bench.pass(Duration.ofHours(1), 0);
        assertThat(bench.state()).isEqualTo(ControlState.READY_FOR_RECONNECTION);
        assertThat(bench.relay.closed).isFalse();
    }

    @Test
    void anEmergencyProfileHoldsForAsLongAsOrderedWithoutAnyLink() throws OrderRefusedException {
        bench.start();
        bench.order(SupplyBench.limit(2_000, 10));
        bench.utilityAnswers = false;
        bench.order(SupplyBench.emergency(7, 0, 600));
        assertThat(bench.supply.status().limiter().limit()).hasValue(1_000);
        assertThat(bench.supply.status().limiter().reason())
                .isEqualTo(LimiterStatus.Reason.EMERGENCY);
        bench.clockIsAhead = Duration.ofHours(-40); // whatever the clock does
        lives(
                """
                10    1500 open   4
                60    500  closed 3
                529.8 1000 closed 3
                """);
        assertThat(bench.supply.status().limiter().limit()).hasValue(1_000);
        bench.pass(SupplyBench.WINDOW, 1_000);
        assertThat(bench.supply.status().limiter().limit()).hasValue(2_000);
        assertThat(bench.told())
                .contains("EMERGENCY_BEGAN [7, 1000, 600]")
                .last()
                .isEqualTo("EMERGENCY_ENDED [7, 1]");
    }

    @ParameterizedTest
    @CsvSource({
        "ACTIVE_POWER_IMPORT,   2299, 2300, 2301",
        "APPARENT_POWER_IMPORT, 2299, 2300, 2301",
        "CURRENT_L1,            2299, 10000, 2301",
        "CURRENT_ANY_PHASE,     2299, 10000, 2301",
    })
    void eachMonitoredValueIsComparedInItsRawUnit(
            Limiter.Monitored monitored, double below, int threshold, double above)
            throws OrderRefusedException {
        bench.start();
        bench.order(
                Order.newBuilder()
                        .setLimiter(
                                Limiter.newBuilder()
                                        .setMonitored(monitored)
                                        .setThresholdNormal(threshold)));
        bench.pass(Duration.ofSeconds(5), below);
        assertThat(bench.relay.closed).isTrue();
        bench.pass(SupplyBench.WINDOW, above);
        assertThat(bench.relay.closed).isFalse();
    }

    /// What a foreign meter counted while nobody read it comes as a window without duration.
    @Test
    void aBacklogOfNoKnownTimeIsNotComparedWithTheThreshold() throws OrderRefusedException {
        bench.start();
        bench.order(SupplyBench.limit(2_000, 0));
        bench.supply.measured(SupplyBench.window(9_000, Duration.ZERO), bench.board);
        bench.settle();
        assertThat(bench.relay.closed).isTrue();
        bench.pass(SupplyBench.WINDOW, 2_001);
        assertThat(bench.relay.closed).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "monitored value 9 is not known,      9, 1000, 0",
        "normal threshold is 0,               1, 0,    0",
        "minimum over-threshold duration is 3601, 1, 1000, 3601",
    })
    void aLimiterThatCannotBeIsRefusedWhole(String why, int monitored, int normal, int over) {
        bench.start();
        Order.Builder order =
                Order.newBuilder()
                        .setLimiter(
                                Limiter.newBuilder()
                                        .setMonitoredValue(monitored)
                                        .setThresholdNormal(normal)
                                        .setMinimumOverDuration(over));
        assertThatThrownBy(() -> bench.order(order))
                .isInstanceOf(OrderRefusedException.class)
                .hasMessageContaining(why);
        assertThat(bench.supply.status().limiter().limit()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Limiter.Monitored.class,
            names = {
                "ACTIVE_POWER_IMPORT",
                "CURRENT_L1",
                "CURRENT_ANY_PHASE",
                "APPARENT_POWER_IMPORT"
            })
    void whatIsNotMeasuredIsNeitherAboveNorBelow(Limiter.Monitored monitored)
            throws OrderRefusedException {
        bench.start();
        bench.order(
                Order.newBuilder()
                        .setLimiter(
                                Limiter.newBuilder()
                                        .setMonitored(monitored)
                                        .setThresholdNormal(2_000)
                                        .setMinimumOverDuration(3)));
        bench.pass(Duration.ofSeconds(2), 3_000);
        bench.pass(SupplyBench.WINDOW, Double.NaN);
        bench.pass(Duration.ofMillis(600), 3_000);
        assertThat(bench.relay.closed).isTrue();
        bench.pass(SupplyBench.WINDOW, 3_000);
        assertThat(bench.relay.closed).as("three seconds since the first").isFalse();
    }

    /// A foreign meter that says power, and no currents: its windows have an apparent power of 0.
    @ParameterizedTest
    @CsvSource({
        "ACTIVE_POWER_IMPORT,    3000, true",
        "CURRENT_L1,             3000, false",
        "CURRENT_ANY_PHASE,      3000, false",
        "APPARENT_POWER_IMPORT,  3000, false",
        "APPARENT_POWER_IMPORT, -3000, false",
    })
    void aLimitOfWhatAMeterWithoutCurrentsCannotSayIsRefused(
            Limiter.Monitored monitored, double watts, boolean taken) {
        bench.start();
        bench.supply.measured(SupplyBench.windowWithoutCurrents(watts), bench.board);
        Order.Builder order =
                Order.newBuilder()
                        .setLimiter(
                                Limiter.newBuilder()
                                        .setMonitored(monitored)
                                        .setThresholdNormal(2_000));
        assertThat(bench.isTaken(order)).isEqualTo(taken);
        assertThat(bench.supply.status().limiter().limit().isPresent()).isEqualTo(taken);
    }

    @Test
    void aLimitOfWhatTheMeterDoesNotMeasureIsRefused() {
        bench.start().pass(SupplyBench.WINDOW, Double.NaN);
        assertThatThrownBy(() -> bench.order(SupplyBench.limit(2_000, 10)))
                .isInstanceOfSatisfying(
                        OrderRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.NOT_NOW))
                .hasMessageContaining("does not measure 1-0:1.7.0");
        assertThat(bench.supply.status().limiter().limit()).isEmpty();
    }
}
