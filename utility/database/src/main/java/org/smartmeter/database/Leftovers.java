package org.smartmeter.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a process of ours that was killed left behind in a cluster's directory: a server still
/// running without us, or a `postmaster.pid` whose number another program has by now. Only used
/// while holding the directory's lock, so no live process of ours owns either.
final class Leftovers {

    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    private final Path cluster;
    private final Programs programs;

    Leftovers(Path cluster, Programs programs) {
        this.cluster = cluster;
        this.programs = programs;
    }

    /// Stops the orphan, or removes the file that names a stranger.
    void clear() throws IOException {
        Path pidFile = cluster.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        if (postmaster().isPresent()) {
            LOG.info("stopping the PostgreSQL that a killed process left running in {}", cluster);
            programs.run(
                    "pg_ctl",
                    List.of(
                            "stop",
                            "--wait",
                            "--mode=fast",
                            "--timeout=60",
                            "--pgdata=" + cluster));
        }
        Files.deleteIfExists(pidFile);
    }

    /// The running server of this cluster, if `postmaster.pid` names one.
    Optional<ProcessHandle> postmaster() {
        try {
            List<String> lines = Files.readAllLines(cluster.resolve("postmaster.pid"));
            return lines.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                            .filter(this::servesThisCluster);
        } catch (IOException | NumberFormatException e) {
            LOG.debug("no readable postmaster.pid in {}", cluster, e);
            return Optional.empty();
        }
    }

    private boolean servesThisCluster(ProcessHandle process) {
        return process.info()
                .commandLine()
                .filter(line -> line.contains("postgres") && line.contains(cluster.toString()))
                .isPresent();
    }

    static void deleteUnused(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> found = Files.walk(directory)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
