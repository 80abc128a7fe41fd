package org.smartmeter.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.smartmeter.journal.JournalSettings;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.Row;
import org.smartmeter.wire.RowStatus;
import org.smartmeter.wire.v1.Receipt;

/// Restarts, schedules, full and lost journals.
class MemoryDiaryTest {

    private static List<Long> imports(List<Row> rows) {
        return rows.stream().map(row -> row.values()[0]).toList();
    }

    @Property(tries = 30)
    void aPowerCutAtAnyMomentNeverMakesARegisterFall(@ForAll long seed) {
        Random random = new Random(seed);
        try (Bench bench = new Bench("2026-05-01T00:00:00Z")) {
            bench.window = Duration.ofSeconds(20);
            bench.start();
            long shown = 0;
            int boot = bench.status().boot();
            for (int cut = 0; cut < 10; cut++) {
                bench.pass(Duration.ofSeconds(random.nextInt(4_000)));
                long counted = bench.status().counts().get(EnergyRegister.ACTIVE_IMPORT);
                long rowShown =
                        bench.utility.stored.isEmpty() || bench.utility.rows().isEmpty()
                                ? 0
                                : 1_000 * bench.utility.rows().getLast().values()[0];
                bench.cutPower();
                bench.passOff(Duration.ofSeconds(random.nextInt(4_000)));
                bench.start();
                long found = bench.status().counts().get(EnergyRegister.ACTIVE_IMPORT);
                // at most a checkpoint period of 1 min at 1 kW, and the window that was open
                assertThat(found).isBetween(Math.max(shown, counted - 22_300), counted);
                assertThat(found).isGreaterThanOrEqualTo(rowShown);
                assertThat(bench.status().boot()).isEqualTo(++boot);
                shown = found;
            }
            bench.pass(Duration.ofHours(2));
            assertThat(imports(bench.utility.rows())).isSorted();
        }
    }

    @Test
    void anEpochBeginsWithAllRegistersAtNothingSoNoEnergyLiesBeforeTheFirstInterval() {
        try (Bench bench = new Bench("2026-05-01T00:07:30Z").start()) {
            bench.passUntil("2026-05-01T03:00:00Z");

            List<Row> rows = bench.utility.rows().subList(0, 3);
            assertThat(rows.stream().map(row -> row.time().toString()))
                    .containsExactly(
                            "2026-05-01T00:07:30Z", "2026-05-01T00:15:00Z", "2026-05-01T00:30:00Z");
            assertThat(imports(rows)).containsExactly(0L, 125L, 375L);
            assertThat(rows).allMatch(row -> row.status() == 0);
        }
    }

    @Test
    void anEndInOrderLosesNotASingleCount() {
        try (Bench bench = new Bench("2026-05-01T00:00:00Z").start()) {
            bench.pass(Duration.ofSeconds(1_234));
            var before = bench.status().counts();
            bench.stop();
            bench.start();
            assertThat(bench.status().counts()).isEqualTo(before);
        }
    }

    @Test
    void anOutageIsAnIntervalOfItsOwnAndSaysWhy() {
        try (Bench bench = new Bench("2026-05-01T00:00:00Z").start()) {
            bench.passUntil("2026-05-01T01:05:00Z");
            bench.cutPower();
            bench.passOff(Duration.ofHours(3));
            bench.start();
            bench.passUntil("2026-05-01T06:30:00Z");

            List<Row> rows = bench.utility.rows();
            assertThat(rows.get(4).time()).isEqualTo("2026-05-01T01:00:00Z");
            assertThat(rows.get(5).time()).isEqualTo("2026-05-01T04:05:00Z");
            assertThat(RowStatus.of(rows.get(5).status()))
                    .containsExactly(RowStatus.POWER_WAS_DOWN);
            assertThat(imports(rows).subList(4, 7)).containsExactly(1_000L, 1_083L, 1_250L);
            assertThat(rows.get(6).time()).isEqualTo("2026-05-01T04:15:00Z");
            assertThat(rows.get(6).status()).isZero();
            List<Event> ups = bench.utility.events(EventCode.POWER_UP);
            assertThat(ups).hasSize(2);
            assertThat(ups.get(1).values().get(1))
                    .isBetween(3 * 3_600_000L, 3 * 3_600_000L + 60_000);
        }
    }

