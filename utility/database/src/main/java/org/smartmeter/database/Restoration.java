package org.smartmeter.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts a backup's files into a new data directory and says how far the server shall go on from
/// there by the archived log.
final class Restoration {

    private static final Logger LOG = LoggerFactory.getLogger(Restoration.class);

    /// What the server reads last, and changes itself; the lines of a recovery are taken out again.
    private static final String AUTO = "postgresql.auto.conf";

    private static final String MARK = "# recovery by smartmeter";

    private final Path cluster;

    Restoration(Path cluster) {
        this.cluster = cluster;
    }

    /// @throws DatabaseException if there is a cluster already
    void checkPlace() {
        if (Files.exists(cluster)) {
            throw new DatabaseException(cluster + " is there already; restore into a new place");
        }
    }

    /// Leaves no half-restored cluster that somebody could take for a whole one.
    void undo() {
        try {
            Leftovers.deleteUnused(cluster);
        } catch (IOException e) {
            LOG.warn("cannot delete what was restored in part in {}", cluster, e);
        }
    }

    /// @param backup the copied cluster
    void copy(Path backup) throws IOException {
        try (Stream<Path> all = Files.walk(backup)) {
            for (Path from : all.toList()) {
                Path to = cluster.resolve(backup.relativize(from).toString());
                if (Files.isDirectory(from)) {
                    OwnerOnly.createDirectories(to);
                } else {
                    Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    /// Lets the next start go on by the archive, to the instant or as far as it reaches.
    void follow(WalArchive archive, Optional<Instant> until) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(MARK);
        lines.add("restore_command = '" + archive.restoreCommand() + "'");
        lines.add("recovery_target_timeline = 'latest'");
        until.ifPresent(
                instant -> {
                    lines.add("recovery_target_time = '" + written(instant) + "'");
                    lines.add("recovery_target_action = 'promote'");
                });
        Files.write(
                cluster.resolve(AUTO), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        Files.createFile(cluster.resolve("recovery.signal"));
    }

    /// As PostgreSQL reads a setting: without T and Z.
    private static String written(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS)
                .toString()
                .replace('T', ' ')
                .replace("Z", "+00");
    }

    /// After the recovery: later starts know nothing of it.
    void finished() throws IOException {
        List<String> lines = Files.readAllLines(cluster.resolve(AUTO));
        int mark = lines.indexOf(MARK);
        if (mark >= 0) {
            Files.write(cluster.resolve(AUTO), lines.subList(0, mark));
        }
    }
}
