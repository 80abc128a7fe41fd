package org.smartmeter.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// The utility's PostgreSQL, open for the life of the process: a pool of connections and each
/// room's migrations. Thread-safe. It refuses to open on a server that could forget a commit.
public final class Database implements AutoCloseable {

    private static final int CONNECTIONS = 12;
    private static final Duration LOOK = Duration.ofMillis(100);

    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final @Nullable EmbeddedServer server;
    private final @Nullable Path home;

    private Database(HikariDataSource pool, @Nullable EmbeddedServer server, @Nullable Path home) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
        this.server = server;
        this.home = home;
    }

    /// Starts a PostgreSQL of our own on a free loopback port, keeping everything in the directory
    /// (made if absent, for the owner only). What a process killed before left running there is
    /// stopped first; data are kept from start to start.
    ///
    /// @throws DatabaseException if another live process uses the directory, or the server does
    /// not start or could forget a commit
    public static Database embedded(Path dataDirectory) {
        return embedded(dataDirectory, Optional.empty());
    }

    /// The same, keeping the log for restorations to any instant.
    ///
    /// @param archive directory for the log, best on another disk; empty keeps none
    public static Database embedded(Path dataDirectory, Optional<Path> archive) {
        EmbeddedServer server = EmbeddedServer.start(dataDirectory, archive.map(WalArchive::new));
        try {
            return open(
                    server.jdbcUrl(),
                    EmbeddedServer.USER,
                    server.password(),
                    server,
                    dataDirectory);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /// As [#embedded], but where another live process of ours already runs a server in the
    /// directory, that one is used: for an administrator's command beside the running utility.
    ///
    /// @throws DatabaseException if the server does not start, cannot be reached or could forget a
    /// commit
    ///
    /// @param archive as the utility itself keeps it
    public static Database shared(Path dataDirectory, Optional<Path> archive) {
        return EmbeddedServer.portOfRunning(dataDirectory)
                .map(
                        port ->
                                open(
                                        EmbeddedServer.jdbcUrl(port),
                                        EmbeddedServer.USER,
                                        EmbeddedServer.passwordIn(dataDirectory),
                                        null,
                                        dataDirectory))
                .orElseGet(() -> embedded(dataDirectory, archive));
    }

    /// Uses a PostgreSQL that somebody else runs.
    ///
    /// @param jdbcUrl like `jdbc:postgresql://host/database`
    /// @throws DatabaseException if it cannot be reached or could forget a commit
    public static Database external(String jdbcUrl, String user, String password) {
        return open(jdbcUrl, user, password, null, null);
    }

    private static Database open(
            String jdbcUrl,
            String user,
            String password,
            @Nullable EmbeddedServer server,
            @Nullable Path home) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("database");
        config.setJdbcUrl(jdbcUrl);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(CONNECTIONS);
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("ApplicationName", "smartmeter");
        HikariDataSource pool;
        try {
            pool = new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw new DatabaseException(
                    "cannot open " + jdbcUrl + " as " + user + ": " + e.getMessage(), e);
        }
        try {
            Durability.require(pool);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
        return new Database(pool, server, home);
    }

    public DataSource dataSource() {
        return pool;
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    /// Where the server listens, without credentials; for the start-up message.
    public String jdbcUrl() {
        return pool.getJdbcUrl();
    }

    /// The process id of the embedded server's postmaster; empty for an external one.
    public Optional<Long> embeddedProcess() {
        return Optional.ofNullable(server).map(EmbeddedServer::processId);
    }

    /// Brings the room's schema to the newest version from the class path's `db/<room>`. The
    /// schema is named as the room and made if absent; its history is kept in it.
    public void migrate(String room) {
        migrate(room, "db/" + room);
    }

    /// As [#migrate(String)] with the migrations in another place of the class path.
    public void migrate(String schema, String classpathLocation) {
        Flyway.configure()
                .dataSource(pool)
                .schemas(schema)
                .defaultSchema(schema)
                .createSchemas(true)
                .locations("classpath:" + classpathLocation)
                .failOnMissingLocations(true)
                .load()
                .migrate();
    }

    /// Copies the embedded server's data while it runs, so that the copy starts as if after a power
    /// cut at the end of this call.
    ///
    /// @param target a directory that is not there yet
    /// @throws DatabaseException if somebody else runs the server: then its own tools do it
    public void backup(Path target) {
        if (home == null) {
            throw new DatabaseException(
                    "this PostgreSQL is run by somebody else; back it up with its own tools"
                            + " (pg_basebackup, pg_dump)");
        }
        if (Files.exists(target)) {
            throw new DatabaseException(target + " is there already; name a new directory");
        }
        try (Connection connection =
                DriverManager.getConnection(
                        jdbcUrl(), EmbeddedServer.USER, EmbeddedServer.passwordIn(home))) {
            OwnerOnly.createDirectories(target);
            BaseBackup.take(connection, EmbeddedServer.cluster(home), target.resolve("cluster"));
            OwnerOnly.write(target.resolve("password"), EmbeddedServer.passwordIn(home) + "\n");
        } catch (SQLException | IOException e) {
            throw new DatabaseException("the backup failed: " + e.getMessage(), e);
        }
    }

    /// Makes a data directory of a backup, and goes on from there by the archived log. Returns when
    /// the server has recovered once and was stopped.
    ///
    /// @param dataDirectory as [#embedded] will use it; it must have no cluster yet
    /// @param archive the log that was kept since; empty: as it was at the end of the backup
    /// @param until the last instant that counts; empty: as far as the archive reaches
    /// @throws DatabaseException if the archive does not reach the instant, or files are missing
    public static void restore(
            Path backup, Path dataDirectory, Optional<Path> archive, Optional<Instant> until) {
        Path cluster = EmbeddedServer.cluster(dataDirectory);
        if (!Files.exists(backup.resolve("cluster").resolve("backup_label"))) {
            throw new DatabaseException(backup + " is no backup: there is no backup_label in it");
        }
        Restoration restoration = new Restoration(cluster);
        restoration.checkPlace();
        try {
            OwnerOnly.createDirectories(dataDirectory.toAbsolutePath().normalize());
            restoration.copy(backup.resolve("cluster"));
            OwnerOnly.write(
                    EmbeddedServer.passwordFile(dataDirectory),
                    Files.readString(backup.resolve("password")));
            if (archive.isPresent()) {
                restoration.follow(new WalArchive(archive.get()), until);
            }
            try (EmbeddedServer server = EmbeddedServer.start(dataDirectory, Optional.empty())) {
                awaitRecovered(server);
            }
            restoration.finished();
        } catch (IOException e) {
            restoration.undo();
            throw new DatabaseException("the restoration failed: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            restoration.undo();
            throw e;
        }
    }

    /// A server that follows an archive answers before it is through.
    private static void awaitRecovered(EmbeddedServer server) {
        while (true) {
            try (Connection connection =
                            DriverManager.getConnection(
                                    server.jdbcUrl(), EmbeddedServer.USER, server.password());
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT pg_is_in_recovery()")) {
                row.next();
                if (!row.getBoolean(1)) {
                    return;
                }
                LockSupport.parkNanos(LOOK.toNanos());
            } catch (SQLException e) {
                throw new DatabaseException(
                        "the restored server ended while it recovered, as it does where the"
                                + " archive ends before the instant asked for; its log says more: "
                                + e.getMessage(),
                        e);
            }
        }
    }

    /// Closes the pool and stops an embedded server in good order.
    @Override
    public void close() {
        pool.close();
        if (server != null) {
            server.close();
        }
    }
}
