package org.smartmeter.metrology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Counts become volts and amperes, and late channels are brought back into time.
class CalibrationTest {

    private static final double RATE = 6_400;

    @Property(tries = 40)
    void aLateChannelIsAlignedUpToTheFiftiethHarmonic(
            @ForAll @DoubleRange(min = -16, max = 16) double uLate,
            @ForAll @DoubleRange(min = -16, max = 16) double iLate,
            @ForAll @IntRange(min = 1, max = 50) int h) {
        double[] block = new double[2 * (int) RATE];
        for (int n = 0; n < (int) RATE; n++) {
            double u = (n - uLate) / RATE * 2 * Math.PI * 50;
            double i = (n - iLate) / RATE * 2 * Math.PI * 50;
            block[2 * n] = 300 * Math.sin(u) + 100 * Math.sin(h * u);
            block[2 * n + 1] = 10 * Math.sin(h * i - 1);
        }
        List<Measurement> windows = new ArrayList<>();
        Metrology metrology =
                new Metrology(
                        RATE,
                        1,
                        50,
                        Calibration.of(
                                List.of(
                                        new ChannelCalibration(1, 0, uLate),
                                        new ChannelCalibration(1, 0, iLate))),
                        windows::add);
        metrology.accept(block, (int) RATE);
        metrology.finish();

        double volts = h == 1 ? 400 : 100;
        PhaseMeasurement phase = windows.get(2).phases().getFirst();
        assertThat(windows.get(2).synchronised()).isTrue();
        assertThat(phase.p())
                .isCloseTo(volts * 10 / 2 * Math.cos(1), within(0.00002 * volts * 10 / 2));
        assertThat(phase.iRms()).isCloseTo(10 / Math.sqrt(2), within(0.00002 * 10));
        assertThat(windows.stream().mapToDouble(Measurement::seconds).sum())
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void countsAreScaledAndTheirOffsetTakenAway() {
        Wave wave = Wave.sine(50, 230, 10, 0.7);
        double[] values = wave.interleaved(RATE, (int) RATE, 0);
        int[] counts = new int[values.length];
        for (int n = 0; n < values.length; n += 2) {
            counts[n] = (int) Math.rint(values[n] / 1e-4 + 1_234);
            counts[n + 1] = (int) Math.rint(values[n + 1] / -1e-5 - 77);
        }
        List<Measurement> windows = new ArrayList<>();
        Metrology metrology =
                new Metrology(
                        RATE,
                        1,
                        50,
                        Calibration.of(
                                List.of(
                                        new ChannelCalibration(1e-4, 1_234, 0),
                                        new ChannelCalibration(-1e-5, -77, 0))),
                        windows::add);
        metrology.accept(counts, (int) RATE);

        PhaseMeasurement phase = windows.get(1).phases().getFirst();
        assertThat(phase.uRms()).isCloseTo(230, within(1e-3));
        assertThat(phase.iRms()).isCloseTo(10, within(1e-4));
        assertThat(phase.p()).isCloseTo(wave.p(), within(0.01));
        assertThat(phase.uDc()).isCloseTo(0, within(1e-4));
    }

    /// First-order high-pass at 3 Hz, as a transformer with 3.4° at 50 Hz, 0.33 %/K warmer by 20
    /// K.
    @Property(tries = 30)
    void whatATransformersCoreTakesIsGivenBackAtEveryFrequency(
            @ForAll @DoubleRange(min = 45, max = 65) double f,
            @ForAll @IntRange(min = 1, max = 40) int h) {
        double kelvin = 20;
        double corner = 3 * (1 + 0.0033 * kelvin);
        Wave mains = Wave.sine(f, 230, 10, 1.4);
        double gain1 = 1 / Math.hypot(1, corner / f);
        double lead1 = Math.atan(corner / f);
        double leadH = Math.atan(corner / (h * f));
        double[] block = new double[2 * 8 * (int) RATE];
        for (int n = 0; n < block.length / 2; n++) {
            double t = n / RATE;
            block[2 * n] = mains.voltsAt(t);
            block[2 * n + 1] =
                    gain1 * mains.amperesAt(t + lead1 / (2 * Math.PI * f))
                            + (h == 1 ? 0 : Math.sin(2 * Math.PI * h * f * t + leadH));
        }
        ChannelCalibration transformer =
                new ChannelCalibration(1, 0, 0, 0, new Magnetisation(3, 0.0033, 0), 0);
        List<Measurement> windows = new ArrayList<>();
        Metrology metrology =
                new Metrology(
                        RATE,
                        1,
                        f < 55 ? 50 : 60,
                        Calibration.of(List.of(ChannelCalibration.NONE, transformer)),
                        windows::add);
        metrology.temperature(Calibration.REFERENCE_CELSIUS + kelvin);
        metrology.accept(block, block.length / 2);

        PhaseMeasurement phase = windows.getLast().phases().getFirst();
        assertThat(phase.p()).isCloseTo(mains.p(), within(0.0002 * mains.p()));
        assertThat(phase.iRms())
                .isCloseTo(Math.sqrt(100 + (h == 1 ? 0 : 0.5)), within(0.0002 * 10));
        assertThat(phase.iDc()).isCloseTo(0, within(0.2));
    }

    @Property(tries = 30)
    void whatTheDecimationFilterLetDroopIsLifted(
            @ForAll @DoubleRange(min = -3, max = 3) double late,
            @ForAll @IntRange(min = 2, max = 50) int h) {
        double[] block = new double[2 * (int) RATE];
        for (int n = 0; n < (int) RATE; n++) {
            double u = n / RATE * 2 * Math.PI * 50;
            double i = (n - late) / RATE * 2 * Math.PI * 50;
            block[2 * n] = droop(1) * 300 * Math.sin(u) + droop(h) * 100 * Math.sin(h * u);
            block[2 * n + 1] = droop(h) * 10 * Math.sin(h * i - 1);
        }
        List<Measurement> windows = new ArrayList<>();
        Metrology metrology =
                new Metrology(
                        RATE,
                        1,
                        50,
                        new Calibration(
                                List.of(
                                        ChannelCalibration.NONE,
                                        new ChannelCalibration(1, 0, late)),
                                List.of(),
                                ClockCalibration.NONE,
                                3,
                                0,
                                Calibration.REFERENCE_CELSIUS),
                        windows::add);
        metrology.accept(block, (int) RATE);

        PhaseMeasurement phase = windows.get(2).phases().getFirst();
        double p = 100 * 10 / 2 * Math.cos(1);
        assertThat(phase.p()).isCloseTo(p, within(0.0001 * p));
        assertThat(phase.iRms()).isCloseTo(10 / Math.sqrt(2), within(0.0005 * 10));
    }

    private static double droop(int h) {
        double x = Math.PI * h * 50 / RATE;
        return Math.pow(Math.sin(x) / x, 3);
    }

    @Test
    void crosstalkIsTakenAwayInPhaseAndInQuadrature() {
        Wave wave = Wave.sine(50, 230, 0.01, 0.3);
        double[] block = wave.interleaved(RATE, (int) RATE, 0);
        double direct = 2e-5;
        double slopeSeconds = 1e-7;
        for (int n = 0; n < block.length / 2; n++) {
            double quadrature = wave.voltsAt(n / RATE + 1 / 200.0) * 2 * Math.PI * 50;
            block[2 * n + 1] += direct * block[2 * n] + slopeSeconds * quadrature;
        }
        List<Measurement> windows = new ArrayList<>();
        Metrology metrology =
                new Metrology(
                        RATE,
                        1,
                        50,
                        new Calibration(
                                Calibration.none(2).channels(),
                                List.of(new Crosstalk(0, 1, direct, slopeSeconds)),
                                ClockCalibration.NONE,
                                0,
                                0,
                                Calibration.REFERENCE_CELSIUS),
                        windows::add);
        metrology.accept(block, (int) RATE);

        PhaseMeasurement phase = windows.get(2).phases().getFirst();
        assertThat(phase.p()).isCloseTo(wave.p(), within(0.0002 * wave.p()));
        assertThat(phase.q1()).isCloseTo(wave.q1(), within(0.005 * wave.q1()));
    }

    @Test
    void aFastWarmClockAndItsNoiseAreCorrected() {
        double excess = 100e-6;
        Wave wave = Wave.sine(50, 230, 0.01, 0.3);
        double trueRate = RATE * (1 + excess);
        double[] block = wave.interleaved(trueRate, 2 * (int) RATE, 0);
        Wave.addNoise(block, 0, 0.005, 7);
        List<Measurement> windows = new ArrayList<>();
        Metrology metrology =
                new Metrology(
                        RATE,
                        1,
                        50,
                        new Calibration(
                                List.of(
                                        ChannelCalibration.NONE,
                                        new ChannelCalibration(
                                                1, 0, 0, 0.001, Magnetisation.NONE, 0.005 * 1.01)),
                                List.of(),
                                new ClockCalibration(40e-6, 6e-6),
                                0,
                                0,
                                Calibration.REFERENCE_CELSIUS),
                        windows::add);
        metrology.temperature(Calibration.REFERENCE_CELSIUS + 10);
        metrology.accept(block, 2 * (int) RATE);
        metrology.finish();

        assertThat(windows.get(2).f()).isCloseTo(50, within(1e-4));
        assertThat(windows.stream().mapToDouble(Measurement::seconds).sum())
                .isCloseTo(2 * RATE / trueRate, within(1e-9));
        assertThat(windows.get(2).phases().getFirst().iRms()).isCloseTo(0.0101, within(0.0003));
    }

    /// At 230 V: 1.15 VA is 5 mA.
    @Property(tries = 20)
    void belowTheCreepThresholdNothingRegistersAboveItEverything(
            @ForAll @DoubleRange(min = 0.1, max = 10) double milliamperes,
            @ForAll @DoubleRange(min = 0, max = 1.5) double lag) {
        Wave wave = Wave.sine(50, 230, milliamperes / 1000, lag);
        List<Measurement> windows = new ArrayList<>();
        Metrology metrology =
                new Metrology(
                        RATE,
                        1,
                        50,
                        new Calibration(
                                Calibration.none(2).channels(),
                                List.of(),
                                ClockCalibration.NONE,
                                0,
                                1.15,
                                Calibration.REFERENCE_CELSIUS),
                        windows::add);
        metrology.accept(wave.interleaved(RATE, (int) RATE, 0), (int) RATE);

        Measurement window = windows.get(2);
        if (milliamperes < 4.99) {
            assertThat(window.importWh()).isZero();
            assertThat(window.varhByQuadrant()).containsOnly(0);
        } else if (milliamperes > 5.01) {
            assertThat(window.p()).isCloseTo(wave.p(), within(0.0002 * 2.3));
        }
        assertThat(window.phases().getFirst().iRms()).isCloseTo(milliamperes / 1000, within(1e-6));
    }

    @Test
    void refusesImpossibleCoefficients() {
        assertThatThrownBy(() -> new ChannelCalibration(0, 0, 0)).hasMessageContaining("gain");
        assertThatThrownBy(() -> new ChannelCalibration(1, Double.NaN, 0))
                .hasMessageContaining("offset");
        assertThatThrownBy(() -> new ChannelCalibration(1, 0, 16.5))
                .hasMessageContaining("16.5 samples");
    }
}
