package org.smartmeter.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// The utility's PostgreSQL, open for the life of the process: a pool of connections and each
/// room's migrations. Thread-safe. It refuses to open on a server that could forget a commit.
public final class Database implements AutoCloseable {

    private static final int CONNECTIONS = 12;

    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final @Nullable EmbeddedServer server;

    private Database(HikariDataSource pool, @Nullable EmbeddedServer server) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
        this.server = server;
    }

    /// Starts a PostgreSQL of our own on a free loopback port, keeping everything in the directory
    /// (made if absent, for the owner only). What a process killed before left running there is
    /// stopped first; data are kept from start to start.
    ///
    /// @throws DatabaseException if another live process uses the directory, or the server does
    /// not start or could forget a commit
    public static Database embedded(Path dataDirectory) {
        EmbeddedServer server = EmbeddedServer.start(dataDirectory);
        try {
            return open(server.jdbcUrl(), EmbeddedServer.USER, server.password(), server);
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
    public static Database shared(Path dataDirectory) {
        return EmbeddedServer.portOfRunning(dataDirectory)
                .map(
                        port ->
                                open(
                                        EmbeddedServer.jdbcUrl(port),
                                        EmbeddedServer.USER,
                                        EmbeddedServer.passwordIn(dataDirectory),
                                        null))
                .orElseGet(() -> embedded(dataDirectory));
    }

    /// Uses a PostgreSQL that somebody else runs.
    ///
    /// @param jdbcUrl like `jdbc:postgresql://host/database`
    /// @throws DatabaseException if it cannot be reached or could forget a commit
    public static Database external(String jdbcUrl, String user, String password) {
        return open(jdbcUrl, user, password, null);
    }

    private static Database open(
            String jdbcUrl, String user, String password, @Nullable EmbeddedServer server) {
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
        return new Database(pool, server);
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

    /// Closes the pool and stops an embedded server in good order.
    @Override
    public void close() {
        pool.close();
        if (server != null) {
            server.close();
        }
    }
}
