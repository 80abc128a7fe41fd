package org.smartmeter.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.Stream;
import org.smartmeter.database.Database;
import org.smartmeter.database.DatabaseException;
import org.smartmeter.server.configuration.UtilityConfiguration;

/// Safe copies of what the utility keeps: the embedded database and the keys towards its meters.
/// What a second person's approval rests on (`approval.directory`) is left out on purpose: one copy
/// of both would make one of two keys.
public final class UtilityBackup {

    private static final String DATABASE = "database";
    private static final String KEYS = "keys";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private UtilityBackup() {}

    /// Copies everything, beside the running server or without it.
    ///
    /// @param to where copies are kept; this one gets a directory of its own there
    /// @return that directory
    /// @throws DatabaseException if the database is somebody else's, or the copy fails
    public static Path take(UtilityConfiguration configuration, Path to, Instant now)
            throws IOException {
        Path copy = to.resolve(STAMP.format(now));
        Path unfinished = to.resolve(STAMP.format(now) + ".part");
        try (Database database = Databases.beside(configuration)) {
            Files.createDirectories(unfinished);
            database.backup(unfinished.resolve(DATABASE));
        }
        copyTree(configuration.dataDirectory().resolve(KEYS), unfinished.resolve(KEYS));
        return Files.move(unfinished, copy, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Makes the data directory that the configuration names out of a copy.
    ///
    /// @param at as it was then, by the log that was kept since (`backup.archive`); empty: as far
    // as
    /// that reaches, or as it was copied where none was kept
    /// @throws DatabaseException if there is one already, the copy is none, or the log does not
    /// reach so far; nothing is left behind then
    public static void restore(UtilityConfiguration configuration, Path copy, Optional<Instant> at)
            throws IOException {
        if (!(configuration.database() instanceof UtilityConfiguration.DatabaseChoice.Embedded)) {
            throw new DatabaseException(
                    "this PostgreSQL is run by somebody else; restore it with its own tools");
        }
        if (at.isPresent() && configuration.backupArchive().isEmpty()) {
            throw new DatabaseException(
                    "no log was kept that leads to an instant; set backup.archive to where it is");
        }
        Path keys = configuration.dataDirectory().resolve(KEYS);
        if (Files.exists(keys)) {
            throw new DatabaseException(keys + " is there already; restore into a new place");
        }
        Database.restore(
                copy.resolve(DATABASE),
                Databases.directory(configuration),
                configuration.backupArchive(),
                at);
        copyTree(copy.resolve(KEYS), keys);
        Files.createFile(Restoration.mark(configuration.dataDirectory()));
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : all.toList()) {
                Files.copy(
                        one,
                        to.resolve(from.relativize(one).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
