package org.smartmeter.metrology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Subgroups as ratios to the fundamental (IEC 61000-4-7).
class HarmonicsTest {

    @Property(tries = 20)
    void everyHarmonicOfAStreamAndOfARecordingIsFound(
            @ForAll @DoubleRange(min = 45, max = 65) double f,
            @ForAll @DoubleRange(min = 4_000, max = 16_000) double rate,
            @ForAll long seed) {
        Wave wave = Wave.distorted(f, rate, seed);
        int samples = (int) rate;
        List<Measurement> windows = new ArrayList<>();
        Metrology metrology = Metrology.ofCalibrated(rate, 1, f < 55 ? 50 : 60, windows::add);
        metrology.requestHarmonics();
        metrology.accept(wave.interleaved(rate, samples, 0), samples);
        Measurement asked = windows.stream().filter(Measurement::synchronised).findFirst().get();
        Measurement recording =
                WaveformMeasurement.measure(
                        new double[][] {wave.volts(rate, samples)},
                        new double[][] {wave.amperes(rate, samples)},
                        rate,
                        f < 55 ? 50 : 60);
        for (Measurement measurement : List.of(asked, recording)) {
            PhaseMeasurement phase = measurement.phases().getFirst();
            assertRatios(phase.harmonicsU(), wave.u());
            assertRatios(phase.harmonicsI(), wave.i());
            assertThat(phase.thdU()).isCloseTo(distortion(wave.u()), within(1e-4));
            assertThat(phase.thdI()).isCloseTo(distortion(wave.i()), within(1e-3));
        }
        assertThat(windows.getLast().phases().getFirst().harmonicsU()).isEmpty();
    }

    /// Whole cycles that begin with the recording's first sample and end with its last leave no
    /// room for a full hand-over there.
    @ParameterizedTest
    @CsvSource({
        "45.37, 4000, 21, 0",
        "45.37, 4000, 40, 0",
        "51.3, 4000, 50, 0",
        "51.3, 4100, 50, 1",
        "49.7, 6400, 11, 2",
        "62.9, 4000, 63, 3",
        "64.1, 4000, 36, 0",
        "50.7, 15000, 50, 0"
    })
    void aRecordingThatEndsWithItsCyclesShowsTheSameHarmonics(
            double f, double rate, int cycles, int samplesMore) {
        double firstCrossing = 0.3;
        int samples = (int) Math.ceil(firstCrossing + cycles * rate / f) + 1 + samplesMore;
        Wave wave = Wave.distorted(f, rate, 7).crossingAt(firstCrossing / rate);
        PhaseMeasurement phase =
                WaveformMeasurement.measure(
                                new double[][] {wave.volts(rate, samples)},
                                new double[][] {wave.amperes(rate, samples)},
                                rate,
                                f < 55 ? 50 : 60)
                        .phases()
                        .getFirst();
        assertRatios(phase.harmonicsU(), wave.u());
        assertRatios(phase.harmonicsI(), wave.i());
    }

    private static void assertRatios(double[] ratios, double[] rms) {
        assertThat(ratios[0]).isEqualTo(1);
        for (int h = 1; h <= ratios.length; h++) {
            double expected = h < rms.length ? rms[h] / rms[1] : 0;
            assertThat(ratios[h - 1]).isCloseTo(expected, within(1e-4));
        }
    }

    private static double distortion(double[] rms) {
        double sum = 0;
        for (int h = 2; h < rms.length; h++) {
            sum += rms[h] * rms[h];
        }
        return Math.sqrt(sum) / rms[1];
    }

    /// 5 % at 5 Hz beside the third harmonic belongs to its subgroup, at 10 Hz it does not.
    @ParameterizedTest
    @CsvSource({"145, 0.0707", "155, 0.0707", "140, 0.05", "160, 0.05"})
    void aSubgroupTakesTheLinesBesideTheHarmonic(double interharmonic, double expected) {
        double[] v = new double[12_800];
        double[] i = new double[12_800];
        for (int n = 0; n < v.length; n++) {
            double t = n / 6_400.0;
            v[n] =
                    Math.sin(2 * Math.PI * 50 * t)
                            + 0.05 * Math.sin(2 * Math.PI * 150 * t)
                            + 0.05 * Math.sin(2 * Math.PI * interharmonic * t + 1);
            i[n] = v[n];
        }
        Measurement measurement =
                WaveformMeasurement.measure(new double[][] {v}, new double[][] {i}, 6_400, 50);
        assertThat(measurement.phases().getFirst().harmonicsU()[2])
                .isCloseTo(expected, within(2e-4));
    }

    @ParameterizedTest
    @CsvSource({"6400, 50, 50", "8000, 60, 50", "4000, 50, 36", "4000, 60, 30", "32000, 50, 50"})
    void listsEndWhereTheRateNoLongerCarriesTheHarmonic(double rate, int f, int length) {
        Wave wave = Wave.sine(f, 230, 1, 0);
        int samples = (int) rate;
        PhaseMeasurement phase =
                WaveformMeasurement.measure(
                                new double[][] {wave.volts(rate, samples)},
                                new double[][] {wave.amperes(rate, samples)},
                                rate,
                                f)
                        .phases()
                        .getFirst();
        assertThat(phase.harmonicsU()).hasSize(length);
        assertThat(phase.harmonicsI()).hasSize(length);
    }

    @Test
    void withoutCurrentThereIsNoDistortionToSpeakOf() {
        Wave wave = Wave.sine(50, 230, 0, 0);
        PhaseMeasurement phase =
                WaveformMeasurement.measure(
                                new double[][] {wave.volts(8_000, 8_000)},
                                new double[][] {new double[8_000]},
                                8_000,
                                50)
                        .phases()
                        .getFirst();
        assertThat(phase.thdI()).isNaN();
        assertThat(phase.thdU()).isCloseTo(0, within(1e-6));
    }
}
