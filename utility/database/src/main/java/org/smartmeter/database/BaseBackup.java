package org.smartmeter.database;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.stream.Stream;

/// A copy of a running cluster's files that starts by itself: PostgreSQL's low-level backup
/// (PostgreSQL 18, 25.3.4), with the log that was written meanwhile beside it.
final class BaseBackup {

    private static final String WAL = "pg_wal";

    /// Made anew by the server, or of no use in another place.
    private static final Set<String> LEFT_OUT =
            Set.of(
                    WAL,
                    "pg_dynshmem",
                    "pg_notify",
                    "pg_replslot",
                    "pg_serial",
                    "pg_snapshots",
                    "pg_stat_tmp",
                    "pg_subtrans");

    private static final Set<String> FILES_LEFT_OUT =
            Set.of("postmaster.pid", "postmaster.opts", "backup_label", "tablespace_map");

    private final Connection connection;
    private final Path cluster;
    private final Path target;

    private BaseBackup(Connection connection, Path cluster, Path target) {
        this.connection = connection;
        this.cluster = cluster;
        this.target = target;
    }

    /// @param connection of its own, which stays open for the whole copy
    /// @param target made here; nothing may be there
    static void take(Connection connection, Path cluster, Path target)
            throws SQLException, IOException {
        BaseBackup backup = new BaseBackup(connection, cluster, target);
        backup.keepLog();
        String first = backup.begin();
        backup.copyFiles();
        String last = backup.end();
        backup.copyLog(first, last);
    }

    /// A slot that ends with the connection: the log from here on is not thrown away meanwhile.
    private void keepLog() throws SQLException {
        try (PreparedStatement slot =
                connection.prepareStatement(
                        "SELECT pg_create_physical_replication_slot(?, true, true)")) {
            slot.setString(1, "smartmeter_backup_" + ProcessHandle.current().pid());
            slot.executeQuery().close();
        }
    }

    private String begin() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT pg_walfile_name(pg_backup_start('smartmeter', true))")) {
            row.next();
            return row.getString(1);
        }
    }

    private String end() throws SQLException, IOException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT pg_walfile_name(lsn), labelfile, spcmapfile"
                                        + " FROM pg_backup_stop(false)")) {
            row.next();
            Files.writeString(target.resolve("backup_label"), row.getString(2));
            String spaces = row.getString(3);
            if (spaces != null && !spaces.isBlank()) {
                throw new DatabaseException(
                        "the database has tablespaces outside its directory; back it up with"
                                + " PostgreSQL's own tools");
            }
            return row.getString(1);
        }
    }

    private void copyFiles() throws IOException {
        OwnerOnly.createDirectories(target);
        Files.walkFileTree(
                cluster,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path directory, BasicFileAttributes attributes) throws IOException {
                        Path place = target.resolve(cluster.relativize(directory).toString());
                        OwnerOnly.createDirectories(place);
                        boolean empty =
                                cluster.equals(directory.getParent())
                                        && LEFT_OUT.contains(name(directory));
                        return empty ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        boolean leftOut =
                                name(file).startsWith("pgsql_tmp")
                                        || cluster.equals(file.getParent())
                                                && FILES_LEFT_OUT.contains(name(file));
                        if (!leftOut) {
                            copy(file, target.resolve(cluster.relativize(file).toString()));
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException trouble)
                            throws IOException {
                        if (trouble instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE; // dropped meanwhile; the log tells
                        }
                        throw trouble;
                    }
                });
        for (String directory : Set.of("archive_status", "summaries")) {
            OwnerOnly.createDirectories(target.resolve(WAL).resolve(directory));
        }
    }

    private static void copy(Path file, Path place) throws IOException {
        try {
            Files.copy(file, place);
        } catch (NoSuchFileException e) {
            if (Files.exists(file)) {
                throw e;
            }
        }
    }

    /// Names of pieces of the log are in order.
    private void copyLog(String first, String last) throws IOException {
        try (Stream<Path> pieces = Files.list(cluster.resolve(WAL))) {
            for (Path piece : pieces.toList()) {
                String name = name(piece);
                if (name.length() == first.length()
                        && name.compareTo(first) >= 0
                        && name.compareTo(last) <= 0) {
                    Files.copy(piece, target.resolve(WAL).resolve(name));
                }
            }
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
