package org.smartmeter.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.Row;
import org.smartmeter.wire.RowStatus;

class ClockDiaryTest {

    private static boolean has(Row row, RowStatus status) {
        return status.in(row.status());
    }

    @Test
    void aClockThatIsRightIsLeftAlone() {
        try (Bench bench = new Bench("2026-05-01T00:00:00Z")) {
            bench.boardIsOff = Duration.ofMillis(800);
            bench.start();
            bench.pass(Duration.ofHours(30));
            assertThat(bench.utility.events(EventCode.CLOCK_STEP)).isEmpty();
            assertThat(bench.utility.rows()).allMatch(row -> row.status() == 0);
        }
    }

    @Test
    void aClockNeverSetMarksItsRowsUntilTheFirstSealedTime() {
        try (Bench bench = new Bench("2026-05-01T00:00:00Z")) {
            // a board without a battery: it thinks it is 1970, the meter knows its build date
            bench.boardIsOff = Duration.between(bench.now, Instant.EPOCH);
            bench.settings = DeviceSettings.of(Bench.METER, "smart-meter 0.1.0", Bench.BUILT);
            bench.utility.tellsTime = false;
            bench.start();

            // 2026-05-01 00:00 → 02:00, no time yet: rows from the build date on, marked
            bench.pass(Duration.ofHours(2));
            assertThat(bench.status().clockSet()).isFalse();

            // 02:00 → the utility tells the time
            bench.utility.tellsTime = true;
            bench.line.cut();
            bench.pass(Duration.ofHours(3));

            List<Row> rows = bench.utility.rows();
            assertThat(rows.getFirst().time()).isEqualTo(Bench.BUILT);
            assertThat(rows.get(1).time()).isEqualTo(Bench.BUILT.plus(Duration.ofMinutes(15)));
            assertThat(rows.getFirst()).matches(row -> has(row, RowStatus.CLOCK_NOT_SET));
            assertThat(rows.getLast().time()).isAfter(Instant.parse("2026-05-01T02:00:00Z"));
            assertThat(rows.getLast().status()).isZero();
            // the true time begins with a row of its own, where the clock was set
            List<Row> stepped =
                    rows.stream().filter(row -> has(row, RowStatus.CLOCK_ADJUSTED)).toList();
            assertThat(stepped).hasSize(1);
            assertThat(stepped.getFirst().time())
                    .isBetween("2026-05-01T02:00:00Z", "2026-05-01T02:14:59Z");
            Event set = bench.utility.events(EventCode.CLOCK_SET).getFirst();
            assertThat(set.time()).isBetween("2026-05-01T02:00:00Z", "2026-05-01T03:00:00Z");
            assertThat(Instant.ofEpochMilli(set.values().getFirst()))
                    .isBetween(Bench.BUILT, Bench.BUILT.plus(Duration.ofHours(3)));
            assertThat(bench.status().clock()).isEqualTo(bench.now);
        }
    }

    @Test
    void aClockThatIsWrongStepsOnRecordAndRowsGoBackOnlyThen() {
        try (Bench bench = new Bench("2026-05-01T00:00:00Z")) {
            bench.boardIsOff = Duration.ofMinutes(40); // set wrongly at the factory
            bench.utility.tellsTime = false;
            bench.start();
            bench.pass(Duration.ofHours(2));
            bench.utility.tellsTime = true;
            bench.line.cut();
            bench.pass(Duration.ofHours(3));

            Event step = bench.utility.events(EventCode.CLOCK_STEP).getFirst();
            assertThat(step.values().get(0) - step.values().get(1)).isEqualTo(40 * 60_000);
            List<Row> rows = bench.utility.rows();
            int backwards = 0;
            for (int i = 1; i < rows.size(); i++) {
                if (!rows.get(i).time().isAfter(rows.get(i - 1).time())) {
                    backwards++;
                    assertThat(has(rows.get(i), RowStatus.CLOCK_ADJUSTED)).isTrue();
                }
                assertThat(rows.get(i).values()[0]).isGreaterThan(rows.get(i - 1).values()[0]);
            }
            assertThat(backwards).isEqualTo(1);
            assertThat(ChainCheck.signaturesThatHold(bench.utility)).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void theStepOutlivesARestart() {
        try (Bench bench = new Bench("2026-05-01T00:00:00Z")) {
            bench.boardIsOff = Duration.ofDays(-3);
            bench.start();
            assertThat(bench.status().clock()).isEqualTo(bench.now);
            bench.cutPower();
            bench.utility.tellsTime = false;
            bench.passOff(Duration.ofHours(1));
            bench.start();
            assertThat(bench.status().clock()).isEqualTo(bench.now);
            assertThat(bench.status().clockSet()).isTrue();
        }
    }

    @Test
    void aBoardThatForgotTheTimeGoesOnFromItsRecordsInDoubt() {
        try (Bench bench = new Bench("2026-05-01T00:00:00Z").start()) {
            bench.pass(Duration.ofHours(5));
            bench.cutPower();
            bench.utility.tellsTime = false;
            bench.passOff(Duration.ofHours(1));
            bench.boardIsOff = Duration.ofDays(-300);
            bench.start();
            assertThat(bench.status().clockSet()).isFalse();
            assertThat(bench.status().clock()).isEqualTo("2026-05-01T05:00:00Z");
            bench.utility.tellsTime = true;
            bench.line.cut();
            bench.idle(Duration.ofMinutes(10));
            assertThat(bench.status().clock()).isEqualTo(bench.now);
        }
    }

    @Test
    void aTimeThatAnswersNoHelloOfNowIsRefused() {
        try (Bench bench = new Bench("2026-05-01T00:00:00Z").start()) {
            long answered = bench.utility.hellos.getLast().getTimeRequest();
            Instant nextYear = bench.now.plus(Duration.ofDays(365));
            bench.utility.order(bench.utility.time(nextYear, answered)); // used once already
            bench.utility.order(bench.utility.time(nextYear, 12_345)); // never asked
            bench.settle();
            assertThat(bench.status().refused()).containsEntry(Refusal.STALE_TIME, 2L);
            assertThat(bench.status().clock()).isEqualTo(bench.now);
        }
    }

    @Test
    void theClockIsAskedForAgainEverySixHours() {
        try (Bench bench = new Bench("2026-05-01T00:00:00Z").start()) {
            bench.pass(Duration.ofDays(1));
            assertThat(bench.utility.hellos).hasSizeBetween(4, 5);
            assertThat(bench.utility.hellos)
                    .doesNotHaveDuplicates()
                    .allMatch(hello -> hello.getClockSet());
        }
    }
}
