package org.smartmeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The command says the version of its build, and so of the meters that it runs.
class VersionTest {

    @Test
    void theVersionIsTheBuilds() throws IOException {
        CommandRun run = CommandRun.of("--version");

        assertThat(run.exit()).isZero();
        String version = run.out().strip().replace("smartmeter ", "");
        assertThat(Files.readString(Path.of("../pom.xml")))
                .contains("<version>" + version + "-SNAPSHOT</version>");
    }
}
