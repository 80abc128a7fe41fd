package org.smartmeter.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// The broker may lose, repeat, delay and reorder anything at any time, and nothing is lost and
/// nothing stored twice.
class SpoiltLineTest {

    @Property(tries = 25)
    void everyRecordIsStoredOnceWhateverTheLineDoes(@ForAll long seed) {
        Random random = new Random(seed);
        try (Bench bench = new Bench("2026-05-01T00:00:00Z")) {
            bench.settings = bench.settings.withSchedule(new Schedule(60, 300));
            bench.line.broken = true;
            bench.start();
            bench.pass(Duration.ofHours(12));
            bench.line.broken = false;
            bench.line.spoilt = Optional.of(random);
            for (int hour = 0; hour < 6; hour++) {
                bench.pass(Duration.ofMinutes(50 + random.nextInt(20)));
                if (random.nextInt(3) == 0) {
                    bench.line.cut();
                }
            }
            bench.line.spoilt = Optional.empty();
            bench.idle(Duration.ofMinutes(30));

            DeviceStatus status = bench.status();
            assertThat(status.allStored()).isTrue();
            assertThat(bench.utility.records()).hasSize((int) status.lastSequence());
            assertThat(ChainCheck.signaturesThatHold(bench.utility)).isPositive();
            assertThat(bench.utility.rows()).hasSizeGreaterThanOrEqualTo(17 * 60);
        }
    }

    @Test
    void aUtilityThatTakesWithoutAnsweringIsAskedAgainAndThenLeft() {
        try (Bench bench = new Bench("2026-05-01T00:00:00Z").start()) {
            bench.utility.answersRecords = false;
            bench.pass(Duration.ofHours(3));
            assertThat(bench.utility.batches).isGreaterThan(4);
            assertThat(bench.line.attempts).isGreaterThan(1);
            bench.utility.answersRecords = true;
            bench.pass(Duration.ofHours(2));
            bench.idle(Duration.ofMinutes(10));
            assertThat(bench.utility.records()).hasSize((int) bench.status().acknowledged());
        }
    }

    /// An order could otherwise not reach it before it has something to send.
    @Test
    void aLineThatDiedUnnoticedIsLeftThoughThereIsNothingToSend() {
        try (Bench bench = new Bench("2026-05-01T00:00:00Z")) {
            bench.settings = bench.settings.withSchedule(new Schedule(3_600, 86_400));
            bench.start();
            bench.pass(Duration.ofMinutes(5));
            bench.line.dead = true;
            bench.idle(Duration.ofHours(5));
            assertThat(bench.line.attempts).isEqualTo(1);
            int hellos = bench.utility.hellos.size();
            bench.idle(Duration.ofHours(2));
            assertThat(bench.line.attempts).isEqualTo(2);
            assertThat(bench.utility.hellos).hasSizeGreaterThan(hellos);
        }
    }

    @Test
    void atMostTwoBatchesAreUnansweredAtATime() {
        try (Bench bench = new Bench("2026-05-01T00:00:00Z")) {
            bench.settings = bench.settings.withSchedule(new Schedule(1, 10));
            bench.line.broken = true;
            bench.start();
            bench.pass(Duration.ofHours(2));
            bench.utility.answersRecords = false;
            bench.line.broken = false;
            bench.idle(Duration.ofSeconds(290));
            bench.settle();
            int before = bench.utility.batches;
            assertThat(before).isLessThanOrEqualTo(2 * 5);
        }
    }

    @Test
    void recordsAskedForAgainAreSentAgainEvenIfAcknowledged() {
        try (Bench bench = new Bench("2026-05-01T00:00:00Z").start()) {
            bench.pass(Duration.ofHours(5));
            assertThat(bench.status().acknowledged()).isGreaterThan(10);
            long epoch = bench.utility.epoch();
            int before = bench.utility.batches;
            bench.utility.receipt(
                    bench.utility
                            .receiptFor(epoch)
                            .addReadAgain(
                                    org.smartmeter.wire.v1.Range.newBuilder()
                                            .setFirst(2)
                                            .setLast(9))
                            .build());
            bench.settle();
            assertThat(bench.utility.batches).isEqualTo(before + 1);
        }
    }
}