    @Test
    void aScheduleChangesInTheMiddleOfAPeriodWithoutLoss() {
        try (Bench bench = new Bench("2026-05-01T00:00:00Z").start()) {
            bench.passUntil("2026-05-01T00:37:00Z");
            bench.utility.order(bench.utility.schedule(bench.now, 60, 600));
            bench.settle();
            bench.passUntil("2026-05-01T00:45:00Z");
            bench.utility.order(bench.utility.schedule(bench.now, 900, 600));
            bench.settle();
            bench.passUntil("2026-05-01T01:20:00Z");

            List<String> times =
                    bench.utility.rows().stream().map(row -> row.time().toString()).toList();
            assertThat(times.subList(0, 4))
                    .containsExactly(
                            "2026-05-01T00:00:00Z",
                            "2026-05-01T00:15:00Z",
                            "2026-05-01T00:30:00Z",
                            "2026-05-01T00:38:00Z");
            assertThat(times.subList(10, 13))
                    .containsExactly(
                            "2026-05-01T00:45:00Z", "2026-05-01T01:00:00Z", "2026-05-01T01:15:00Z");
            assertThat(imports(bench.utility.rows()).get(3)).isEqualTo(38 * 1_000 / 60);
            assertThat(bench.utility.events(EventCode.SCHEDULE_CHANGED)).hasSize(2);
            assertThat(bench.utility.events(EventCode.ORDER_DONE)).hasSize(2);
            // the third schedule needs no third definition: its number stands in the journal
            // already
            assertThat(bench.utility.rows().getFirst().definition())
                    .isEqualTo(bench.utility.rows().getLast().definition());
            assertThat(bench.utility.hellos.getLast().getSchedule().getSamplePeriod())
                    .isEqualTo(900);
        }
    }

    @Test
    void aFillingJournalStretchesThePeriodAndAFullOneKeepsCounting() {
        try (Bench bench = new Bench("2026-05-01T00:00:00Z")) {
            bench.journal = new JournalSettings(128 << 10, 8 << 10);
            bench.settings = bench.settings.withSchedule(new Schedule(60, 600));
            bench.line.broken = true;
            bench.start();

            // two months without a line
            bench.window = Duration.ofMinutes(15);
            int longest = 0;
            for (int day = 0; day < 90; day++) {
                bench.pass(Duration.ofDays(1));
                longest = Math.max(longest, bench.status().samplePeriod());
            }
            assertThat(longest).isEqualTo(3_600);
            long counted = bench.status().counts().get(EnergyRegister.ACTIVE_IMPORT);
            assertThat(counted).isBetween(90 * 24_000_000L - 10, 90 * 24_000_000L);

            // the line is back
            bench.line.broken = false;
            bench.idle(Duration.ofMinutes(10));
            bench.pass(Duration.ofHours(3));
            bench.idle(Duration.ofMinutes(15));

            assertThat(bench.status().samplePeriod()).isEqualTo(60);
            assertThat(periodsOf(EventCode.JOURNAL_THINNED, 1, bench))
                    .containsExactly(900L, 3_600L);
            assertThat(periodsOf(EventCode.JOURNAL_RELAXED, 0, bench)).containsExactly(60L);
            Event full = bench.utility.events(EventCode.JOURNAL_FULL).getFirst();
            assertThat(full.values().getFirst()).isPositive();
            List<Row> rows = bench.utility.rows();
            assertThat(imports(rows)).isSorted();
            assertThat(rows.getLast().values()[0]).isGreaterThan(90 * 24_000L);
            assertThat(rows.stream().filter(row -> RowStatus.THINNED.in(row.status())))
                    .isNotEmpty();
            assertThat(ChainCheck.signaturesThatHold(bench.utility)).isPositive();
        }
    }

    private static List<Long> periodsOf(EventCode code, int value, Bench bench) {
        return bench.utility.events(code).stream().map(it -> it.values().get(value)).toList();
    }

    @Test
    void aLostJournalBeginsALaterEpochAndTheRegistersGoOn() {
        try (Bench bench = new Bench("2026-05-01T00:00:00Z").start()) {
            bench.pass(Duration.ofHours(5));
            long first = bench.status().epoch();
            bench.stop();
            bench.loseJournal();
            bench.start();
            assertThat(bench.status().epoch()).isGreaterThan(first);
            bench.pass(Duration.ofHours(2));
            assertThat(imports(bench.utility.rows())).startsWith(5_000L, 5_250L);
            assertThat(bench.utility.events(EventCode.EPOCH_DECLARED).getFirst().values())
                    .containsExactly(bench.status().epoch(), first);
        }
    }

