package org.smartmeter.device.tamper;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.device.BenchMeter.Told;
import org.smartmeter.device.tamper.TamperSensors.Sensed;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.PhaseMeasurement;
import org.smartmeter.metrology.quality.QualityWindow;
import org.smartmeter.metrology.quality.Symmetry;

/// What the watch tells, as tables: what is there for a while → the event with its values (power
/// W, measured, phase, whether the meter was off).
class TamperTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TamperBench bench = new TamperBench();

    /// One phase: voltage V, current A, power factor, neutral A for 600 ms, then a sound load.
    @ParameterizedTest
    @CsvSource({
        "230, 10,   1,    10,    ''", // sound
        "230, 10,   1,    1,     NEUTRAL_MISSING_BEGAN 2300 1000 0 0",
        "230, 10,   1,    1.01,  CURRENT_DIFFERENCE_BEGAN 2300 8990 0 0",
        "230, 0.5,  1,    0,     NEUTRAL_MISSING_BEGAN 115 0 0 0",
        "230, 0.49, 1,    0,     CURRENT_DIFFERENCE_BEGAN 113 490 0 0",
        "230, 10,   1,    9.28,  ''", // 0.72 A: within 6.25 % and 0.1 A
        "230, 10,   1,    9.27,  CURRENT_DIFFERENCE_BEGAN 2300 730 0 0",
        "230, 1,    1,    5,     CURRENT_DIFFERENCE_BEGAN 230 4000 0 0", // more comes back
        "230, 0.24, 1,    0.01,  ''", // too little to tell
        "230, 2,   -1,    2,     REVERSED_CURRENT_BEGAN -460 2000 1 0",
        "230, 2,   -0.5,  2,     REVERSED_CURRENT_BEGAN -230 2000 1 0",
        "230, 2,   -0.49, 2,     ''", // a capacitor and a phase error
        "230, 0.24, -1,   0.24,  ''",
        "45,  2,    1,    2,     POTENTIAL_MISSING_BEGAN 90 45000 1 0",
        "0,   2,    0,    2,     POTENTIAL_MISSING_BEGAN 0 0 1 0",
        "46,  2,    1,    2,     ''",
        "0,   0.24, 0,    0.24,  ''", // an outage
        "NaN, 2,    NaN,  2,     ''", // a foreign meter that does not say
    })
    void whatOnePhaseShows(
            double volts, double amperes, double factor, double neutral, String expected) {
        bench.start().pass(SECOND, TamperBench.load(5));
        bench.pass(Duration.ofMillis(600), TamperBench.window(volts, amperes, factor, neutral));
        assertThat(String.join("; ", bench.lines())).isEqualTo(expected);
    }

    /// Three currents and the neutral's, A, at 230 V.
    @ParameterizedTest
    @CsvSource({
        "5, 5, 5,  0,   ''", // balanced: nothing comes back
        "5, 5, 5,  14,  ''", // third harmonics add up
        "9, 1, 1,  7,   ''", // 9 A less what 1 A and 1 A can take
        "9, 1, 1,  0.5, NEUTRAL_MISSING_BEGAN 2530 500 0 0",
        "9, 1, 1,  3,   CURRENT_DIFFERENCE_BEGAN 2530 4000 0 0",
        "2, 2, 2,  8,   CURRENT_DIFFERENCE_BEGAN 1380 2000 0 0",
    })
    void whatThreePhasesAndTheirNeutralShow(
            double i1, double i2, double i3, double neutral, String expected) {
        bench.start().pass(Duration.ofMillis(600), three(1, i1, i2, i3).withNeutral(neutral));
        assertThat(String.join("; ", bench.lines())).isEqualTo(expected);
    }

    @Test
    void eachPhaseIsWatchedForItself() {
        bench.start().pass(SECOND, three(1, 5, 5, 5));
        Measurement second = of(TamperBench.phase(230, 5, 1), TamperBench.phase(230, 5, -1));
        bench.pass(SECOND, second);
        Measurement both = of(TamperBench.phase(230, 5, -1), TamperBench.phase(230, 5, -1));
        bench.pass(SECOND, both);
        bench.pass(SECOND, second);
        assertThat(bench.lines())
                .containsExactly(
                        "REVERSED_CURRENT_BEGAN 0 5000 2 0",
                        "REVERSED_CURRENT_BEGAN -2300 5000 1 0",
                        "REVERSED_CURRENT_ENDED 0 5000 1 0");
    }

    @Test
    void whereAHomeMayFeedInAReversedCurrentIsNothingToTell() {
        bench.settings = TamperSettings.EUROPEAN.withFeedingIn(true);
        bench.start().pass(SECOND, TamperBench.window(230, 10, -1, 10));
        assertThat(bench.lines()).isEmpty();
    }

    /// Without a sensor around the neutral nothing is said about it.
    @Test
    void aNeutralThatNothingMeasuresIsNotMissing() {
        bench.start().pass(SECOND, three(1, 10, 0, 0));
        assertThat(bench.lines()).isEmpty();
    }

    /// Milliseconds of a window's value, then of a sound load: how many events.
    @ParameterizedTest
    @CsvSource({"200, 0", "400, 0", "600, 1", "800, 1"})
    void whatDoesNotLastIsNotTold(int milliseconds, int events) {
        bench.start().pass(SECOND, TamperBench.load(5));
        bench.pass(Duration.ofMillis(milliseconds), TamperBench.window(230, 5, 1, 1));
        bench.pass(Duration.ofMillis(400), TamperBench.load(5));
        assertThat(bench.lines()).hasSize(events);
    }

    /// Currents of phase and neutral, A, one after the other for a second each; between the two
    /// thresholds, and where too little flows, it goes on.
    @ParameterizedTest
    @CsvSource({
        "10, 9.27, true",
        "10, 9.5,  true",
        "10, 9.63, true",
        "10, 9.65, false",
        "0.2, 0.2, true",
        "0,  0,    true",
        "1,  1,    false",
    })
    void anEndHasAThresholdOfItsOwn(double phase, double neutral, boolean goesOn) {
        bench.start().pass(SECOND, TamperBench.window(230, 10, 1, 9));
        bench.pass(SECOND, TamperBench.window(230, phase, 1, neutral));
        assertThat(bench.lines()).hasSize(goesOn ? 1 : 2);
    }

    /// Whatever instant of a window it begins at, it is told within the shortest sample period of
    /// 1 s, and its time is right to the window. Straddling windows show a mixture.
    @ParameterizedTest
    @CsvSource({
        "NEUTRAL_MISSING_BEGAN,    230, 10, 1,  0.5",
        "CURRENT_DIFFERENCE_BEGAN, 230, 10, 1,  5",
        "REVERSED_CURRENT_BEGAN,   230, 10, -1, 10",
        "POTENTIAL_MISSING_BEGAN,  0,   10, 0,  10",
    })
    void eachIsToldWithinASamplePeriod(
            String code, double volts, double amperes, double factor, double neutral) {
        for (int begins = 0; begins < 200; begins += 20) {
            TamperBench fresh = new TamperBench().start();
            fresh.pass(SECOND, TamperBench.load(10));
            double share = 1 - begins / 200.0;
            fresh.pass(
                    TamperBench.WINDOW,
                    TamperBench.window(
                            mean(share, volts, 230),
                            amperes,
                            share * factor + (1 - share),
                            mean(share, neutral, 10)));
            Measurement whole = TamperBench.window(volts, amperes, factor, neutral);
            fresh.pass(Duration.ofMillis(800), whole);
            Told told =
                    fresh.news().stream()
                            .filter(it -> it.code().name().equals(code))
                            .findFirst()
                            .orElseThrow();
            var onset = TamperBench.START.plusSeconds(1).plusMillis(begins);
            assertThat(Duration.between(onset, told.toldAt())).isLessThanOrEqualTo(SECOND);
            assertThat(Duration.between(onset, told.at()).abs())
                    .isLessThanOrEqualTo(TamperBench.WINDOW);
        }
    }

    private static double mean(double share, double a, double b) {
        return Math.sqrt(share * a * a + (1 - share) * b * b);
    }

    /// A meter that is read each ten seconds: one window decides.
    @Test
    void aLongWindowDecidesByItself() {
        bench.start();
        bench.board = bench.board.plusSeconds(10);
        bench.part.measured(TamperBench.window(230, 3, -1, 3).lasting(10), bench.board);
        assertThat(bench.lines()).containsExactly("REVERSED_CURRENT_BEGAN -690 3000 1 0");
    }

    @Test
    void windowsThatLieApartDoNotFollowEachOther() {
        bench.start();
        for (int n = 0; n < 10; n++) {
            bench.pass(Duration.ofMillis(400), TamperBench.window(230, 3, -1, 3));
            bench.board = bench.board.plusSeconds(2);
        }
        assertThat(bench.lines()).isEmpty();
    }

    @Test
    void aBacklogWithoutDurationSaysNothing() {
        bench.start();
        bench.part.measured(TamperBench.window(230, 3, -1, 3).lasting(0), bench.board);
        assertThat(bench.lines()).isEmpty();
    }

    /// Terminal cover, main cover (1 open), field in mT → what is told at the next look.
    @ParameterizedTest
    @CsvSource({
        "1, 0, 0,   TERMINAL_COVER_OPENED 1150 0 0 0, TERMINAL_COVER_CLOSED 1150 0 0 0",
        "0, 1, 0,   MAIN_COVER_OPENED 1150 0 0 0,     MAIN_COVER_CLOSED 1150 0 0 0",
        "0, 0, 5,   MAGNET_BEGAN 1150 5 0 0,          MAGNET_ENDED 1150 0 0 0",
        "0, 0, 4.9, '',                               ''",
    })
    void whatSensorsShow(int terminal, int main, double millitesla, String begun, String ended) {
        bench.start().pass(SECOND, TamperBench.load(5));
        bench.sensed = new Sensed(terminal == 1, main == 1, millitesla);
        bench.idle(Duration.ofMillis(250));
        assertThat(String.join("; ", bench.lines())).isEqualTo(begun);
        bench.sensed = Sensed.QUIET;
        bench.idle(Duration.ofMillis(500));
        assertThat(bench.lines()).as("a contact may bounce for half a second").isEmpty();
        bench.idle(Duration.ofMillis(300));
        assertThat(String.join("; ", bench.lines())).isEqualTo(ended);
    }

    @Test
    void aFieldBetweenTheThresholdsGoesOn() {
        bench.start();
        for (double millitesla : new double[] {6, 4, 4, 6, 3.6, 3.4, 3.4, 3.4, 3.4}) {
            bench.sensed = new Sensed(false, false, millitesla);
            bench.idle(Duration.ofMillis(250));
        }
        assertThat(bench.lines()).containsExactly("MAGNET_BEGAN 0 6 0 0", "MAGNET_ENDED 0 3 0 0");
    }

    /// Whether the supply may flow, seconds, amperes: a diary of a switch that is bypassed.
    @Test
    void energyThatFlowsThoughTheSupplyIsOpenIsToldOnceTheRelayHasSettled() {
        bench.start().pass(SECOND, TamperBench.load(5));
        bench.mayFlow = false;
        bench.pass(Duration.ofMillis(1_600), TamperBench.load(5)); // settling: nothing
        assertThat(bench.lines()).isEmpty();
        bench.pass(Duration.ofMillis(200), TamperBench.load(5));
        bench.pass(SECOND, TamperBench.load(0.07)); // between the thresholds
        bench.pass(SECOND, TamperBench.load(0));
        bench.pass(SECOND, TamperBench.load(0.09));
        bench.mayFlow = true;
        bench.pass(SECOND, TamperBench.load(5));
        assertThat(bench.lines())
                .containsExactly(
                        "ENERGY_WHILE_OPEN_BEGAN 1150 5000 0 0", "ENERGY_WHILE_OPEN_ENDED 0 0 0 0");
    }

    @Test
    void reclosingEndsIt() {
        bench.mayFlow = false;
        bench.start().pass(Duration.ofSeconds(3), TamperBench.load(5));
        bench.mayFlow = true;
        bench.pass(SECOND, TamperBench.load(5));
        assertThat(bench.lines())
                .containsExactly(
                        "ENERGY_WHILE_OPEN_BEGAN 1150 5000 0 0",
                        "ENERGY_WHILE_OPEN_ENDED 1150 5000 0 0");
    }

    /// Windows of 200 ms: R reversed, r right, ? flagged or without a sequence.
    @ParameterizedTest
    @CsvSource({
        "rrRRRrr,     BEGAN",
        "rrRRrRRr,    ''",
        "RRRrrr,      BEGAN ENDED",
        "RRR???rr?rr, BEGAN",
        "???,         ''",
    })
    void theSequenceOfThePhases(String windows, String told) {
        bench.start().pass(SECOND, three(1, 5, 5, 5));
        IntStream.range(0, windows.length())
                .forEach(n -> bench.part.quality(sequence(n, windows.charAt(n))));
        assertThat(String.join(" ", bench.lines()))
                .isEqualTo(told.replaceAll("\\w+", "PHASE_SEQUENCE_REVERSED_$0 3450 0 0 0"));
    }

    private static QualityWindow sequence(int number, char what) {
        var end = TamperBench.START.plusSeconds(1).plus(TamperBench.WINDOW.multipliedBy(number));
        double negative = what == 'R' ? 60 : 0.01;
        return new QualityWindow(end, 0.2, what == '?', 50, List.of(), symmetry(negative));
    }

    private static Symmetry symmetry(double negative) {
        return new Symmetry(negative, 0);
    }

    private static Measurement three(double factor, double... amperes) {
        return of(
                Arrays.stream(amperes)
                        .mapToObj(i -> TamperBench.phase(230, i, factor))
                        .toArray(PhaseMeasurement[]::new));
    }

    private static Measurement of(PhaseMeasurement... phases) {
        return Measurement.of(0.2, 0, 0, true, List.of(phases));
    }
}
