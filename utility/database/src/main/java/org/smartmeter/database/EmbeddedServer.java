package org.smartmeter.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One PostgreSQL server of our own in a directory: `cluster/` its data, `password`, `lock` held
/// while a process of ours uses it, `postgresql.log`. Started through `pg_ctl`, it is in a session
/// of its own: a Ctrl-C for us does not reach it, and we stop it in order.
final class EmbeddedServer implements AutoCloseable {

    static final String USER = "smartmeter";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
    private static final String SETTINGS_FILE = "smartmeter.conf";
    private static final int START_ATTEMPTS = 3;

    /// For a machine of two cores and a few gigabytes that runs everything else too. The log says
    /// what a copy of the running cluster needs; no query needs workers, so none ask for /dev/shm.
    private static final Map<String, String> SETTINGS =
            Map.ofEntries(
                    Map.entry("fsync", "on"),
                    Map.entry("synchronous_commit", "on"),
                    Map.entry("full_page_writes", "on"),
                    Map.entry("listen_addresses", "127.0.0.1"),
                    Map.entry("unix_socket_directories", ""),
                    Map.entry("max_connections", "40"),
                    Map.entry("shared_buffers", "192MB"),
                    Map.entry("work_mem", "16MB"),
                    Map.entry("maintenance_work_mem", "128MB"),
                    Map.entry("wal_level", "replica"),
                    Map.entry("max_wal_senders", "0"),
                    Map.entry("max_replication_slots", "2"),
                    Map.entry("wal_compression", "on"),
                    Map.entry("wal_buffers", "16MB"),
                    Map.entry("max_wal_size", "2GB"),
                    Map.entry("checkpoint_timeout", "15min"),
                    Map.entry("max_parallel_workers_per_gather", "0"),
                    Map.entry("max_parallel_maintenance_workers", "0"),
                    Map.entry("jit", "off"),
                    Map.entry("timezone", "UTC"),
                    Map.entry("log_timezone", "UTC"));

    private final Path cluster;
    private final Programs programs;
    private final FileChannel lockChannel;
    private final String password;
    private final Optional<WalArchive> archive;
    private int port;

    private EmbeddedServer(
            Path cluster,
            Programs programs,
            FileChannel lockChannel,
            String password,
            Optional<WalArchive> archive) {
        this.archive = archive;
        this.cluster = cluster;
        this.programs = programs;
        this.lockChannel = lockChannel;
        this.password = password;
    }

    /// @param archive where the log is kept for restorations, if anywhere
    static EmbeddedServer start(Path directory, Optional<WalArchive> archive) {
        Path home = directory.toAbsolutePath().normalize();
        @Nullable FileChannel lock = null;
        try {
            OwnerOnly.createDirectories(home);
            lock = lock(home);
            Programs programs = new Programs(Binaries.unpacked(), home.resolve("postgresql.log"));
            EmbeddedServer server =
                    new EmbeddedServer(cluster(home), programs, lock, password(home), archive);
            if (archive.isPresent()) {
                OwnerOnly.createDirectories(archive.get().directory());
            }
            server.prepare(home.resolve("password"));
            server.launch();
            return server;
        } catch (IOException e) {
            release(lock);
            throw new UncheckedIOException("cannot use " + home + " for PostgreSQL", e);
        } catch (RuntimeException e) {
            release(lock);
            throw e;
        }
    }

    static Path cluster(Path directory) {
        return directory.toAbsolutePath().normalize().resolve("cluster");
    }

    static Path passwordFile(Path directory) {
        return directory.toAbsolutePath().normalize().resolve("password");
    }

