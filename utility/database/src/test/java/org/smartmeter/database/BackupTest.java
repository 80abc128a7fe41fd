package org.smartmeter.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a backup holds and where a restoration ends, with a real server that is written to.
class BackupTest {

    private @TempDir Path directory = Path.of("");

    @Test
    void aBackupOfABusyServerHoldsEveryCommitFromBeforeIt() throws Exception {
        int before;
        try (Database database = Database.embedded(directory.resolve("first"))) {
            database.jdbi().useHandle(h -> h.execute("CREATE TABLE row (n integer)"));
            AtomicBoolean enough = new AtomicBoolean();
            AtomicInteger written = new AtomicInteger();
            Thread writer =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        while (!enough.get()) {
                                            insert(database, written.get() + 1);
                                            written.incrementAndGet();
                                        }
                                    });
            await().until(() -> written.get() > 50);
            before = written.get();
            database.backup(directory.resolve("backup"));
            enough.set(true);
            writer.join();
        }

        Database.restore(
                directory.resolve("backup"),
                directory.resolve("second"),
                Optional.empty(),
                Optional.empty());

        try (Database database = Database.embedded(directory.resolve("second"))) {
            List<Integer> rows = rows(database);
            assertThat(rows).hasSizeGreaterThanOrEqualTo(before);
            assertThat(rows)
                    .as("each commit in its order, none in between missing")
                    .isEqualTo(IntStream.rangeClosed(1, rows.size()).boxed().toList());
        }
    }

    @Test
    void aRestorationEndsAtTheInstantAskedFor() throws Exception {
        Path archive = directory.resolve("archive");
        Instant between;
        try (Database database =
                Database.embedded(directory.resolve("first"), Optional.of(archive))) {
            database.jdbi().useHandle(h -> h.execute("CREATE TABLE row (n integer)"));
            insert(database, 1);
            database.backup(directory.resolve("backup"));
            insert(database, 2);
            between = serverTime(database);
            await().until(() -> serverTime(database).isAfter(between.plusMillis(20)));
            insert(database, 3);
            String piece =
                    database.jdbi()
                            .withHandle(
                                    h ->
                                            h.createQuery(
                                                            "SELECT pg_walfile_name("
                                                                    + "pg_switch_wal())")
                                                    .mapTo(String.class)
                                                    .one());
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> Files.exists(archive.resolve(piece + ".gz")));
        }

        restore("at", archive, Optional.of(between.plusMillis(10)));
        restore("end", archive, Optional.empty());

        assertThat(rowsOf("at")).containsExactly(1, 2);
        assertThat(rowsOf("end")).containsExactly(1, 2, 3);
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(
                        () ->
                                restore(
                                        "late",
                                        archive,
                                        Optional.of(between.plus(Duration.ofDays(1)))));
        assertThat(directory.resolve("late").resolve("cluster")).doesNotExist();
    }

    @Test
    void whatIsNoBackupOrNoNewPlaceIsRefused() throws Exception {
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(
                        () ->
                                Database.restore(
                                        directory,
                                        directory.resolve("new"),
                                        Optional.empty(),
                                        Optional.empty()))
                .withMessageContaining("is no backup");
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> new WalArchive(Path.of("/tmp/a'b")))
                .withMessageContaining("a shell would take");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).as("nothing was written").isEmpty();
        }
    }

    private void restore(String name, Path archive, Optional<Instant> until) {
        Database.restore(
                directory.resolve("backup"), directory.resolve(name), Optional.of(archive), until);
    }

    private List<Integer> rowsOf(String name) {
        try (Database database = Database.embedded(directory.resolve(name))) {
            return rows(database);
        }
    }

    private static void insert(Database database, int number) {
        database.jdbi().useHandle(h -> h.execute("INSERT INTO row VALUES (?)", number));
    }

    private static List<Integer> rows(Database database) {
        return database.jdbi()
                .withHandle(
                        h ->
                                h.createQuery("SELECT n FROM row ORDER BY n")
                                        .mapTo(Integer.class)
                                        .list());
    }

    private static Instant serverTime(Database database) {
        return database.jdbi()
                .withHandle(
                        h -> h.createQuery("SELECT clock_timestamp()").mapTo(Instant.class).one());
    }
}
