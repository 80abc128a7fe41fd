package org.smartmeter.board.software;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.smartmeter.journal.DirectoryFiles;

/// The shell script that starts the meter reads and counts as the meter itself does.
class LauncherTest {

    private static final long PATIENCE_SECONDS = 20;

    @TempDir private Path directory;

    @BeforeEach
    void install() throws IOException {
        Path launcher = program("factory");
        Files.copy(Path.of("src/image/bin/launch"), launcher.resolveSibling("launch"));
        Files.createDirectories(directory.resolve("software"));
        program("software/a");
        program("software/b");
    }

    /// A program that says which slot it was started from.
    private Path program(String home) throws IOException {
        Path program = directory.resolve(home).resolve("bin/meter");
        Files.createDirectories(program.getParent());
        Files.writeString(program, "#!/bin/sh\necho \"$METER_SLOT " + home + " $*\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program;
    }

    static Stream<Arguments> choices() {
        return Stream.of(
                Arguments.of(Slot.FACTORY, Optional.empty(), 0, "factory factory"),
                Arguments.of(Slot.A, Optional.empty(), 0, "a software/a"),
                Arguments.of(Slot.A, Optional.of(Slot.B), 3, "b software/b"),
                Arguments.of(Slot.A, Optional.of(Slot.B), 1, "b software/b"),
                Arguments.of(Slot.A, Optional.of(Slot.B), 0, "a software/a"),
                Arguments.of(Slot.FACTORY, Optional.of(Slot.A), 0, "factory factory"));
    }

    @ParameterizedTest(name = "{0}, trial {1} with {2} tries: {3}")
    @MethodSource("choices")
    void startsWhatTheMeterChose(Slot committed, Optional<Slot> trial, int tries, String started)
            throws Exception {
        write(new BootChoice(committed, trial, tries));

        assertThat(launch()).isEqualTo(started + " --config x");
    }

    @Test
    void countsEveryStartOfATrialUntilNoneIsLeft() throws Exception {
        write(BootChoice.FACTORY.withTrial(Slot.B));

        for (int left = 2; left >= 0; left--) {
            assertThat(launch()).startsWith("b ");
            assertThat(read()).isEqualTo(new BootChoice(Slot.FACTORY, Optional.of(Slot.B), left));
        }
        assertThat(launch()).startsWith("factory ");
    }

    @Test
    void aTornLineLeavesTheOneBefore() throws Exception {
        write(BootChoice.FACTORY.withTrial(Slot.B));
        write(BootChoice.FACTORY.committing(Slot.B));
        Files.writeString(directory.resolve("software/boot.1"), "2 b none 0 12");

        assertThat(launch()).startsWith("b ");
        assertThat(read()).isEqualTo(new BootChoice(Slot.FACTORY, Optional.of(Slot.B), 2));
    }

    @Test
    void aSlotWithoutItsProgramFallsBackToTheOneBefore() throws Exception {
        write(new BootChoice(Slot.A, Optional.of(Slot.B), 3));
        Files.delete(directory.resolve("software/b/bin/meter"));
        assertThat(launch()).isEqualTo("a software/a --config x");

        Files.delete(directory.resolve("software/a/bin/meter"));
        assertThat(launch()).isEqualTo("factory factory --config x");
    }

    @Test
    void aBoardThatNeverHadAnUpdateStartsFromItsFactoryImage() throws Exception {
        assertThat(launch()).isEqualTo("factory factory --config x");
        assertThat(read()).isEqualTo(BootChoice.FACTORY);
    }

    private void write(BootChoice choice) {
        try (BootFile boot = BootFile.open(DirectoryFiles.open(directory.resolve("software")))) {
            boot.write(choice);
        }
    }

    private BootChoice read() {
        try (BootFile boot = BootFile.open(DirectoryFiles.open(directory.resolve("software")))) {
            return boot.choice();
        }
    }

    private String launch() throws IOException, InterruptedException {
        ProcessBuilder launcher =
                new ProcessBuilder(
                        "sh", directory.resolve("factory/bin/launch").toString(), "--config", "x");
        launcher.environment().put("METER_SOFTWARE", directory.resolve("software").toString());
        Process process = launcher.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return said.strip();
    }
}
