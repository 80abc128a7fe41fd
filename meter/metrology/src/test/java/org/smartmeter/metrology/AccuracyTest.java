package org.smartmeter.metrology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/// Within 0.02 % in U, I and P and within 1 mHz in f of the exact figures of a distorted mains, at
/// every rate from 4 to 32 kSa/s and every frequency from 45 to 65 Hz.
class AccuracyTest {

    private static final double SHARE = 0.0002;
    private static final double MILLIHERTZ = 0.001;

    @Property(tries = 60)
    void everyWindowOfAStreamIsExact(
            @ForAll @DoubleRange(min = 45, max = 65) double f,
            @ForAll @DoubleRange(min = 4_000, max = 32_000) double rate,
            @ForAll long seed) {
        Wave wave = Wave.distorted(f, rate, seed);
        List<Measurement> windows = stream(wave.interleaved(rate, (int) rate, 0), rate, f);
        List<Measurement> synchronised =
                windows.stream().filter(Measurement::synchronised).toList();
        assertThat(synchronised).hasSizeGreaterThanOrEqualTo(2);
        synchronised.forEach(window -> assertExact(window, wave));
    }

    @Property(tries = 60)
    void aRecordingIsExact(
            @ForAll @DoubleRange(min = 45, max = 65) double f,
            @ForAll @DoubleRange(min = 4_000, max = 32_000) double rate,
            @ForAll @DoubleRange(min = 0.1, max = 1.5) double seconds,
            @ForAll long seed) {
        Wave wave = Wave.distorted(f, rate, seed);
        int samples = (int) (seconds * rate);
        Measurement whole =
                WaveformMeasurement.measure(
                        new double[][] {wave.volts(rate, samples)},
                        new double[][] {wave.amperes(rate, samples)},
                        rate,
                        f < 55 ? 50 : 60);
        assertExact(whole, wave);
        assertThat(whole.seconds() * f).isCloseTo(Math.rint(whole.seconds() * f), within(1e-4));
        assertThat(whole.seconds() * f).isGreaterThan(seconds * f - 2);
    }

    @Property(tries = 40)
    void noiseOfSixtyDecibelsMovesTheFrequencyByLessThanAMillihertz(
            @ForAll @DoubleRange(min = 45, max = 65) double f,
            @ForAll @DoubleRange(min = 6_400, max = 16_000) double rate,
            @ForAll long seed) {
        Wave wave = Wave.distorted(f, rate, seed);
        double[] block = wave.interleaved(rate, (int) rate, 0);
        Wave.addNoise(block, wave.u()[1] / 1000, wave.i()[1] / 1000, seed);
        stream(block, rate, f).stream()
                .filter(Measurement::synchronised)
                .forEach(window -> assertThat(window.f()).isCloseTo(f, within(MILLIHERTZ)));
    }

    private static List<Measurement> stream(double[] block, double rate, double f) {
        List<Measurement> windows = new ArrayList<>();
        Metrology metrology = Metrology.ofCalibrated(rate, 1, f < 55 ? 50 : 60, windows::add);
        metrology.accept(block, block.length / 2);
        metrology.finish();
        return windows;
    }

    private static void assertExact(Measurement window, Wave wave) {
        PhaseMeasurement phase = window.phases().getFirst();
        double s = wave.uRms() * wave.iRms();
        assertThat(phase.uRms()).isCloseTo(wave.uRms(), within(SHARE * wave.uRms()));
        assertThat(phase.iRms()).isCloseTo(wave.iRms(), within(SHARE * wave.iRms()));
        assertThat(phase.p()).isCloseTo(wave.p(), within(SHARE * Math.abs(wave.p())));
        assertThat(phase.q1()).isCloseTo(wave.q1(), within(SHARE * s));
        assertThat(phase.uDc()).isCloseTo(wave.u()[0], within(SHARE * wave.uRms()));
        assertThat(phase.iDc()).isCloseTo(wave.i()[0], within(SHARE * wave.iRms()));
        assertThat(window.f()).isCloseTo(wave.f(), within(MILLIHERTZ));
    }
}
