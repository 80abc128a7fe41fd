package org.smartmeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `smartmeter utility import-readings`: what is good of a table is stored, the rest comes back.
class ImportReadingsTest {

    private static final String NETWORK =
            """
            meter,from,place,transformer,feeder,customer,name
            FOR0000000000001,2026-01-01,P1,Mill,North,C1,Ada
            """;

    private static final String REGISTERS =
            """
            meter,interval_end,register_kwh
            FOR0000000000001,2026-03-01 00:00,10.5
            FOR0000000000001,2026-03-01 00:30,10.75
            FOR0000000000001,2026-03-01 01:00,ten
            FOR0000000000002,2026-03-01 01:00,10
            FOR0000000000001,2026-03-01 01:30,11
            """;

    private @TempDir Path directory = Path.of("");
    private Path configuration = Path.of("");

    @BeforeEach
    void configure() throws IOException {
        configuration = directory.resolve("utility.properties");
        Files.writeString(configuration, "data.directory = data\nzone = Asia/Karachi\n");
    }

    @Test
    void whatIsGoodIsStoredAndTheRestComesBack() throws IOException {
        Path network = Files.writeString(directory.resolve("network.csv"), NETWORK);
        Path table = Files.writeString(directory.resolve("registers.csv"), REGISTERS);
        Path badRows = directory.resolve("bad.csv");
        CommandRun.of("utility", "import", "--config", configuration, network);

        CommandRun first = take(table, "--zone", "Asia/Karachi", "--json");
        CommandRun second = take(table, "--zone", "Asia/Karachi", "--bad", badRows.toString());

        assertThat(first.exit()).as(first.err()).isEqualTo(1);
        JsonNode told = first.json();
        assertThat(told.path("rows").asInt()).isEqualTo(5);
        assertThat(told.path("stored").asInt()).isEqualTo(3);
        assertThat(told.path("bad").asInt()).isEqualTo(2);
        assertThat(first.err())
                .contains(table + ":4: register_kwh 'ten' is not a number")
                .contains(table + ":5: FOR0000000000002 is on record at no place");
        assertThat(second.out()).contains("5 rows: 0 stored, 3 were there, 2 bad");
        assertThat(Files.readAllLines(badRows))
                .hasSize(3)
                .startsWith("line,reason", "4,register_kwh 'ten' is not a number");
    }

    @Test
    void whatIsNoTableOfRegistersIsRefused() throws IOException {
        Path table = Files.writeString(directory.resolve("registers.csv"), "a,b\n1,2\n");

        CommandRun run = take(table);
        CommandRun period = take(table, "--period", "0");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains(table + ": line 1: the columns are 'a,b'");
        assertThat(period.exit()).isEqualTo(2);
        assertThat(period.err()).contains("--period is from 1 to 1440 minutes");
    }

    private CommandRun take(Path table, String... more) {
        Object[] words = new Object[more.length + 5];
        words[0] = "utility";
        words[1] = "import-readings";
        words[2] = "--config";
        words[3] = configuration;
        words[4] = table;
        System.arraycopy(more, 0, words, 5, more.length);
        return CommandRun.of(words);
    }
}
