package org.smartmeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// `smartmeter validate`: findings and a series without holes from a file of registers.
class ValidateTest {

    private static final String TWO_METERS =
            """
            meter,interval_end,register_kwh,status
            A,2026-03-02T00:00,100.000,actual
            B,2026-03-02T00:00:00Z,7,
            A,2026-03-02T00:30,100.100,actual
            A,2026-03-02T01:00,100.200,
            A,2026-03-02 02:00:00,100.400,
            B,2026-03-02T00:30:00Z,7.5,estimated
            B,2026-03-02T01:00:00Z,,missing
            B,2026-03-02T01:30:00Z,9,
            """;

    private @TempDir Path directory = Path.of("");

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("intervals.csv"), content);
    }

    @Test
    void findingsAndCountsAsOneDocument() throws IOException {
        CommandRun run = CommandRun.of("validate", file(TWO_METERS), "--json");

        assertThat(run.exit()).as(run.err()).isZero();
        JsonNode report = run.json();
        assertThat(report.path("intervals").asInt()).isEqualTo(7);
        assertThat(report.path("status").path("actual").asInt()).isEqualTo(2);
        assertThat(report.path("status").path("estimated").asInt()).isEqualTo(5);
        assertThat(report.path("status").path("missing").asInt()).isZero();
        assertThat(report.path("findings").valueStream().map(ValidateTest::told))
                .containsExactly(
                        "A 2026-03-02T01:00:00Z 2026-03-02T01:30:00Z gap",
                        "B 2026-03-02T00:30:00Z 2026-03-02T01:00:00Z gap");
        assertThat(report.path("findings").path(0).path("detail").asString())
                .contains("by the registers on both sides");
    }

    private static String told(JsonNode finding) {
        return String.join(
                " ",
                Stream.of("meter", "from", "to", "rule")
                        .map(key -> finding.path(key).asString())
                        .toList());
    }

    @Test
    void theSeriesWithoutHolesGoesToAFile() throws IOException {
        Path out = directory.resolve("series.csv");

        CommandRun run = CommandRun.of("validate", file(TWO_METERS), "--out", out);

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("A 2026-03-02T01:00:00Z to 2026-03-02T01:30:00Z gap: ");
        assertThat(Files.readAllLines(out))
                .containsExactly(
                        "meter,interval_end,register_kwh,kwh,status",
                        "A,2026-03-02T00:30:00Z,100.1,0.1,actual",
                        "A,2026-03-02T01:00:00Z,100.2,0.1,actual",
                        "A,2026-03-02T01:30:00Z,100.3,0.1,estimated",
                        "A,2026-03-02T02:00:00Z,100.4,0.1,estimated",
                        "B,2026-03-02T00:30:00Z,7.5,0.5,estimated",
                        "B,2026-03-02T01:00:00Z,8.25,0.75,estimated",
                        "B,2026-03-02T01:30:00Z,9,0.75,estimated");
    }

    @Test
    void theRepeatedHourOfTheAutumnIsReadTwiceInFileOrder() throws IOException {
        CommandRun run =
                CommandRun.of(
                        "validate",
                        file(
                                """
                                meter,interval_end,register_kwh
                                A,2026-10-25T01:30,1
                                A,2026-10-25T02:00,2
                                A,2026-10-25T02:30,3
                                A,2026-10-25T02:00,4
                                A,2026-10-25T02:30,5
                                A,2026-10-25T03:00,6
                                """),
                        "--zone",
                        "Europe/Berlin",
                        "--json");

        assertThat(run.json().path("status").path("actual").asInt()).isEqualTo(5);
        assertThat(run.json().path("findings").isEmpty()).isTrue();
    }

    @Test
    void thresholdsAreDataPerClassOfMeters() throws IOException {
        Path rules =
                Files.writeString(
                        directory.resolve("rules.json"),
                        """
                        {"usual": "strict",
                         "classes": {"strict": {"largest-power-kw": 0.1, "period": "PT30M"}},
                         "meters": {"B": "home"}}
                        """);

        CommandRun run = CommandRun.of("validate", file(TWO_METERS), "--rules", rules, "--json");

        assertThat(run.json().path("findings").valueStream().map(ValidateTest::told))
                .containsExactly(
                        "A 2026-03-02T00:00:00Z 2026-03-02T02:00:00Z above-connection",
                        "A 2026-03-02T01:00:00Z 2026-03-02T01:30:00Z gap",
                        "B 2026-03-02T00:30:00Z 2026-03-02T01:00:00Z gap");
    }

    static Stream<Arguments> badRules() {
        return Stream.of(
                Arguments.of("[]", "the file must be a JSON object"),
                Arguments.of("{\"usual\": \"home\"", ":1: "),
                Arguments.of("{\"colour\": 1}", "unknown key 'colour'"),
                Arguments.of("{\"usual\": \"shop\"}", "the usual class is 'shop'; there are home"),
                Arguments.of(
                        "{\"meters\": {\"A\": \"shop\"}}",
                        "the class of meter A is 'shop'; there are home"),
                Arguments.of(
                        "{\"classes\": {\"home\": {\"spike\": 1}}}",
                        "unknown key classes.home.spike"),
                Arguments.of(
                        "{\"classes\": {\"home\": {\"spike-ratio\": \"lots\"}}}",
                        "classes.home.spike-ratio: 'lots' is not a number"),
                Arguments.of(
                        "{\"classes\": {\"home\": {\"spike-ratio\": 0}}}",
                        "classes.home.spike-ratio: "),
                Arguments.of(
                        "{\"classes\": {\"home\": {\"use-floor-kwh\": 1e999999999}}}",
                        "classes.home.use-floor-kwh: "),
                Arguments.of(
                        "{\"classes\": {\"home\": {\"period\": \"half an hour\"}}}",
                        "classes.home.period: 'half an hour' is no duration"),
                Arguments.of(
                        "{\"classes\": {\"home\": {\"off\": \"gap spikes\"}}}",
                        "classes.home.off: there is no rule 'spikes'; there are gap, "));
    }

    @ParameterizedTest
    @MethodSource("badRules")
    void badRulesAreRefusedWithTheirPlace(String content, String said) throws IOException {
        Path rules = Files.writeString(directory.resolve("rules.json"), content);

        CommandRun run = CommandRun.of("validate", file(TWO_METERS), "--rules", rules);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(rules.toString()).contains(said);
    }

    static Stream<Arguments> badFiles() {
        String header = "meter,interval_end,register_kwh\n";
        return Stream.of(
                Arguments.of("", ":1: there is no interval in it"),
                Arguments.of(header, ":1: there is no interval in it"),
                Arguments.of("meter,register_kwh\nA,1\n", ":1: the columns are"),
                Arguments.of("meter,interval_end,kwhs\n", ":1: the column 'kwhs' is not one of"),
                Arguments.of(header + "A,2026-03-02T00:00\n", ":2: has 2 columns"),
                Arguments.of(header + "A,yesterday,1\n", ":2: 'yesterday' is not a time"),
                Arguments.of(header + ",2026-03-02T00:00,1\n", ":2: there is no meter"),
                Arguments.of(
                        header + "A,2026-03-02T00:00,x\n", ":2: register_kwh 'x' is not a number"),
                Arguments.of(
                        header + "A,2026-03-02T00:00,1e999999999\n",
                        ":2: register_kwh '1e999999999' is beyond any energy"),
                Arguments.of(
                        header + "A,2026-03-02T00:00,1e-600000000\n",
                        ":2: register_kwh '1e-600000000' is beyond any energy"),
                Arguments.of(header + "A,+999999999-01-01T00:00:00Z,1\n", ":2: "),
                Arguments.of(
                        "meter,interval_end,register_kwh,status\nA,2026-03-02T00:00,1,guessed\n",
                        ":2: the status 'guessed' is none of actual, missing, estimated"),
                Arguments.of(
                        "meter,interval_end,register_kwh,voltage\nA,2026-03-02T00:00,1,NaN\n",
                        ":2: voltage 'NaN' is not a finite number"),
                Arguments.of(
                        header
                                + "A,1970-01-01T00:00,1\nA,1970-01-01T00:01,2\nA,9999-01-01T00:00,3\n",
                        ": the samples of A reach from"));
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void badFilesAreRefusedWithLineAndReason(String content, String said) throws IOException {
        Path file = file(content);
        Path out = directory.resolve("series.csv");

        for (List<Object> words :
                List.<List<Object>>of(
                        List.of("validate", file, "--out", out),
                        List.of("validate", file, "--json"))) {
            CommandRun run = CommandRun.of(words.toArray());

            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains(file + said);
        }
        assertThat(out).doesNotExist();
    }
}
