package org.smartmeter.device.tamper;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.device.BenchMeter.Told;
import org.smartmeter.device.tamper.TamperSensors.Sensed;
import org.smartmeter.wire.EventCode;

/// The watch over power cuts, and against somebody who plays with it.
class TamperDiaryTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Sensed OPEN = new Sensed(true, false, 0);

    private final TamperBench bench = new TamperBench();

    /// Whether the terminal cover is open before the power goes, and when it is back.
    @ParameterizedTest
    @CsvSource({
        "false, false, ''",
        "false, true,  TERMINAL_COVER_OPENED 0 0 0 1",
        "true,  true,  ''",
        "true,  false, TERMINAL_COVER_CLOSED 0 0 0 1",
    })
    void aCoverIsComparedWithHowItWasBeforeThePowerWent(
            boolean before, boolean after, String told) {
        bench.start();
        bench.sensed = new Sensed(before, false, 0);
        bench.idle(SECOND);
        bench.lines();
        bench.sensed = new Sensed(after, false, 0);
        bench.powerCut(Duration.ofHours(3));
        bench.idle(SECOND);
        assertThat(String.join("; ", bench.lines())).isEqualTo(told);
    }

    @Test
    void aMeterThatStartsForTheFirstTimeHasNoBefore() {
        bench.sensed = OPEN;
        bench.start().idle(SECOND);
        assertThat(bench.lines()).containsExactly("TERMINAL_COVER_OPENED 0 0 0 0");
    }

    @Test
    void whatGoesOnOverAPowerCutIsNeitherToldAgainNorLost() {
        bench.start().pass(SECOND, TamperBench.window(230, 5, -1, 5));
        bench.powerCut(Duration.ofMinutes(5));
        bench.pass(SECOND, TamperBench.window(230, 5, -1, 5));
        bench.powerCut(Duration.ofMinutes(5));
        bench.pass(SECOND, TamperBench.load(5));
        assertThat(bench.lines())
                .containsExactly(
                        "REVERSED_CURRENT_BEGAN -1150 5000 1 0",
                        "REVERSED_CURRENT_ENDED 1150 5000 1 0");
    }

    /// The journal comes late: what began meanwhile is told with the time at which it began.
    @Test
    void whatHappensBeforeThereIsAJournalWaitsForIt() {
        bench.hasJournal = false;
        bench.start().idle(SECOND);
        bench.sensed = OPEN;
        bench.idle(SECOND);
        bench.hasJournal = true;
        bench.idle(Duration.ofMinutes(2));
        List<Told> told = bench.news();
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().code()).isEqualTo(EventCode.TERMINAL_COVER_OPENED);
        assertThat(Duration.between(TamperBench.START, told.getFirst().at()))
                .isBetween(SECOND, SECOND.multipliedBy(2));
    }

    /// Fingerprints, number of the event, power.
    @Test
    void anotherConfigurationIsToldOnceWithThePowerOfItsFirstWindow() {
        bench.settings = TamperSettings.EUROPEAN.withFingerprint(0xabc);
        bench.start().pass(SECOND, TamperBench.load(5));
        bench.powerCut(SECOND);
        bench.pass(SECOND, TamperBench.load(5));
        assertThat(bench.news()).isEmpty();

        bench.settings = TamperSettings.EUROPEAN.withFingerprint(0xdef);
        bench.powerCut(SECOND);
        bench.powerCut(SECOND);
        bench.idle(SECOND);
        assertThat(bench.news()).isEmpty();
        bench.pass(SECOND, TamperBench.load(5));
        bench.powerCut(SECOND);
        bench.pass(SECOND, TamperBench.load(7));
        assertThat(values(EventCode.CONFIGURATION_CHANGED))
                .containsExactly(List.of(0xabcL, 0xdefL, 1L, 1_150L));
    }

    @Test
    void anotherConfigurationIsToldAlsoWhereNothingIsMeasured() {
        bench.settings = TamperSettings.EUROPEAN.withFingerprint(0xabc);
        bench.start();
        bench.settings = TamperSettings.EUROPEAN.withFingerprint(0xdef);
        bench.powerCut(SECOND);
        bench.idle(Duration.ofSeconds(59));
        assertThat(bench.news()).isEmpty();
        bench.idle(Duration.ofSeconds(2));
        assertThat(values(EventCode.CONFIGURATION_CHANGED))
                .containsExactly(List.of(0xabcL, 0xdefL, 1L, 0L));
    }

    /// The fingerprint before an update, and after it, and whether that is told: 1 and 2
    /// above the 48 bits are rules; older software kept none.
    @ParameterizedTest
    @CsvSource({
        "0x0_000000000abc, 0x1_000000000abc, false",
        "0x0_000000000abc, 0x1_000000000def, false",
        "0x1_000000000abc, 0x2_000000000def, false",
        "0x1_000000000abc, 0x1_000000000abc, false",
        "0x1_000000000abc, 0x1_000000000def, true",
    })
    void softwareThatComputesAnotherFingerprintOfTheSameConfigurationTellsNothing(
            String before, String after, boolean told) {
        bench.settings = TamperSettings.EUROPEAN.withFingerprint(number(before));
        bench.start().pass(SECOND, TamperBench.load(5));
        bench.settings = TamperSettings.EUROPEAN.withFingerprint(number(after));
        bench.powerCut(SECOND);
        bench.pass(SECOND, TamperBench.load(5));
        assertThat(values(EventCode.CONFIGURATION_CHANGED)).hasSize(told ? 1 : 0);

        bench.settings = TamperSettings.EUROPEAN.withFingerprint(number(after) ^ 0x10);
        bench.powerCut(SECOND);
        bench.pass(SECOND, TamperBench.load(5));
        assertThat(values(EventCode.CONFIGURATION_CHANGED)).as("a change since").hasSize(1);
    }

    private static long number(String hexadecimal) {
        return Long.decode(hexadecimal.replace("_", ""));
    }

    private List<List<Long>> values(EventCode code) {
        return bench.news().stream().filter(it -> it.code() == code).map(Told::values).toList();
    }

    /// Somebody plays with the cover all day: a hundred lines, each with how many it stands for,
    /// and what is open when the journal may be told is what it was told last.
    @Test
    void aFloodIsCountedAndOtherKindsAreStillTold() {
        bench.start();
        int changes = 0;
        for (int n = 0; n < 8_640; n++) {
            bench.sensed = new Sensed(n % 2 == 0, n == 5_000, 0);
            changes += 1;
            bench.idle(Duration.ofSeconds(5));
        }
        bench.sensed = OPEN;
        changes++;
        bench.idle(Duration.ofHours(1));
        List<Told> all = bench.news();
        List<Told> terminal =
                all.stream().filter(it -> !it.code().name().startsWith("MAIN")).toList();
        assertThat(all).hasSizeLessThan(130);
        assertThat(all.stream().filter(it -> it.code().name().startsWith("MAIN"))).hasSize(2);
        assertThat(represented(terminal)).isEqualTo(changes);
        assertThat(terminal.getLast().code()).isEqualTo(EventCode.TERMINAL_COVER_OPENED);
    }

    private static long represented(List<Told> told) {
        return told.stream()
                .mapToLong(it -> it.code() == EventCode.FRAUD_REPEATED ? it.values().get(1) : 1)
                .sum();
    }

    @Test
    void whatWasLeftOutIsRememberedOverAPowerCut() {
        bench.start();
        for (int n = 0; n < 24; n++) {
            bench.sensed = new Sensed(n % 2 == 0, false, 0);
            bench.idle(SECOND);
        }
        assertThat(bench.lines()).hasSize(8);
        bench.powerCut(SECOND);
        bench.idle(Duration.ofMinutes(20));
        assertThat(bench.lines()).containsExactly("FRAUD_REPEATED 181 16");
    }

    /// The power is cut whenever something is made durable, the state or the journal: each change
    /// that was seen stands in the journal once, and the last says how things are.
    @Test
    void whereverThePowerIsCutEachChangeIsToldOnce() {
        int cuts = 0;
        for (int cut = 1; cut <= 40; cut++) {
            TamperBench life = new TamperBench().start();
            life.cutAfter(cut);
            for (int n = 0; n < 6; n++) {
                life.sensed = new Sensed(n % 2 == 0, false, 0);
                try {
                    life.idle(SECOND);
                } catch (TamperBench.PowerCut e) {
                    cuts++;
                    life.powerCut(SECOND);
                    life.idle(SECOND);
                }
            }
            assertThat(life.news().stream().map(told -> told.code().number() - 180))
                    .as("cut %d", cut)
                    .containsExactly(0, 1, 0, 1, 0, 1);
            assertThat(life.numbers()).doesNotHaveDuplicates();
        }
        assertThat(cuts).isGreaterThan(12);
    }
}
