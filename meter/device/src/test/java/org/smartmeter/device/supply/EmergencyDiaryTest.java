package org.smartmeter.device.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.wire.OrderRefusedException;
import org.smartmeter.wire.OrderRefusedException.Reason;
import org.smartmeter.wire.v1.Order;

/// Emergency profiles from order to end, over power cuts and clocks that are not set.
class EmergencyDiaryTest {

    private static final Duration OFF = Duration.ofHours(3);

    private final SupplyBench bench = new SupplyBench();

    @Test
    void aPlannedProfileBeginsByTheMetersClock() throws OrderRefusedException {
        bench.start();
        bench.order(SupplyBench.limit(2_000, 10));
        long at = bench.time(bench.board.plusSeconds(3_600)).toEpochMilli();
        bench.order(SupplyBench.emergency(7, at, 600));
        bench.powerCut(Duration.ofSeconds(600));
        bench.idle(Duration.ofSeconds(2_999));
        assertThat(bench.supply.status().limiter().limit()).hasValue(2_000);
        bench.idle(Duration.ofSeconds(1));
        assertThat(bench.supply.status().limiter().limit()).hasValue(1_000);
        bench.idle(Duration.ofSeconds(600));
        assertThat(bench.supply.status().limiter().limit()).hasValue(2_000);
    }

    @Test
    void aProfileOfAnotherGroupIsRefused() throws OrderRefusedException {
        bench.start();
        bench.order(SupplyBench.limit(2_000, 10));
        assertThatThrownBy(() -> bench.order(SupplyBench.emergency(8, 0, 600)))
                .isInstanceOfSatisfying(
                        OrderRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.NOT_NOW));
        assertThat(bench.supply.status().limiter().limit()).hasValue(2_000);
    }

    @Test
    void aProfileCanBeEndedAndReplaced() throws OrderRefusedException {
        bench.start();
        bench.order(SupplyBench.limit(2_000, 10));
        bench.order(SupplyBench.emergency(7, 0, 600));
        bench.order(SupplyBench.emergency(7, 0, 900));
        bench.order(SupplyBench.emergency(7, 0, 0));
        assertThat(bench.supply.status().limiter().limit()).hasValue(2_000);
        assertThat(bench.told())
                .contains("EMERGENCY_ENDED [7, 3]", "EMERGENCY_BEGAN [7, 1000, 900]")
                .last()
                .isEqualTo("EMERGENCY_ENDED [7, 2]");
    }

    @Test
    void anOrderThatComesAgainDoesNotProlongTheProfile() throws OrderRefusedException {
        bench.start();
        bench.order(SupplyBench.limit(2_000, 10));
        Order.Builder order = SupplyBench.emergency(7, 0, 600);
        bench.order(order);
        bench.idle(Duration.ofSeconds(500));
        bench.again(order);
        bench.idle(Duration.ofSeconds(100));
        assertThat(bench.supply.status().limiter().limit()).hasValue(2_000);
    }

    /// The board was off for longer than the profile lasts, and wakes with a clock that stood
    // still.
    @ParameterizedTest
    @CsvSource({"600, 540, true", "0, 7200, true", "0, 14400, false"})
    void afterAPowerCutAProfileEndsByTheClockAsSoonAsItIsSet(
            int beginsIn, int lasts, boolean isOver) throws OrderRefusedException {
        bench.start();
        bench.order(SupplyBench.limit(2_000, 10));
        long at = bench.time(bench.board.plusSeconds(beginsIn)).toEpochMilli();
        bench.order(SupplyBench.emergency(7, at, lasts));
        bench.clockSet = false;
        bench.clockIsAhead = bench.clockIsAhead.minus(OFF);
        bench.powerCut(OFF);
        bench.idle(Duration.ofSeconds(beginsIn + 60));
        assertThat(bench.supply.status().limiter().limit()).hasValue(1_000);
        bench.clockSet = true;
        bench.clockIsAhead = bench.clockIsAhead.plus(OFF);
        bench.settle();
        assertThat(bench.supply.status().limiter().limit()).hasValue(isOver ? 2_000 : 1_000);
    }
}
