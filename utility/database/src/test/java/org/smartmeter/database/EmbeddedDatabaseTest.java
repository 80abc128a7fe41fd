package org.smartmeter.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// The server the utility starts for itself. One directory lives through all tests, in their order.
@TestMethodOrder(MethodOrderer.MethodName.class)
class EmbeddedDatabaseTest {

    @TempDir static Path directory;

    @Test
    void aFreshServerForgetsNoCommitAndListensOnLoopbackOnly() {
        try (Database database = Database.embedded(directory)) {
            Map<String, String> settings = settings(database);

            assertThat(settings)
                    .containsEntry("fsync", "on")
                    .containsEntry("synchronous_commit", "on")
                    .containsEntry("full_page_writes", "on")
                    .containsEntry("listen_addresses", "127.0.0.1")
                    .containsEntry("unix_socket_directories", "");
        }
    }

    @Test
    void bDataSurviveAnOrderlyRestart() {
        try (Database database = Database.embedded(directory)) {
            database.migrate("cellar");
            database.jdbi()
                    .useHandle(h -> h.execute("INSERT INTO cellar.bottle VALUES (1, 'kept')"));
        }
        try (Database database = Database.embedded(directory)) {
            database.migrate("cellar");
            assertThat(labels(database)).containsExactly("kept");
        }
    }

    @Test
    void cDataSurviveTheKillOfTheProcessAndItsServerIsTakenOver() throws Exception {
        Process child = startChild();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Files.exists(directory.resolve("ready")));
        long orphan = Long.parseLong(Files.readString(directory.resolve("ready")));
        child.destroyForcibly().waitFor();
        assertThat(runs(orphan)).as("the server outlives its starter").isTrue();

        try (Database database = Database.embedded(directory)) {
            assertThat(runs(orphan)).as("the orphan is stopped").isFalse();
            assertThat(labels(database)).containsExactly("kept", "written before the kill");
        }
    }

    @Test
    void dAStrangersProcessNumberInPostmasterPidDoesNotStopTheStart() throws IOException {
        Files.writeString(
                directory.resolve("cluster/postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + directory.resolve("cluster") + "\n");

        try (Database database = Database.embedded(directory)) {
            assertThat(labels(database)).isNotEmpty();
        }
    }

    @Test
    void dbAnAdministratorBesideTheRunningServerSeesItsData() {
        try (Database running = Database.embedded(directory);
                Database beside = Database.shared(directory, Optional.empty())) {
            assertThat(beside.jdbcUrl()).isEqualTo(running.jdbcUrl());
            assertThat(labels(beside)).isEqualTo(labels(running));
        }
    }

    @Test
    void dcAnAdministratorAloneStartsTheServer() {
        try (Database alone = Database.shared(directory, Optional.empty())) {
            assertThat(alone.embeddedProcess()).isPresent();
        }
    }

    @Test
    void eASecondUserOfTheDirectoryIsRefused() {
        try (Database _ = Database.embedded(directory)) {
            assertThatThrownBy(() -> Database.embedded(directory))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("another process uses the data directory");
        }
    }

    @Test
    void fOnlyTheOwnerReadsThePassword() throws IOException {
        assertThat(Files.getPosixFilePermissions(directory.resolve("password")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.readString(directory.resolve("cluster/pg_hba.conf")))
                .doesNotContainPattern("(?m)^\\w+.*trust");
    }

    @Test
    void gAnExternalServerIsUsedByUrlAndAWrongPasswordIsSaid() throws IOException {
        String password = Files.readString(directory.resolve("password")).strip();
        try (Database server = Database.embedded(directory)) {
            try (Database external =
                    Database.external(server.jdbcUrl(), EmbeddedServer.USER, password)) {
                assertThat(labels(external)).isNotEmpty();
                assertThat(external.embeddedProcess()).isEmpty();
            }
            assertThatThrownBy(
                            () ->
                                    Database.external(
                                            server.jdbcUrl(), EmbeddedServer.USER, "guessed"))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("cannot open jdbc:postgresql://")
                    .hasMessageNotContaining("guessed");
        }
    }

    @Test
    void hAServerThatCouldForgetACommitIsRefused() throws IOException {
        String password = Files.readString(directory.resolve("password")).strip();
        try (Database server = Database.embedded(directory)) {
            server.jdbi()
                    .useHandle(
                            h -> h.execute("ALTER ROLE smartmeter SET synchronous_commit = off"));
            assertThatThrownBy(
                            () ->
                                    Database.external(
                                            server.jdbcUrl(), EmbeddedServer.USER, password))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("synchronous_commit = off");
            server.jdbi()
                    .useHandle(h -> h.execute("ALTER ROLE smartmeter RESET synchronous_commit"));
        }
    }

    /// A dead process that nobody waited for still has a number, but no program.
    private static boolean runs(long process) {
        return ProcessHandle.of(process).flatMap(p -> p.info().command()).isPresent();
    }

    private static Process startChild() throws IOException {
        return new ProcessBuilder(
                        Stream.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        WritesAndWaits.class.getName(),
                                        directory.toString())
                                .toList())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("child.log").toFile())
                .start();
    }

    private static Map<String, String> settings(Database database) {
        return database.jdbi()
                .withHandle(
                        h ->
                                h.createQuery("SELECT name, setting FROM pg_settings")
                                        .setMapKeyColumn("name")
                                        .setMapValueColumn("setting")
                                        .collectInto(
                                                new org.jdbi.v3.core.generic.GenericType<
                                                        Map<String, String>>() {}));
    }

    private static List<String> labels(Database database) {
        return database.jdbi()
                .withHandle(
                        h ->
                                h.createQuery("SELECT label FROM cellar.bottle ORDER BY number")
                                        .mapTo(String.class)
                                        .list());
    }
}
