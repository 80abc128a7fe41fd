package org.smartmeter.metrology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a window is: ten or twelve whole cycles of the mains, or 200 ms where there is none.
class WindowTest {

    private static final double RATE = 8_000;

    private final List<Measurement> windows = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"50, 49.5, 10", "50, 50.5, 10", "60, 59.4, 12", "60, 60.6, 12"})
    void aWindowIsTenOrTwelveWholeCycles(int nominal, double f, int cycles) {
        measure(Wave.sine(f, 230, 5, 0.5).interleaved(RATE, 16_000, 0), nominal);
        assertThat(synchronised())
                .hasSizeGreaterThanOrEqualTo(7)
                .allSatisfy(
                        window -> assertThat(window.seconds()).isCloseTo(cycles / f, within(1e-7)));
    }

    @Test
    void windowsFollowAFrequencyThatDrifts() {
        double[] block = new double[2 * 80_000];
        for (int n = 0; n < block.length; n += 2) {
            double t = n / 2 / RATE;
            double angle = 2 * Math.PI * (49 * t + 0.1 * t * t);
            block[n] = 325 * Math.sin(angle);
            block[n + 1] = 10 * Math.sin(angle - 1);
        }
        measure(block, 50);
        for (Measurement window : synchronised()) {
            double middle = (window.firstSample() + window.sampleCount() / 2.0) / RATE;
            assertThat(window.f()).isCloseTo(49 + 0.2 * middle, within(0.001));
        }
        assertThat(synchronised()).hasSizeGreaterThanOrEqualTo(46);
    }

    @Test
    void withoutVoltageWindowsLastTwoHundredMillisecondsAndSaySo() {
        double[] block = new double[2 * 16_000];
        for (int n = 1; n < block.length; n += 2) {
            block[n] = 3;
        }
        measure(block, 50);
        assertThat(windows).noneMatch(Measurement::synchronised);
        assertThat(windows.subList(0, 9))
                .allSatisfy(window -> assertThat(window.seconds()).isCloseTo(0.2, within(1e-9)));
        PhaseMeasurement phase = windows.get(3).phases().getFirst();
        assertThat(phase.uRms()).isZero();
        assertThat(phase.iRms()).isCloseTo(3, within(1e-9));
        assertThat(phase.f()).isNaN();
    }

    @Test
    void synchronisesAgainWhenTheVoltageIsBack() {
        double[] block = Wave.sine(50.03, 230, 5, 0.5).interleaved(RATE, 32_000, 0);
        Arrays.fill(block, 2 * 8_000, 2 * 17_000, 0);
        measure(block, 50);
        assertThat(windows.stream().filter(w -> w.synchronised() && w.firstSample() < 8_000))
                .hasSizeGreaterThanOrEqualTo(3);
        assertThat(
                        windows.stream()
                                .filter(w -> w.firstSample() > 10_000 && w.firstSample() < 15_000))
                .isNotEmpty()
                .noneMatch(Measurement::synchronised);
        assertThat(windows.stream().filter(w -> w.firstSample() > 21_000))
                .hasSizeGreaterThanOrEqualTo(5);
        assertThat(synchronised().stream().filter(w -> w.firstSample() > 17_500))
                .hasSizeGreaterThanOrEqualTo(6)
                .allSatisfy(w -> assertThat(w.f()).isCloseTo(50.03, within(0.001)));
    }

    @Test
    void measuresInTheSameWindowsWhateverTheBlocks() {
        double[] block = Wave.distorted(50.1, RATE, 3).interleaved(RATE, 16_000, 0);
        measure(block, 50);
        List<Measurement> whole = List.copyOf(windows);
        windows.clear();
        Metrology metrology = Metrology.ofCalibrated(RATE, 1, 50, windows::add);
        for (int n = 0; n < block.length; n += 2) {
            metrology.accept(new double[] {block[n], block[n + 1]}, 1);
        }
        metrology.finish();
        assertThat(windows)
                .extracting(Measurement::firstSample, Measurement::seconds, Measurement::p)
                .isEqualTo(
                        whole.stream()
                                .map(w -> tuple(w.firstSample(), w.seconds(), w.p()))
                                .toList());
    }

    @Property(tries = 20)
    void threePhasesAddUp(@ForAll @DoubleRange(min = -1.5, max = 1.5) double lag) {
        windows.clear();
        double[] block = new double[6 * 8_000];
        Wave[] waves = new Wave[3];
        for (int phase = 0; phase < 3; phase++) {
            double turn = -2 * Math.PI * phase / 3;
            waves[phase] =
                    new Wave(
                            50,
                            new double[] {0, 230 + phase},
                            new double[] {0, turn},
                            new double[] {0, 2 + 3 * phase},
                            new double[] {0, turn - lag * (phase - 1)});
            double[] single = waves[phase].interleaved(RATE, 8_000, 0);
            for (int n = 0; n < 8_000; n++) {
                block[6 * n + 2 * phase] = single[2 * n];
                block[6 * n + 2 * phase + 1] = single[2 * n + 1];
            }
        }
        Metrology metrology = Metrology.ofCalibrated(RATE, 3, 50, windows::add);
        metrology.accept(block, 8_000);

        Measurement window = synchronised().getLast();
        double p = Arrays.stream(waves).mapToDouble(Wave::p).sum();
        double q1 = Arrays.stream(waves).mapToDouble(Wave::q1).sum();
        double s = Arrays.stream(waves).mapToDouble(w -> w.uRms() * w.iRms()).sum();
        assertThat(window.p()).isCloseTo(p, within(1e-4 * s));
        assertThat(window.q1()).isCloseTo(q1, within(1e-4 * s));
        assertThat(window.s()).isCloseTo(s, within(1e-4 * s));
        assertThat(window.pf()).isCloseTo(p / s, within(1e-4));
        assertThat(window.sVector()).isCloseTo(Math.hypot(p, q1), within(1e-4 * s));
        assertThat(window.phases().get(1).p()).isCloseTo(waves[1].p(), within(1e-4 * s));
    }

    @Test
    void synchronisesToAnotherPhaseWhenTheFirstFails() {
        double[] single = Wave.sine(49.95, 230, 5, 0.5).interleaved(RATE, 24_000, 0);
        double[] block = new double[3 * single.length];
        for (int n = 0; n < 24_000; n++) {
            for (int phase = 0; phase < 3; phase++) {
                boolean failed = phase == 0 && n > 8_000;
                block[6 * n + 2 * phase] = failed ? 0 : single[2 * n];
                block[6 * n + 2 * phase + 1] = single[2 * n + 1];
            }
        }
        Metrology metrology = Metrology.ofCalibrated(RATE, 3, 50, windows::add);
        metrology.accept(block, 24_000);
        assertThat(synchronised().stream().filter(w -> w.firstSample() > 12_000))
                .hasSizeGreaterThanOrEqualTo(5)
                .allSatisfy(w -> assertThat(w.f()).isCloseTo(49.95, within(0.001)))
                .allSatisfy(w -> assertThat(w.phases().getFirst().uRms()).isZero());
    }

    @ParameterizedTest
    @CsvSource({"0.5, QI", "2.5, QII", "-2.5, QIII", "-0.5, QIV"})
    void reactiveEnergyGoesToTheQuadrantOfTheLag(double lag, Quadrant quadrant) {
        Wave wave = Wave.sine(50, 230, 10, lag);
        measure(wave.interleaved(RATE, 8_000, 0), 50);
        Measurement window = synchronised().getFirst();
        assertThat(window.quadrant()).isEqualTo(quadrant);
        double[] expected = new double[4];
        expected[quadrant.ordinal()] = Math.abs(wave.q1()) * window.seconds() / 3600;
        assertThat(window.varhByQuadrant()).containsExactly(expected, within(1e-8));
    }

    @Test
    void aStretchOfConstantLoadKeepsPowerAndMultipliesEnergy() {
        measure(Wave.sine(50, 230, 10, 0.3).interleaved(RATE, 8_000, 0), 50);
        Measurement window = synchronised().getFirst();
        Measurement hour = window.lasting(3600);
        assertThat(hour.p()).isEqualTo(window.p());
        assertThat(hour.importWh()).isEqualTo(window.p(), within(1e-9));
    }

    @Test
    void refusesWhatItCannotMeasure() {
        assertThatThrownBy(() -> Metrology.ofCalibrated(3_999, 1, 50, windows::add))
                .hasMessageContaining("3999");
        assertThatThrownBy(() -> Metrology.ofCalibrated(8_000, 2, 50, windows::add))
                .hasMessageContaining("2 phases");
        assertThatThrownBy(() -> Metrology.ofCalibrated(8_000, 1, 55, windows::add))
                .hasMessageContaining("55 Hz");
        assertThatThrownBy(() -> new Metrology(8_000, 3, 50, Calibration.none(2), windows::add))
                .hasMessageContaining("2 calibrations for 6 channels");
        Metrology metrology = Metrology.ofCalibrated(8_000, 1, 50, windows::add);
        assertThatThrownBy(() -> metrology.accept(new double[] {1, 2, 3}, 2))
                .hasMessageContaining("block of 3");
        assertThatThrownBy(() -> metrology.accept(new double[] {1, 2, Double.NaN, 1}, 2))
                .hasMessageContaining("sample 1 of channel 0 is NaN");
    }

    private void measure(double[] block, int nominal) {
        Metrology metrology = Metrology.ofCalibrated(RATE, 1, nominal, windows::add);
        metrology.accept(block, block.length / 2);
        metrology.finish();
    }

    private List<Measurement> synchronised() {
        return windows.stream().filter(Measurement::synchronised).toList();
    }
}
