package org.smartmeter.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.smartmeter.device.supply.ControlMode;
import org.smartmeter.device.supply.SupplyPart;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.v1.Limiter;

/// A limit of the supply whose order a power cut interrupts before anything was done, in a meter
/// whose board's clock stands still without power: until the utility has told the time nobody knows
/// whether the order's window is over.
class InterruptedOrderDiaryTest {

    private static final Duration OFF = Duration.ofMinutes(30);
    private static final int LIMIT = 5_000;

    private final Bench bench = new Bench("2026-05-01T08:00:00Z");
    private final BenchRelay relay = new BenchRelay();
    private SupplyPart supply = newSupply();
    private long counter;

    private SupplyPart newSupply() {
        return new SupplyPart(ControlMode.MODE_5, relay, new Random(1));
    }

    /// An hour is the order's window; the power is off for a while, and the utility silent then.
    private void interrupted(Duration off) {
        bench.settings = DeviceSettings.of(Bench.METER, "smart-meter 0.1.0", Bench.BUILT);
        bench.parts =
                () -> {
                    supply = newSupply();
                    return List.of(supply);
                };
        bench.start();
        bench.pass(Duration.ofMinutes(1));
        Limiter limit = Limiter.newBuilder().setMonitoredValue(1).setThresholdNormal(LIMIT).build();
        var draft = bench.utility.draft(bench.now).setLimiter(limit);
        counter = draft.getCounter();
        bench.utility.order(bench.utility.sign(draft.build()));
        assertThat(bench.isCutIn(bench::settle, 1)).as("kept, not carried out").isTrue();
        bench.passOff(off);
        bench.boardIsOff = bench.boardIsOff.minus(off).minusMinutes(5);
        bench.utility.tellsTime = false;
        bench.start();
        bench.pass(Duration.ofMinutes(1));
        assertThat(supply.status().limiter().limit()).as("not known yet").isEmpty();
    }

    private void timeIsTold() {
        bench.utility.tellsTime = true;
        bench.line.cut();
        bench.pass(Duration.ofMinutes(15));
    }

    private List<Long> first(EventCode code) {
        return bench.utility.events(code).stream().map(Event::values).map(List::getFirst).toList();
    }

    @Test
    void itIsCarriedOutWhenTheTimeIsToldWithinItsWindow() {
        interrupted(OFF);
        assertThat(first(EventCode.ORDER_REFUSED)).isEmpty();
        timeIsTold();
        assertThat(supply.status().limiter().limit()).hasValue(LIMIT);
        assertThat(first(EventCode.ORDER_DONE)).containsExactly(counter);
    }

    @Test
    void itIsRefusedWhenItsWindowTurnsOutToBeOver() {
        interrupted(Duration.ofHours(2));
        timeIsTold();
        assertThat(supply.status().limiter().limit()).isEmpty();
        assertThat(first(EventCode.ORDER_REFUSED)).containsExactly(counter);
        assertThat(first(EventCode.ORDER_DONE)).isEmpty();
    }

    /// A schedule is no part's order, so it does not end the waiting; its report is not the
    // other's.
    @Test
    void theReportOfALaterOrderIsNotTakenForItsOwn() {
        interrupted(OFF);
        bench.utility.order(bench.utility.schedule(bench.now.plus(bench.boardIsOff), 60, 600));
        bench.pass(Duration.ofMinutes(1));
        bench.cutPower();
        bench.start();
        timeIsTold();
        assertThat(supply.status().limiter().limit()).hasValue(LIMIT);
        assertThat(first(EventCode.ORDER_DONE)).hasSize(2).contains(counter);
    }
}
