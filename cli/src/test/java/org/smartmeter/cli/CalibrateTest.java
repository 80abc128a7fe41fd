package org.smartmeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.device.CalibrationFile;
import tools.jackson.databind.JsonNode;

/// Readings become coefficients that a meter can use; what no readings are is refused.
class CalibrateTest {

    private static final String HEADER =
            "point,use,celsius,hertz,sequence,phase,volts,amperes,watts,vars,read_hertz,read_volts,"
                    + "read_amperes,read_watts,read_vars,read_dc_volts,read_dc_amperes";
    private static final String GAINS = "rate = 8000\nv1.gain = 6e-5\ni1.gain = 2e-5\n";
    private static final String GOOD =
            "full,calibrate,23,50,forward,1,230,10,2300,0,50,229,10.1,2312.9,1,0,0\n";

    @TempDir private Path directory = Path.of("");

    @Test
    void aModelIsCalibratedVerifiedAndItsReadingsGiveTheSameAgain() throws IOException {
        Path model =
                Files.writeString(
                        directory.resolve("model"), "part = ADS131M08\nneutral = yes\nseed = 5\n");
        Path out = directory.resolve("unit");
        Path points = directory.resolve("points.csv");

        CommandRun run =
                CommandRun.of(
                        "calibrate",
                        "--model",
                        model,
                        "--out",
                        out,
                        "--points-out",
                        points,
                        "--json");

        assertThat(run.exit()).as(run.err()).isZero();
        JsonNode json = run.json();
        assertThat(json.get("channels")).hasSize(3);
        assertThat(json.get("channels").get(1).get("phaseSamples").asDouble()).isNotZero();
        assertThat(json.get("before")).hasSameSizeAs(json.get("after")).isNotEmpty();
        for (JsonNode point : json.get("after")) {
            assertThat(Math.abs(point.get("errorPercent").asDouble()))
                    .as(point.toString())
                    .isLessThan(point.get("limitPercent").asDouble());
        }
        for (int channel = 0; channel < 3; channel++) {
            assertThat(CalibrationFile.read(out).channels().get(channel).gain())
                    .isEqualTo(json.get("channels").get(channel).get("gain").asDouble());
        }
        assertThat(json.get("after"))
                .extracting(point -> point.get("point").asString())
                .contains("0.7 I_max, PF 1", "0.7 I_max, PF 1, neutral");

        CommandRun again = CommandRun.of("calibrate", "--points", points, "--json");
        assertThat(again.exit()).as(again.err()).isZero();
        assertThat(again.json().get("channels")).isEqualTo(json.get("channels"));
    }

    @Test
    void saysNoWhenWhatIsVerifiedIsTooFarOff() throws IOException {
        String off = GOOD.replace("full,calibrate", "same,verify").replace("2312.9", "2316.9");
        Path points = points(GAINS + "\n" + HEADER + "\n" + GOOD + off);

        CommandRun run = CommandRun.of("calibrate", "--points", points);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).containsPattern("same .* 0\\.1729 .*not kept");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2312.9                 | x                        | :6: read_watts is 'x', not a number",
                "calibrate              | use                      | :6: use is calibrate or verify",
                "forward                | sideways                 | :6: sequence is forward",
                ",1,230                 | ,2,230                   | :6: phase 1 of full is wanted",
                "2300,0                 | 2300,900                 | :6: √(watts² + vars²)",
                "full,calibrate         | full                     | :6: has 16 columns",
                "229                    | 0                        | no part is that far off",
            })
    void refusesRowsThatAreNoReadings(String good, String bad, String reason) throws IOException {
        Path points = points(GAINS + "\n" + HEADER + "\n" + GOOD.replace(good, bad));

        CommandRun run = CommandRun.of("calibrate", "--points", points, "--json");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("points.csv").contains(reason);
    }

    @Test
    void refusesFilesThatAreNone() throws IOException {
        List<String[]> cases =
                List.of(
                        new String[] {GAINS, "has no table"},
                        new String[] {GAINS + "point,use\n", ":4: the columns are"},
                        new String[] {
                            GAINS + "neutral.gain = 2e-5\n" + HEADER + "\n" + GOOD,
                            "read_dc_amperes,read_neutral_amperes"
                        },
                        new String[] {"v1.gain = 1\n" + HEADER + "\n" + GOOD, "rate is missing"},
                        new String[] {GAINS + HEADER + "\n", "no row has use 'calibrate'"});
        for (String[] one : cases) {
            CommandRun run = CommandRun.of("calibrate", "--points", points(one[0]));
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err()).contains(one[1]);
        }
        assertThat(CommandRun.of("calibrate").exit()).isEqualTo(2);
        Path model = Files.writeString(directory.resolve("model"), "part = MCP3912\n");
        assertThat(CommandRun.of("calibrate", "--model", model).err())
                .contains("model:1: there is no model of 'MCP3912'");
        Files.writeString(model, "maximum.amperes = 200\n");
        assertThat(CommandRun.of("calibrate", "--model", model).err()).contains("V peak");
    }

    private Path points(String text) throws IOException {
        return Files.writeString(directory.resolve("points.csv"), text);
    }
}
