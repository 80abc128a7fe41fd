package org.smartmeter.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.device.BadConfigurationException;
import org.smartmeter.device.Configuration;
import org.smartmeter.device.FrontEnd;
import org.smartmeter.drivers.Drivers;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.quality.QualityResult;
import org.smartmeter.metrology.quality.QualityWindow;
import org.smartmeter.metrology.quality.VoltageEvent;

/// A recording is measured as what its calibration says that its numbers are, and its quality by
/// what is declared of the supply.
class RecordedWaveTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final int RATE = 8_000;

    @TempDir private Path directory = Path.of("");

    private static final class Taken implements FrontEnd.Windows {
        private final List<Measurement> windows = new ArrayList<>();
        private final List<QualityResult> qualities = new ArrayList<>();

        @Override
        public void measured(Measurement window, Instant end) {
            windows.add(window);
        }

        @Override
        public void quality(QualityResult result) {
            qualities.add(result);
        }
    }

    @Test
    void countsBecomeVoltsAndAmperesByTheCalibration() throws IOException {
        wave(325.27, 14.142, 1_000, 10_000);
        Files.writeString(
                directory.resolve("unit"), "v1.gain = 0.001\ni1.gain = 0.0001\nv1.offset = 0\n");

        Taken taken = measured("calibration = unit", Duration.ofSeconds(2));

        assertThat(taken.windows).hasSizeGreaterThan(7);
        Measurement last = taken.windows.getLast();
        assertThat(last.phases().getFirst().uRms()).isCloseTo(230, within(0.01));
        assertThat(last.phases().getFirst().iRms()).isCloseTo(10, within(0.001));
    }

    @Test
    void withoutOneTheyAreVoltsAndAmperes() throws IOException {
        wave(325.27, 14.142, 1, 1);

        Measurement last = measured("", Duration.ofSeconds(2)).windows.getLast();

        assertThat(last.phases().getFirst().uRms()).isCloseTo(230, within(0.01));
    }

    /// Columns of the recording, calibration → current of the neutral, if it is measured.
    @ParameterizedTest(name = "{0}, {1} → {2}")
    @CsvSource({
        "'v,i',   '',                    ",
        "'v,i,n', '',                   10",
        "'v,i,n', calibration = unit,     ",
        "'v,i,n', calibration = sensed, 20",
    })
    void theNeutralsCurrentIsMeasuredWhereTheRecordingHasIt(
            String columns, String line, @Nullable Double amperes) throws IOException {
        sine(columns, 325.27, 14.142, -14.142);
        Files.writeString(directory.resolve("unit"), "v1.gain = 1\ni1.gain = 1\n");
        Files.writeString(
                directory.resolve("sensed"), "v1.gain = 1\ni1.gain = 1\nneutral.gain = 2\n");

        Measurement last = measured(line, Duration.ofSeconds(2)).windows.getLast();

        assertThat(last.phases().getFirst().iRms()).isCloseTo(10, within(0.001));
        assertThat(last.neutralAmperes().isPresent()).isEqualTo(amperes != null);
        if (amperes != null) {
            assertThat(last.neutralAmperes().getAsDouble()).isCloseTo(amperes, within(0.002));
        }
    }

    @Test
    void aCalibrationOfTheNeutralWantsARecordingOfIt() throws IOException {
        wave(325.27, 14.142, 1, 1);
        Files.writeString(
                directory.resolve("sensed"), "v1.gain = 1\ni1.gain = 1\nneutral.gain = 1\n");

        assertThatThrownBy(() -> measured("calibration = sensed", Duration.ofSeconds(2)))
                .isInstanceOf(BadConfigurationException.class)
                .hasMessageContaining("meter.conf:1: the calibration has the neutral's current")
                .hasMessageContaining("wave.csv has no column n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v,n;1,2       | wave.csv:1: the columns are not v,i or v,i,n",
                "v,i;1,2;3     | wave.csv:3: '3' is not 2 numbers",
                "v,i;1,2;3,4,5 | wave.csv:3: '3,4,5' is not 2 numbers",
                "v,i,n;1,2     | wave.csv:2: '1,2' is not 3 numbers",
                "v,i,n;1,2,x   | wave.csv:2: '1,2,x' is not 3 numbers",
                "v,i,n;1,2,NaN | wave.csv:2: '1,2,NaN' is not 3 numbers",
                "v,i           | wave.csv: has no samples",
            })
    void whatIsNoRecordingIsRefusedByLine(String lines, String reason) throws IOException {
        Files.writeString(directory.resolve("wave.csv"), lines.replace(';', '\n'));

        assertThatThrownBy(() -> measured("", Duration.ofSeconds(1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({"230, 0", "300, 1", "200, 1"})
    void theDeclaredVoltageDecidesWhatIsADipOrASwell(int declared, int events) throws IOException {
        wave(325.27, 14.142, 1, 1);

        Taken taken = measured("supply.voltage = " + declared, Duration.ofSeconds(2));

        assertThat(taken.qualities).hasAtLeastOneElementOfType(QualityWindow.class);
        boolean swelling = declared < 230;
        long flagged =
                taken.qualities.stream()
                        .filter(QualityWindow.class::isInstance)
                        .map(QualityWindow.class::cast)
                        .filter(QualityWindow::flagged)
                        .count();
        assertThat(flagged > 0).as("swell %s", swelling).isEqualTo(events > 0);
        assertThat(taken.qualities).doesNotHaveAnyElementsOfTypes(VoltageEvent.class);
    }

    private Taken measured(String line, Duration time) throws IOException {
        Configuration configuration = configuration("source = wave wave.csv 8000\n" + line);
        FrontEnd frontEnd =
                Source.read(
                                configuration.take("source").orElseThrow(),
                                MeterMain.FRONT_ENDS,
                                configuration)
                        .chosen()
                        .open(START);
        configuration.refuseRest();
        Taken taken = new Taken();
        frontEnd.deliver(START.plus(time), taken);
        return taken;
    }

    private Configuration configuration(String lines) {
        return Configuration.of(directory.resolve("meter.conf"), lines.lines().toList());
    }

    /// One second of 50 Hz.
    private void wave(double volts, double amperes, double perVolt, double perAmpere)
            throws IOException {
        sine("v,i", volts * perVolt, amperes * perAmpere);
    }

    /// The same with other columns, of these peaks.
    private void sine(String columns, double... peaks) throws IOException {
        StringBuilder samples = new StringBuilder(columns).append('\n');
        for (int n = 0; n < RATE; n++) {
            double sine = Math.sin(2 * Math.PI * 50 * n / RATE);
            samples.append(
                    Arrays.stream(peaks, 0, columns.split(",", -1).length)
                            .mapToObj(peak -> String.valueOf(peak * sine))
                            .collect(Collectors.joining(",", "", "\n")));
        }
        Files.writeString(directory.resolve("wave.csv"), samples);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p1 /dev/ttyUSB0      | calibration = unit | :2: calibration makes volts and amperes of samples; 'p1 DEVICE' brings measured values",
                "pzem /dev/ttyUSB0    | calibration = unit | :2: calibration makes volts and amperes of samples; 'pzem DEVICE'",
                "wave wave.csv 8000   | calibration = none | none: no such file",
                "wave wave.csv 8000   | calibration = three| :2: three is of 6 channels; this front end has 2",
                "ads131m04 /dev/spidev0.0 /dev/gpiochip0 25 | zone = UTC | :1: calibration is missing: the file that smartmeter calibrate wrote",
                "ads131m04 /dev/spidev0.0 /dev/gpiochip0 25 | calibration = three | :2: three is of 6 channels",
                "ads131m04 /dev/spidev0.0 /dev/gpiochip0 25 | calibration = unit; source.gain.neutral = 2 | :3: source.gain.neutral is of no use",
                "ads131m04 /dev/spidev0.0 /dev/gpiochip0 25 | calibration = sensed; source.gain.neutral = 3 | :3: source.gain.neutral is a power of two",
            })
    void aCalibrationThatDoesNotFitTheSourceIsRefused(String source, String line, String reason)
            throws IOException {
        Files.writeString(
                directory.resolve("three"),
                "v1.gain=1\ni1.gain=1\nv2.gain=1\ni2.gain=1\nv3.gain=1\ni3.gain=1\n");
        Files.writeString(directory.resolve("unit"), "v1.gain=1\ni1.gain=1\n");
        Files.writeString(directory.resolve("sensed"), "v1.gain=1\ni1.gain=1\nneutral.gain=1\n");
        Configuration configuration =
                configuration("source = " + source + "\n" + line.replace(';', '\n'));

        assertThat(Drivers.all()).isNotEmpty();
        assertThatThrownBy(
                        () ->
                                Source.read(
                                        configuration.take("source").orElseThrow(),
                                        MeterMain.FRONT_ENDS,
                                        configuration))
                .isInstanceOf(BadConfigurationException.class)
                .hasMessageContaining(reason);
    }
}
