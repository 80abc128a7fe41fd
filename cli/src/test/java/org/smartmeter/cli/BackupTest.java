package org.smartmeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smartmeter.server.UtilityAdministration;
import org.smartmeter.server.configuration.UtilityConfiguration;

/// `smartmeter utility backup` and `restore`: what was there is there again, keys included.
class BackupTest {

    private @TempDir Path directory = Path.of("");

    @Test
    void aRestoredUtilityIsTheOneThatWasCopied() throws IOException {
        Path first = configuration("first");
        Path second = configuration("second");
        String fingerprint;
        try (UtilityAdministration utility =
                UtilityAdministration.open(UtilityConfiguration.read(first))) {
            utility.addOperator("olga", "Olga", "correct horse battery");
            fingerprint = utility.fingerprint();
        }

        CommandRun backup =
                CommandRun.of(
                        "utility", "backup", "--config", first, "--to", directory.resolve("safe"));
        assertThat(backup.exit()).as(backup.err()).isZero();
        Path copy = Path.of(backup.out().strip());
        CommandRun restore = restore(second, copy);

        assertThat(restore.exit()).as(restore.err()).isZero();
        try (UtilityAdministration utility =
                UtilityAdministration.open(UtilityConfiguration.read(second))) {
            assertThat(utility.users().find("olga")).isPresent();
            assertThat(utility.fingerprint()).isEqualTo(fingerprint);
        }
        assertThat(directory.resolve("second").resolve("restored"))
                .as("at the next start what was still to be ordered ends")
                .exists();
        CommandRun again = restore(second, copy);
        assertThat(again.exit()).isEqualTo(2);
        assertThat(again.err()).contains("is there already; restore into a new place");
    }

    @Test
    void whatCannotBeRestoredIsRefused() throws IOException {
        Path configuration = configuration("third");
        assertThat(restore(configuration, directory).err()).contains("is no backup");
        CommandRun at =
                CommandRun.of(
                        "utility",
                        "restore",
                        "--config",
                        configuration,
                        "--from",
                        directory,
                        "--at",
                        "2026-11-01T00:00:00Z");
        assertThat(at.exit()).isEqualTo(2);
        assertThat(at.err()).contains("set backup.archive");
        assertThat(directory.resolve("third").resolve("database")).doesNotExist();
    }

    private static CommandRun restore(Path configuration, Path copy) {
        return CommandRun.of("utility", "restore", "--config", configuration, "--from", copy);
    }

    private Path configuration(String name) throws IOException {
        return Files.writeString(
                directory.resolve(name + ".properties"), "data.directory = " + name + "\n");
    }
}
