package org.smartmeter.metrology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.metrology.quality.QualitySettings;

/// The neutral's current beside the phases: measured over the same windows, and never taken for
/// anything else.
class NeutralTest {

    private static final double RATE = 8_000;
    private static final int FRAMES = 16_000;

    private final List<Measurement> windows = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "1, 50,    5,   0.5,  5",
        "1, 49.7,  5,   0.5,  0",
        "1, 50.2,  0.1, -1.0, 30",
        "3, 50.03, 5,   0.5,  2.5",
        "3, 59.9,  40,  1.2,  0.02",
    })
    void isMeasuredOverTheWindowsOfThePhases(
            int phases, double f, double amperes, double lag, double neutral) {
        Wave wave = Wave.sine(f, 230, amperes, lag);
        Wave returning = Wave.distorted(f, RATE, 11);
        double scale = neutral / returning.iRms();
        double[] with = frames(phases, wave, returning, scale, true);
        double[] without = frames(phases, wave, returning, scale, false);
        int nominal = f > 55 ? 60 : 50;

        measure(phases, nominal, Calibration.none(2 * phases + 1), with);
        List<Measurement> measured = List.copyOf(windows);
        windows.clear();
        measure(phases, nominal, Calibration.none(2 * phases), without);

        assertThat(windows).noneMatch(window -> window.neutralAmperes().isPresent());
        assertThat(measured.stream().map(NeutralTest::withoutNeutral).toList())
                .isEqualTo(windows.stream().map(NeutralTest::withoutNeutral).toList());
        assertThat(measured.stream().filter(Measurement::synchronised))
                .hasSizeGreaterThan(6)
                .allSatisfy(
                        window ->
                                assertThat(window.neutralAmperes().orElseThrow())
                                        .isCloseTo(neutral, within(2e-4 * neutral + 1e-9)));
    }

    /// All that a window says of the phases.
    private static List<Object> withoutNeutral(Measurement window) {
        PhaseMeasurement phase = window.phases().getLast();
        return List.of(
                window.firstSample(),
                window.seconds(),
                window.p(),
                window.q1(),
                phase.uRms(),
                phase.iRms());
    }

    /// A neutral as strong as any voltage, and no voltage at all.
    @ParameterizedTest
    @CsvSource({"1", "3"})
    void isNeverTakenForTheMains(int phases) {
        Wave wave = Wave.sine(50, 0, 0, 0);
        Wave returning = Wave.sine(50, 230, 230, 0);

        measure(
                phases,
                50,
                Calibration.none(2 * phases + 1),
                frames(phases, wave, returning, 1, true));

        assertThat(windows).isNotEmpty().noneMatch(Measurement::synchronised);
        assertThat(windows.get(3).neutralAmperes().orElseThrow()).isCloseTo(230, within(0.5));
    }

    @Test
    void isCalibratedAndItsNoiseTakenOff() {
        double noise = 0.05;
        ChannelCalibration channel =
                new ChannelCalibration(2e-5, 400, 0, 0, Magnetisation.NONE, noise);
        List<ChannelCalibration> channels =
                List.of(ChannelCalibration.NONE, ChannelCalibration.NONE, channel);
        Wave wave = Wave.sine(50, 230, 5, 0);
        double[] frames = frames(1, wave, wave, 0.02, true);
        Random random = new Random(5);
        for (int n = 2; n < frames.length; n += 3) {
            frames[n] = (frames[n] + noise * random.nextGaussian()) / 2e-5 + 400;
        }

        measure(1, 50, Calibration.of(channels), frames);

        double square =
                windows.stream()
                        .filter(Measurement::synchronised)
                        .mapToDouble(window -> Math.pow(window.neutralAmperes().orElseThrow(), 2))
                        .average()
                        .orElseThrow();
        assertThat(Math.sqrt(square)).isCloseTo(0.1, within(0.002));
    }

    @Test
    void goesOnWhereTheQualityBeginsItsWindowsAnew() {
        Metrology metrology = new Metrology(RATE, 1, 50, Calibration.none(3), windows::add);
        metrology.watchQuality(QualitySettings.EUROPEAN, result -> {});
        metrology.nextSampleAt(Instant.parse("2026-05-01T08:09:59.050Z"));
        Wave wave = Wave.sine(50.02, 230, 5, 0.5);

        metrology.accept(frames(1, wave, wave, 1, true), FRAMES);

        assertThat(windows.stream().filter(Measurement::synchronised))
                .hasSizeGreaterThan(6)
                .anyMatch(window -> window.seconds() < 0.19)
                .allSatisfy(
                        window ->
                                assertThat(window.neutralAmperes().orElseThrow())
                                        .isCloseTo(
                                                window.phases().getFirst().iRms(), within(1e-9)));
    }

    @ParameterizedTest
    @CsvSource({"1, 4", "3, 5", "3, 8", "1, 1"})
    void refusesChannelsThatAreNoPhasesAndNeutral(int phases, int channels) {
        Calibration calibration =
                new Calibration(
                        Collections.nCopies(channels, ChannelCalibration.NONE),
                        List.of(),
                        ClockCalibration.NONE,
                        0,
                        0,
                        Calibration.REFERENCE_CELSIUS);
        assertThatThrownBy(() -> new Metrology(RATE, phases, 50, calibration, windows::add))
                .hasMessageContaining(channels + " calibrations for " + 2 * phases + " channels");
    }

    private void measure(int phases, int nominal, Calibration calibration, double[] frames) {
        Metrology metrology = new Metrology(RATE, phases, nominal, calibration, windows::add);
        metrology.accept(frames, FRAMES);
        metrology.finish();
    }

    /// The same wave in every phase, and a share of the other's current in the neutral.
    private static double[] frames(
            int phases, Wave wave, Wave returning, double share, boolean neutral) {
        int width = 2 * phases + (neutral ? 1 : 0);
        double[] frames = new double[width * FRAMES];
        for (int n = 0; n < FRAMES; n++) {
            for (int phase = 0; phase < phases; phase++) {
                frames[n * width + 2 * phase] = wave.voltsAt(n / RATE);
                frames[n * width + 2 * phase + 1] = wave.amperesAt(n / RATE);
            }
            if (neutral) {
                frames[n * width + 2 * phases] = share * returning.amperesAt(n / RATE);
            }
        }
        return frames;
    }
}
