package org.smartmeter.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/// What a server must promise before anything is acknowledged on its word. An embedded PostgreSQL
/// for tests usually runs with `fsync` off: asked here, not assumed.
final class Durability {

    private Durability() {}

    /// @throws DatabaseException if a commit could be lost in a power cut or a page be torn
    static void require(DataSource source) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String setting :
                    new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
                String value = show(statement, setting);
                if (value.equals("off")) {
                    throw new DatabaseException(
                            "PostgreSQL runs with "
                                    + setting
                                    + " = off and could forget what was acknowledged; set it to on");
                }
            }
        } catch (SQLException e) {
            throw new DatabaseException(
                    "cannot ask PostgreSQL for its durability settings: " + e.getMessage(), e);
        }
    }

    private static String show(Statement statement, String setting) throws SQLException {
        try (ResultSet result = statement.executeQuery("SHOW " + setting)) {
            result.next();
            return result.getString(1);
        }
    }
}
