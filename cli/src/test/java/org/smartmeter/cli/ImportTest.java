package org.smartmeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.network.SupplyPath;
import org.smartmeter.server.UtilityAdministration;
import org.smartmeter.server.configuration.UtilityConfiguration;
import org.smartmeter.terms.MeterId;
import tools.jackson.databind.JsonNode;

/// `smartmeter utility import`: the network and its customers from a file, whole or not at all.
class ImportTest {

    private static final String TWO_HOMES =
            """
            Meter,from,PLACE,address,transformer,feeder,customer,name
            SEM0000000000001,2026-01-01,P1,"1, Garden Road",Mill,North,C1,Ada
            SEM0000000000002,2026-01-01,P2,,Mill,North,C2,Bob

            """;

    private @TempDir Path directory = Path.of("");
    private Path configuration = Path.of("");

    @BeforeEach
    void configure() throws IOException {
        configuration = directory.resolve("utility.properties");
        Files.writeString(configuration, "data.directory = data\nzone = Asia/Karachi\n");
    }

    private CommandRun take(Path file, Object... more) {
        Object[] words = new Object[more.length + 5];
        System.arraycopy(
                new Object[] {"utility", "import", "--config", configuration, file},
                0,
                words,
                0,
                5);
        System.arraycopy(more, 0, words, 5, more.length);
        return CommandRun.of(words);
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("network.csv"), content);
    }

    @Test
    void aFileIsTakenOnceHoweverOftenItIsGiven() throws IOException {
        Path packed = directory.resolve("network.csv.gz");
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(packed))) {
            gzip.write(("\ufeff" + TWO_HOMES).getBytes(StandardCharsets.UTF_8));
        }

        JsonNode told = take(packed, "--dry-run", "--json").json();
        CommandRun first = take(packed);
        CommandRun second = take(packed);

        assertThat(told.path("places").asInt()).isEqualTo(2);
        assertThat(told.path("begun").asInt()).isEqualTo(7);
        assertThat(told.path("dryRun").asBoolean()).isTrue();
        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(first.out())
                .contains("2 rows")
                .contains("1 feeders, 1 transformers, 2 places, 2 customers")
                .contains("7 begun, 0 ended");
        assertThat(second.exit()).as(second.err()).isZero();
        assertThat(second.out()).contains("all on record already");
        SupplyPath path = path("SEM0000000000001");
        assertThat(path.place().address()).isEqualTo("1, Garden Road");
        assertThat(path.feeder().orElseThrow().code()).isEqualTo("North");
        assertThat(path.customer().orElseThrow().name()).isEqualTo("Ada");
    }

    private SupplyPath path(String meter) {
        try (UtilityAdministration administration =
                UtilityAdministration.open(UtilityConfiguration.read(configuration))) {
            return administration
                    .network()
                    .pathOf(new MeterId(meter), Instant.parse("2025-12-31T19:00:00Z"))
                    .orElseThrow();
        }
    }

    @Test
    void badRowsAreToldWithTheirLinesAndNothingIsTaken() throws IOException {
        Path file =
                file(
                        TWO_HOMES
                                + "too,few\n"
                                + "SEM3,2026-01-01,P3,,,,,\n"
                                + "SEM0000000000004,2026-01-01,P4,,,,C4,\n");

        CommandRun run = take(file);

        assertThat(run.exit()).isEqualTo(Smartmeter.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains(file + ":5: has 2 columns, the header has 8")
                .contains(file + ":6: not a meter id: 'SEM3'")
                .contains(file + ":7: customer 'C4' is not on record")
                .contains("nothing was imported: 3 rows are bad");
        assertThat(take(file(TWO_HOMES), "--json").json().path("places").asInt()).isEqualTo(2);
    }

    @Test
    void ofVeryManyBadRowsTheFirstAreTold() throws IOException {
        Path file =
                file(
                        "place,from\n"
                                + IntStream.range(0, 150)
                                        .mapToObj(i -> "P" + i + ",soon\n")
                                        .collect(Collectors.joining()));

        CommandRun run = take(file);

        assertThat(run.exit()).isEqualTo(Smartmeter.BAD_INPUT);
        assertThat(run.err())
                .contains(file + ":101: ")
                .doesNotContain(file + ":102: ")
                .contains("and 50 more like these")
                .contains("150 rows are bad");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    place,from,colour        | :1: the column 'colour' is not one of feeder,transformer,
                    place,from,place         | :1: the column 'place' is not one of
                    place,meter              | :1: the columns must hold place,from
                    place,from,feeder        | :1: the column feeder needs the column transformer
                    place,from               | :1: there is no row in it
                    """)
    void aFileThatIsNoSuchTableIsRefusedBeforeAnythingIsOpened(String header, String said)
            throws IOException {
        Path file = file(header + "\n");

        CommandRun run = take(file);

        assertThat(run.exit()).isEqualTo(Smartmeter.BAD_INPUT);
        assertThat(run.err()).contains(file + said);
        assertThat(directory.resolve("data")).doesNotExist();
    }
}