    private static FileChannel lock(Path home) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            @Nullable FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            LOG.debug("held by this very process", e);
        }
        channel.close();
        throw new DatabaseException(
                "another process uses the data directory " + home + "; stop it or choose another");
    }

    /// The port of the server that another process of ours runs in the directory; empty when none
    /// does.
    static Optional<Integer> portOfRunning(Path directory) {
        Path home = directory.toAbsolutePath().normalize();
        if (!Files.exists(home.resolve("lock"))) {
            return Optional.empty();
        }
        try {
            release(lock(home));
            return Optional.empty();
        } catch (DatabaseException e) {
            LOG.debug("{} is in use", home, e);
            return Optional.of(configuredPort(home.resolve("cluster").resolve(SETTINGS_FILE)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look into " + home, e);
        }
    }

    private static int configuredPort(Path settings) {
        try {
            return Files.readAllLines(settings).stream()
                    .filter(line -> line.startsWith("port = "))
                    .map(line -> Integer.parseInt(line.substring("port = ".length()).strip()))
                    .findFirst()
                    .orElseThrow(
                            () -> new DatabaseException(settings + " names no port; try again"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + settings, e);
        }
    }

    static String passwordIn(Path directory) {
        try {
            return password(directory.toAbsolutePath().normalize());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the password in " + directory, e);
        }
    }

    static String jdbcUrl(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    private static void release(@Nullable FileChannel lock) {
        if (lock == null) {
            return;
        }
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("cannot release the data directory's lock", e);
        }
    }

    private static String password(Path home) throws IOException {
        Path file = home.resolve("password");
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        OwnerOnly.write(file, password + "\n");
        return password;
    }

    private void prepare(Path passwordFile) throws IOException {
        Path finished = cluster.resolve("PG_VERSION");
        if (Files.exists(cluster.resolve(SETTINGS_FILE)) && Files.exists(finished)) {
            new Leftovers(cluster, programs).clear();
            return;
        }
        // A first start that was killed half way leaves a cluster nobody has used: begin again.
        Leftovers.deleteUnused(cluster);
        programs.run(
                "initdb",
                List.of(
                        "--pgdata=" + cluster,
                        "--username=" + USER,
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale-provider=builtin",
                        "--locale=C.UTF-8"));
        Files.writeString(
                cluster.resolve("postgresql.conf"),
                "include '" + SETTINGS_FILE + "'\n",
                StandardOpenOption.APPEND);
        writeSettings();
    }

    /// The port may be taken between choosing and using it: then another one.
    private void launch() throws IOException {
        for (int attempt = 1; ; attempt++) {
            port = freePort();
            writeSettings();
            int exit =
                    programs.tryRun(
                            "pg_ctl",
                            List.of(
                                    "start",
                                    "--wait",
                                    "--timeout=90",
                                    "--pgdata=" + cluster,
                                    "--log=" + cluster.resolveSibling("postgresql.log")));
            if (exit == 0) {
                return;
            }
            if (attempt == START_ATTEMPTS) {
                throw new DatabaseException(
                        "PostgreSQL does not start; "
                                + cluster.resolveSibling("postgresql.log")
                                + " says why");
            }
            LOG.warn("PostgreSQL did not start at port {}; trying another", port);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private void writeSettings() throws IOException {
        String lines =
                SETTINGS.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(setting -> setting.getKey() + " = '" + setting.getValue() + "'\n")
                        .collect(Collectors.joining());
        String archiving =
                archive.map(
                                to ->
                                        "archive_mode = on\narchive_timeout = "
                                                + WalArchive.TIMEOUT_SECONDS
                                                + "\narchive_command = '"
                                                + to.archiveCommand()
                                                + "'\n")
                        .orElse("archive_mode = off\n");
        OwnerOnly.write(
                cluster.resolve(SETTINGS_FILE), lines + archiving + "port = " + port + "\n");
    }

    String jdbcUrl() {
        return jdbcUrl(port);
    }

    String password() {
        return password;
    }

    long processId() {
        Optional<ProcessHandle> postmaster = new Leftovers(cluster, programs).postmaster();
        return postmaster.map(ProcessHandle::pid).orElse(-1L);
    }

    @Override
    public void close() {
        int exit =
                programs.tryRun(
                        "pg_ctl",
                        List.of(
                                "stop",
                                "--wait",
                                "--mode=fast",
                                "--timeout=60",
                                "--pgdata=" + cluster));
        if (exit != 0) {
            LOG.warn("pg_ctl stop ended with {}; the next start recovers", exit);
        }
        release(lockChannel);
    }
}
