package org.smartmeter.metrology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// A recording is measured from its first to its last positive-going zero crossing.
class WaveformMeasurementTest {

    @Test
    void coversWholeCyclesFromTheFirstToTheLastCrossing() {
        Wave wave =
                new Wave(
                        50,
                        new double[] {0, 230},
                        new double[] {0, Math.PI / 2},
                        new double[] {0, 2},
                        new double[] {0, 0});
        Measurement measurement = measure(wave, 6_400, 1_500);
        // crossings at 96, 224, … 1376
        assertThat(measurement.firstSample()).isEqualTo(96);
        assertThat(measurement.sampleCount()).isEqualTo(1_280);
        assertThat(measurement.seconds()).isCloseTo(0.2, within(1e-9));
    }

    @Test
    void aCrossingAtTheVeryFirstSampleCounts() {
        Measurement measurement = measure(Wave.sine(50, 230, 5, 1), 6_400, 1_281);
        assertThat(measurement.firstSample()).isZero();
        assertThat(measurement.sampleCount()).isEqualTo(1_280);
        assertThat(measurement.energyWh())
                .isCloseTo(230 * 5 * Math.cos(1) * 0.2 / 3600, within(1e-6));
    }

    /// The mains at a million samples a second, added up plainly, against 6.4 kSa/s.
    @Test
    void agreesWithBruteForceAtAVeryHighRate() {
        Wave wave = Wave.distorted(49.87, 6_400, 11);
        int cycles = 3;
        int samples = (int) Math.rint(1e6 * cycles / wave.f());
        double uu = 0;
        double ii = 0;
        double ui = 0;
        for (int n = 0; n < samples; n++) {
            double t = (n + 0.5) / samples * cycles / wave.f();
            double u = wave.voltsAt(t);
            double i = wave.amperesAt(t);
            uu += u * u;
            ii += i * i;
            ui += u * i;
        }
        PhaseMeasurement phase = measure(wave, 6_400, 9_600).phases().getFirst();
        assertThat(phase.uRms() / Math.sqrt(uu / samples)).isCloseTo(1, within(2e-5));
        assertThat(phase.iRms() / Math.sqrt(ii / samples)).isCloseTo(1, within(2e-5));
        assertThat(phase.p() / (ui / samples)).isCloseTo(1, within(2e-5));
    }

    @Test
    void threePhasesKeepTheirOrder() {
        double[][] v = new double[3][];
        double[][] i = new double[3][];
        for (int phase = 0; phase < 3; phase++) {
            Wave wave =
                    new Wave(
                            50,
                            new double[] {0, 230},
                            new double[] {0, -2 * Math.PI * phase / 3},
                            new double[] {0, 1 + phase},
                            new double[] {0, -2 * Math.PI * phase / 3});
            v[phase] = wave.volts(8_000, 8_000);
            i[phase] = wave.amperes(8_000, 8_000);
        }
        Measurement measurement = WaveformMeasurement.measure(v, i, 8_000, 50);
        assertThat(measurement.phases().get(2).p()).isCloseTo(690, within(0.01));
        assertThat(measurement.p()).isCloseTo(1380, within(0.01));
        assertThat(measurement.pf()).isCloseTo(1, within(1e-6));
    }

    @Test
    void saysWhyARecordingCannotBeMeasured() {
        double[][] one = {new double[100]};
        assertThatThrownBy(() -> WaveformMeasurement.measure(one, one, 8_000, 50))
                .hasMessageContaining("no three cycles");
        assertThatThrownBy(
                        () ->
                                WaveformMeasurement.measure(
                                        new double[2][10], new double[2][10], 8_000, 50))
                .hasMessageContaining("1 or 3");
        assertThatThrownBy(
                        () ->
                                WaveformMeasurement.measure(
                                        one, new double[][] {new double[99]}, 8_000, 50))
                .hasMessageContaining("100 and 99");
        assertThatThrownBy(() -> WaveformMeasurement.measure(one, one, -1, 50))
                .hasMessageContaining("rate is -1");
        double[][] broken = {{1, Double.POSITIVE_INFINITY}};
        assertThatThrownBy(
                        () ->
                                WaveformMeasurement.measure(
                                        broken, new double[][] {{1, 1}}, 8_000, 50))
                .hasMessageContaining("sample 1 of channel 0");
        assertThatThrownBy(
                        () ->
                                WaveformMeasurement.measure(
                                        new double[1][0], new double[1][0], 8_000, 50))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Measurement measure(Wave wave, double rate, int samples) {
        return WaveformMeasurement.measure(
                new double[][] {wave.volts(rate, samples)},
                new double[][] {wave.amperes(rate, samples)},
                rate,
                50);
    }
}
