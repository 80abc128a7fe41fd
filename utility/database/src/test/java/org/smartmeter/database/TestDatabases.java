package org.smartmeter.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/// Empty databases for tests, on one PostgreSQL that all test classes of a module share: a server
/// takes seconds to make, a database on it a moment. It runs as long as the process.
public final class TestDatabases {

    private static final AtomicInteger MADE = new AtomicInteger();

    private TestDatabases() {}

    /// The server, started when the first database is asked for.
    private static final class Shared {

        static final Database SERVER = start();
        static final String PASSWORD = EmbeddedServer.passwordIn(directory());

        private static Database start() {
            Database server = Database.embedded(directory());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
            return server;
        }

        private static void stop(Database server) {
            server.close();
            try {
                Leftovers.deleteUnused(directory());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Path directory() {
            return Path.of("target", "postgresql-" + ProcessHandle.current().pid());
        }
    }

    /// A database that nobody else uses; the caller closes it.
    public static Database fresh() {
        String name = "test_" + MADE.incrementAndGet();
        Shared.SERVER.jdbi().useHandle(handle -> handle.execute("create database " + name));
        String url = Shared.SERVER.jdbcUrl();
        return Database.external(
                url.substring(0, url.lastIndexOf('/') + 1) + name,
                EmbeddedServer.USER,
                Shared.PASSWORD);
    }
}
