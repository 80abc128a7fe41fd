package org.smartmeter.benchmarks.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// The same work in SQLite: a table of records, a table of values, a transaction for whatever must
/// be durable, `synchronous=FULL`.
final class SqliteMemory implements MeterMemory {

    private static final int ACKNOWLEDGE_EACH = 64;

    private final Connection connection;
    private final PreparedStatement insert;
    private final PreparedStatement replace;
    private long sequence;
    private long acknowledged;

    /// @param journalMode `WAL` or `DELETE`
    SqliteMemory(Path file, String journalMode) {
        try {
            connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            try (Statement statement = connection.createStatement()) {
                statement.execute("pragma journal_mode=" + journalMode);
                statement.execute("pragma synchronous=FULL");
                statement.execute(
                        "create table if not exists records"
                                + " (sequence integer primary key, tag integer, payload blob)");
                statement.execute(
                        "create table if not exists kept (name text primary key, value blob)"
                                + " without rowid");
            }
            connection.setAutoCommit(false);
            insert = connection.prepareStatement("insert into records values (?, ?, ?)");
            replace = connection.prepareStatement("insert or replace into kept values (?, ?)");
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public void append(int tag, byte[] payload) {
        try {
            insert.setLong(1, ++sequence);
            insert.setInt(2, tag);
            insert.setBytes(3, payload);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public void force() {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public void keep(String name, byte[] value) {
        try {
            replace.setString(1, name);
            replace.setBytes(2, value);
            replace.executeUpdate();
            connection.commit();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public void acknowledge() {
        if (sequence - acknowledged >= ACKNOWLEDGE_EACH) {
            acknowledged = sequence;
            keep("acknowledged", new byte[2 * Long.BYTES]);
        }
    }

    /// Opens what a power cut left, and finds the last record.
    static long recover(Path file) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet last = statement.executeQuery("select max(sequence) from records")) {
            return last.next() ? last.getLong(1) : 0;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        try (Connection closing = connection) {
            closing.commit();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static IllegalStateException failed(SQLException e) {
        return new IllegalStateException("SQLite failed: " + e.getMessage(), e);
    }
}