    /// The broker may repeat what the utility said in the meter's earlier life.
    @Test
    void aReceiptOfAnEarlierLifeIsNotTakenForTheLastEpoch() {
        try (Bench bench = new Bench("2026-05-01T00:00:00Z")) {
            bench.start();
            bench.pass(Duration.ofHours(5));
            long first = bench.status().epoch();
            bench.cutPower();
            bench.loseEverything();
            bench.settings = DeviceSettings.of(Bench.METER, "smart-meter 0.1.0", Bench.BUILT);
            bench.boardIsOff = Duration.ofHours(-1);
            bench.utility.receipt(Receipt.newBuilder().setEpoch(first).setStoredUpTo(9).build());
            bench.utility.receipt(Receipt.newBuilder().setLastEpoch(Long.MAX_VALUE).build());

            bench.start();
            bench.pass(Duration.ofMinutes(1));

            assertThat(bench.status().epoch()).isGreaterThan(first);
            assertThat(bench.status().refused())
                    .containsEntry(Refusal.OTHER_EPOCH, 1L)
                    .containsEntry(Refusal.MALFORMED, 1L);
        }
    }

    @Test
    void aMeterThatForgotEverythingAsksForItsLastEpochFirst() {
        try (Bench bench = new Bench("2026-05-01T00:00:00Z")) {
            bench.start();
            bench.pass(Duration.ofHours(5));
            long first = bench.status().epoch();
            bench.cutPower();
            bench.loseEverything();
            bench.settings = DeviceSettings.of(Bench.METER, "smart-meter 0.1.0", Bench.BUILT);
            bench.boardIsOff = Duration.ofHours(-1); // and has a clock that nobody vouches for
            bench.utility.hellos.clear();
            bench.line.broken = true;
            bench.passOff(Duration.ofMinutes(3));
            bench.start();
            bench.pass(Duration.ofHours(1));
            assertThat(bench.status().epoch()).isZero(); // it counts, but writes no rows yet
            assertThat(bench.status().counts().get(EnergyRegister.ACTIVE_IMPORT)).isPositive();

            bench.line.broken = false;
            bench.pass(Duration.ofHours(3));

            assertThat(bench.utility.hellos.getFirst().getEpoch()).isZero();
            long second = bench.status().epoch();
            assertThat(second).isGreaterThan(first);
            assertThat(bench.utility.hellos.get(1).getEpoch()).isEqualTo(second);
            assertThat(bench.utility.events(EventCode.EPOCH_DECLARED).getFirst().values())
                    .containsExactly(second, first);
            assertThat(bench.utility.records().getFirst().sequence()).isEqualTo(1);
            // the epoch begins with what was counted meanwhile, in true time
            Row opening = bench.utility.rows().getFirst();
            assertThat(opening.time()).isBetween("2026-05-01T06:03:00Z", "2026-05-01T06:14:00Z");
            assertThat(opening.values()[0]).isBetween(900L, 1_200L);
            assertThat(opening.status()).isEqualTo(RowStatus.CLOCK_ADJUSTED.bit());
        }
    }

    /// Its board's clock is trusted and wrong, so it began an epoch that the utility knows to be
    /// over: nothing of that would ever be taken.
    @Test
    void aMeterThatBeganAnEpochInThePastBeginsAnotherWhenItHearsOfIt() {
        try (Bench bench = new Bench("2026-05-01T00:00:00Z")) {
            bench.start();
            bench.pass(Duration.ofHours(5));
            long first = bench.status().epoch();
            bench.cutPower();
            bench.loseEverything();
            bench.boardIsOff = Duration.ofDays(-3);
            bench.line.broken = true;
            bench.start();
            bench.pass(Duration.ofHours(2));
            assertThat(bench.status().epoch()).isLessThan(first);
            long counted = bench.status().counts().get(EnergyRegister.ACTIVE_IMPORT);
            assertThat(counted).isPositive();

            bench.utility.enrolAnew();
            bench.line.broken = false;
            bench.pass(Duration.ofHours(3));

            long second = bench.status().epoch();
            assertThat(second).isGreaterThan(first);
            assertThat(bench.utility.events(EventCode.EPOCH_DECLARED).getFirst().values())
                    .containsExactly(second, first);
            assertThat(bench.utility.records().getFirst().sequence()).isEqualTo(1);
            assertThat(bench.status().counts().get(EnergyRegister.ACTIVE_IMPORT))
                    .isGreaterThan(counted);
            assertThat(bench.status().acknowledged()).isPositive();
            // late and repeated, it says nothing new
            bench.utility.receipt(Receipt.newBuilder().setLastEpoch(first).build());
            bench.pass(Duration.ofHours(1));
            assertThat(bench.status().epoch()).isEqualTo(second);
        }
    }
}
