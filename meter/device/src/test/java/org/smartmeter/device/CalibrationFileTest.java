package org.smartmeter.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smartmeter.metrology.Calibration;
import org.smartmeter.metrology.ChannelCalibration;
import org.smartmeter.metrology.ClockCalibration;
import org.smartmeter.metrology.Crosstalk;
import org.smartmeter.metrology.Magnetisation;

/// Coefficients survive their file without loss; what cannot be coefficients is refused.
class CalibrationFileTest {

    @TempDir private Path directory = Path.of("");

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        Calibration calibration =
                new Calibration(
                        List.of(
                                new ChannelCalibration(
                                        5.97e-5, -383.2, 0, 1e-5, Magnetisation.NONE, 0.004),
                                new ChannelCalibration(
                                        -2.21e-5,
                                        78.1,
                                        -0.0067,
                                        -8.1e-6,
                                        new Magnetisation(2.918, 0.0031, -0.0106),
                                        0.0016)),
                        List.of(new Crosstalk(0, 1, 1.45e-7, 1.76e-9)),
                        new ClockCalibration(-6.2e-6, 2.9e-8),
                        3,
                        1.15,
                        23);
        Path file = Files.write(directory.resolve("unit"), CalibrationFile.lines(calibration));

        assertThat(CalibrationFile.read(file)).isEqualTo(calibration);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theNeutralIsTheLastChannelWhateverThePhases(int phases) throws IOException {
        List<ChannelCalibration> channels = new ArrayList<>();
        for (int channel = 0; channel <= 2 * phases; channel++) {
            channels.add(new ChannelCalibration(1 + channel, -channel, 0));
        }
        Calibration calibration =
                new Calibration(
                        channels,
                        List.of(new Crosstalk(0, 2 * phases, 1.5e-7, 1.7e-9)),
                        ClockCalibration.NONE,
                        3,
                        0,
                        23);
        List<String> lines = CalibrationFile.lines(calibration);
        Path file = Files.write(directory.resolve("unit"), lines);

        assertThat(lines).contains("crosstalk.v1.neutral = 1.5E-7 1.7E-9");
        assertThat(CalibrationFile.read(file)).isEqualTo(calibration);
        assertThat(CalibrationFile.read(file).hasNeutral()).isTrue();
        assertThat(CalibrationFile.read(file).phases()).isEqualTo(phases);
    }

    @Test
    void twoGainsAreEnough() throws IOException {
        Path file = Files.writeString(directory.resolve("unit"), "v1.gain = 1\ni1.gain = 2\n");

        assertThat(CalibrationFile.read(file))
                .isEqualTo(
                        Calibration.of(
                                List.of(
                                        new ChannelCalibration(1, 0, 0),
                                        new ChannelCalibration(2, 0, 0))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v1.gain = 1                             | has gains of 1 channels",
                "v1.gain = 1;v2.gain = 1                 | :2: i1.gain is missing",
                "v1.gain = 0;i1.gain = 1                 | :1: v1.gain is 0",
                "v1.gain = 1;neutral.gain = 1            | has gains of 1 channels",
                "v1.gain = 1;i1.gain = 1;neutral.noise = 1     | :3: unknown key",
                "v1.gain = x;i1.gain = 1                 | :1: v1.gain is a number",
                "v1.gain = 1;i1.gain = NaN               | :2: i1.gain is a number",
                "v1.gain = 1;i1.gain = 1;i1.phase.samples = 17 | :3: i1.phase.samples",
                "v1.gain = 1;i1.gain = 1;i1.corner.hz = -1     | :3: i1.corner.hz",
                "v1.gain = 1;i1.gain = 1;crosstalk.v1.i1 = 1   | :3: crosstalk.v1.i1 is two numbers",
                "v1.gain = 1;i1.gain = 1;i2.gian = 1     | :3: unknown key",
            })
    void refusesWhatCannotBeCoefficients(String lines, String reason) throws IOException {
        Path file = Files.writeString(directory.resolve("unit"), lines.replace(';', '\n'));

        assertThatThrownBy(() -> CalibrationFile.read(file))
                .isInstanceOf(BadConfigurationException.class)
                .hasMessageContaining("unit")
                .hasMessageContaining(reason);
    }
}
