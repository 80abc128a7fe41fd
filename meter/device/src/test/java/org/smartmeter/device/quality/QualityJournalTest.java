package org.smartmeter.device.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.device.BenchMeter;
import org.smartmeter.metrology.quality.FrequencyReading;
import org.smartmeter.metrology.quality.HarmonicContent;
import org.smartmeter.metrology.quality.PhaseQuality;
import org.smartmeter.metrology.quality.QualityInterval;
import org.smartmeter.metrology.quality.QualityInterval.Length;
import org.smartmeter.metrology.quality.Symmetry;
import org.smartmeter.metrology.quality.VoltageEvent;
import org.smartmeter.metrology.quality.VoltageEvent.Kind;

/// What the journal is told about the supply, as lines of time, event and values.
class QualityJournalTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final BenchMeter meter = new BenchMeter();
    private final QualityJournal journal = new QualityJournal(QualityLimits.EUROPEAN);

    @BeforeEach
    void begin() {
        journal.begin(meter, START);
    }

    @ParameterizedTest
    @CsvSource({
        "DIP, 140, 115.2304, 5, VOLTAGE_DIP 140 115230 5",
        "SWELL, 60, 260, 2, VOLTAGE_SWELL 60 260000 2",
        "INTERRUPTION, 2500, 0.4, 7, SUPPLY_INTERRUPTION 2500 400 7",
    })
    void eachEventOfTheVoltageIsTold(Kind kind, int ms, double volts, int phases, String line) {
        journal.quality(new VoltageEvent(kind, START, Duration.ofMillis(ms), volts, phases));
        assertThat(told()).containsExactly("10:00:00 " + line);
    }

    /// Ten-minute values of L1, L2, distortion and unbalance in per cent.
    @ParameterizedTest
    @CsvSource({
        "230, 230, 3, 1, ''",
        "206, 254, 3, 1, 'QUALITY_LIMIT_EXCEEDED 1 206000 207000 1,"
                + "QUALITY_LIMIT_EXCEEDED 2 254000 253000 2'",
        "230, 230, 9, 1, QUALITY_LIMIT_EXCEEDED 5 9000 8000 3",
        "230, 230, 3, 2.5, QUALITY_LIMIT_EXCEEDED 6 2500 2000 0",
    })
    void aQualityBeyondItsLimitIsTold(
            double l1, double l2, double distortion, double unbalance, String lines) {
        journal.quality(tenMinutes(1, false, l1, l2, distortion, unbalance));
        assertThat(told().stream().map(line -> line.substring(9)).collect(Collectors.joining(",")))
                .isEqualTo(lines);
    }

    @Test
    void anExcessIsToldOnceAndItsEndWithTheWorstValue() {
        double[] volts = {230, 206, 204, 205, 230, 230};
        for (int n = 0; n < volts.length; n++) {
            journal.quality(tenMinutes(n, false, volts[n], 230, 3, 1));
        }
        assertThat(told())
                .containsExactly(
                        "10:10:00 QUALITY_LIMIT_EXCEEDED 1 206000 207000 1",
                        "10:40:00 QUALITY_LIMIT_KEPT 1 204000 1800000");
    }

    @Test
    void aFlaggedIntervalIsNotJudged() {
        journal.quality(tenMinutes(1, true, 100, 230, 20, 5));
        assertThat(told()).isEmpty();
    }

    @Test
    void frequencyAndFlickerHaveLimitsToo() {
        journal.quality(new FrequencyReading(START, 49.4));
        journal.quality(new FrequencyReading(START.plusSeconds(10), 49.9));
        journal.quality(flicker(1.2));
        assertThat(told())
                .containsExactly(
                        "10:00:00 QUALITY_LIMIT_EXCEEDED 3 49400 49500 0",
                        "10:00:10 QUALITY_LIMIT_KEPT 3 49400 10000",
                        "12:00:00 QUALITY_LIMIT_EXCEEDED 7 1200 1000 1");
    }

    /// A bad contact: a thousand dips in an hour are some lines and one that counts the rest.
    @Test
    void aStormIsCountedAndToldOnceItIsOver() {
        for (int n = 0; n < 1_000; n++) {
            Instant at = START.plusMillis(3_600L * n);
            journal.quality(new VoltageEvent(Kind.DIP, at, Duration.ofMillis(20), 200 - n / 10, 1));
            journal.run(at);
        }
        assertThat(told()).hasSizeBetween(30, 61).allMatch(line -> line.contains("VOLTAGE_DIP"));
        int single = told().size();
        Instant later = START.plus(Duration.ofHours(2));
        assertThat(journal.next(START.plus(Duration.ofHours(1)))).isPresent();
        journal.run(later);
        journal.run(later);
        assertThat(told().subList(single, told().size()))
                .containsExactly(
                        "12:00:00 QUALITY_EVENTS_COUNTED " + (1_000 - single) + " 0 0 0 101000 0");
        assertThat(journal.next(later)).isEmpty();
    }

    @Test
    void whatWasOnlyCountedIsToldBeforeTheMeterEnds() {
        for (int n = 0; n < 31; n++) {
            journal.quality(new VoltageEvent(Kind.SWELL, START, Duration.ofMillis(20), 260, 1));
        }
        journal.end(START);
        assertThat(told())
                .hasSize(31)
                .last()
                .isEqualTo("10:00:00 QUALITY_EVENTS_COUNTED 0 1 0 0 0 260000");
    }

    private static QualityInterval tenMinutes(
            int number, boolean flagged, double l1, double l2, double distortion, double u2) {
        return new QualityInterval(
                Length.TEN_MINUTES,
                START.plus(Duration.ofMinutes(10L * number)),
                600,
                flagged,
                List.of(phase(l1, distortion), phase(l2, distortion)),
                new Symmetry(u2 / 100, 0),
                new double[] {Double.NaN, Double.NaN});
    }

    private static QualityInterval flicker(double longTerm) {
        return new QualityInterval(
                Length.TWO_HOURS,
                START.plus(Duration.ofHours(2)),
                7_200,
                false,
                List.of(phase(230, 3)),
                Symmetry.NONE,
                new double[] {longTerm});
    }

    private static PhaseQuality phase(double volts, double distortionPercent) {
        double[] harmonics = {volts, volts * distortionPercent / 100};
        HarmonicContent u = new HarmonicContent(harmonics, new double[3], new double[3]);
        return new PhaseQuality(volts, 1, u, HarmonicContent.NONE);
    }

    private List<String> told() {
        return meter.journalled().stream()
                .map(told -> told.at().toString().substring(11, 19) + " " + told.line())
                .toList();
    }
}
