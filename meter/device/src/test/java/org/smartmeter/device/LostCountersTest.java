package org.smartmeter.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.v1.SignedOrder;

/// A start that finds no counters seals with a key that was never used and repeats no order.
class LostCountersTest {

    @Test
    void theJournalStillKnowsHowOftenTheMeterStartedAndWhatItDid() {
        try (Bench bench = new Bench("2026-05-01T00:00:00Z").start()) {
            SignedOrder order = bench.utility.schedule(bench.now, 60, 600);
            bench.utility.order(order);
            bench.pass(Duration.ofMinutes(30));
            bench.stop();
            bench.start();
            int boot = bench.status().boot();
            long last = bench.status().lastSequence();
            bench.cutPower();
            bench.loseState();
            bench.boardIsOff = Duration.between(bench.now, Instant.EPOCH); // and the time too
            bench.utility.tellsTime = false;
            bench.start();

            assertThat(bench.status().boot()).isGreaterThan(boot);
            assertThat(bench.status().lastSequence()).isGreaterThan(last);
            assertThat(bench.status().counts().get(EnergyRegister.ACTIVE_IMPORT))
                    .isGreaterThanOrEqualTo(500_000);
            bench.utility.order(order);
            bench.settle();
            bench.pass(Duration.ofHours(2));
            assertThat(bench.utility.events(EventCode.ORDER_DONE)).hasSize(1);
            assertThat(bench.utility.events(EventCode.ORDER_REFUSED)).hasSize(1);
        }
    }

    /// The newest version of the counters is damaged, and the one before counts.
    @Test
    void countersThatAreOlderThanTheJournalUseNoKeyAndNoOrderTwice() {
        try (Bench bench = new Bench("2026-05-01T00:00:00Z").start()) {
            bench.pass(Duration.ofMinutes(30));
            bench.cutPower();
            MemoryFiles older = bench.stateFiles.afterPowerCut();
            bench.start();
            int boot = bench.status().boot();
            SignedOrder order = bench.utility.schedule(bench.now, 60, 600);
            bench.utility.order(order);
            bench.pass(Duration.ofMinutes(30));
            bench.cutPower();
            bench.stateFiles = older;
            bench.start();

            assertThat(bench.status().boot()).isEqualTo(boot + 1);
            bench.utility.order(order);
            bench.settle();
            bench.pass(Duration.ofHours(2));
            assertThat(bench.utility.events(EventCode.ORDER_DONE)).hasSize(1);
            assertThat(bench.utility.events(EventCode.ORDER_REFUSED)).hasSize(1);
        }
    }

    @Test
    void aBoardWithoutAClockThatForgetsEverythingNeverStartsWithTheSameNumber() {
        try (Bench bench = new Bench("2026-05-01T00:00:00Z")) {
            bench.settings = DeviceSettings.of(Bench.METER, "smart-meter 0.1.0", Bench.BUILT);
            bench.line.broken = true;
            Set<Integer> boots = new HashSet<>();
            for (int life = 0; life < 50; life++) {
                bench.loseEverything();
                bench.boardIsOff = Duration.between(bench.now, Instant.EPOCH);
                bench.start();
                boots.add(bench.status().boot());
                bench.stop();
            }
            assertThat(boots).hasSize(50).allMatch(boot -> boot > 0);
        }
    }

    @Test
    void aMeterThatKnowsTheTimeCountsOnBeyondEveryEarlierLife() {
        try (Bench bench = new Bench("2026-05-01T00:00:00Z").start()) {
            int before = bench.status().boot();
            bench.cutPower();
            bench.loseEverything();
            bench.passOff(Duration.ofSeconds(5));
            bench.start();
            assertThat(bench.status().boot()).isGreaterThan(before);
        }
    }

    @Test
    void aBoardsClockInTheFarFutureUsesNoBootNumbersUp() {
        try (Bench bench = new Bench("2099-12-31T00:00:00Z").start()) {
            int first = bench.status().boot();
            assertThat(first).isLessThan(1_600_000_000);
            bench.stop();
            bench.start();
            assertThat(bench.status().boot()).isEqualTo(first + 1);
        }
    }
}
