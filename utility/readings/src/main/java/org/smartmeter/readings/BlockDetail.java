package org.smartmeter.readings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/// How much of the blocks that overlap a window leaves the database.
enum BlockDetail {
    /// Where each journal's curve begins and ends in the block.
    EDGES("b.edges", "NULL::bytea", "NULL::bytea", "", "") {
        @Override
        int setSlices(PreparedStatement statement, Window window) {
            return 0;
        }
    },

    /// The edges, and the curves of the days around the window's borders.
    BORDERS("b.edges", cut("s"), cut("t"), slice("s") + slice("t"), "") {
        @Override
        int setSlices(PreparedStatement statement, Window window) throws SQLException {
            setSlice(statement, 1, window.aroundFrom());
            setSlice(statement, 3, window.aroundTo());
            return 4;
        }
    },

    /// The curves of the days of the window.
    CURVES("NULL::bytea", cut("s"), "NULL::bytea", slice("s"), "AND s.stop > s.start") {
        @Override
        int setSlices(PreparedStatement statement, Window window) throws SQLException {
            setSlice(statement, 1, window);
            return 2;
        }
    };

    /// How often [#all] wants the journals after the parameters that [#set] sets.
    static final int JOURNALS = 3;

    /// A block spans a month at most.
    private static final int LONGEST_BLOCK = 31;

    private final String merged;
    private final String all;

    BlockDetail(String edges, String body, String more, String slices, String condition) {
        String from =
                """
                FROM readings.shelf_block b
                CROSS JOIN LATERAL (SELECT CASE WHEN b.zone = ? THEN 0 ELSE %d END AS days) further
                %s
                WHERE b.shelf = ANY (?) AND b.day BETWEEN ? AND ? AND b.last_day >= ?
                AND b.day <= ? + further.days AND b.last_day >= ? - further.days %s
                """
                        .formatted(Window.OTHER_ZONE, slices, condition);
        this.merged =
                """
                SELECT b.shelf AS id, %s AS edges, %s AS body, %s AS more
                %sORDER BY b.shelf, b.day, b.part
                """
                        .formatted(edges, body, more, from);
        this.all =
                """
                SELECT 0 AS kind, b.shelf AS id, NULL::bigint AS a, NULL::bigint AS b,
                    NULL::bigint AS c, %s AS edges, %s AS body, %s AS more,
                    NULL::text[] AS names, NULL::bigint[] AS numbers
                %s
                UNION ALL
                SELECT 1, m.journal, m.first_ms, m.newest_ms, NULL, NULL, NULL, NULL,
                    CASE WHEN w.waiting THEN m.registers END,
                    CASE WHEN w.waiting THEN m.register_values END
                FROM readings.merge_state m CROSS JOIN LATERAL (
                    SELECT EXISTS (SELECT FROM readings.segment g WHERE g.journal = m.journal)
                        AS waiting) w
                WHERE m.journal = ANY (?)
                UNION ALL
                SELECT 2, d.journal, d.sequence, NULL, NULL, NULL, d.payload, NULL, NULL, NULL
                FROM readings.definition d WHERE d.journal = ANY (?)
                AND EXISTS (SELECT FROM readings.segment g WHERE g.journal = d.journal)
                UNION ALL
                SELECT 3, g.journal, g.first, g.last, g.received_ms, NULL, g.body, NULL, NULL,
                    NULL
                FROM readings.segment g WHERE g.journal = ANY (?)
                """
                        .formatted(edges, body, more, from);
    }

    /// Where in the curves the sections of some days lie.
    private static String slice(String name) {
        return """
        CROSS JOIN LATERAL (
            SELECT coalesce(b.curve_ends[width_bucket(? - further.days, b.days)], 0) AS start,
                coalesce(b.curve_ends[width_bucket(? + further.days, b.days)], 0) AS stop) %s
        """
                .formatted(name);
    }

    private static String cut(String slice) {
        return "substring(b.curves FROM %1$s.start + 1 FOR %1$s.stop - %1$s.start)"
                .formatted(slice);
    }

    private static void setSlice(PreparedStatement statement, int parameter, Window days)
            throws SQLException {
        statement.setInt(parameter + 1, days.firstDay() - 1);
        statement.setInt(parameter + 2, days.lastDay());
    }

    /// Of blocks only, in the order of their days.
    String merged() {
        return merged;
    }

    /// Of blocks, and of the journals all that is not merged yet and what is needed to judge it: in
    /// no order.
    String all() {
        return all;
    }

    /// @return how many parameters were set
    int set(
            PreparedStatement statement,
            Connection connection,
            Collection<Integer> shelves,
            Window window)
            throws SQLException {
        statement.setString(1, window.zone().getId());
        int before = 1 + setSlices(statement, window);
        statement.setArray(before + 1, connection.createArrayOf("integer", shelves.toArray()));
        statement.setInt(before + 2, window.firstDay() - Window.OTHER_ZONE - LONGEST_BLOCK);
        statement.setInt(before + 3, window.lastDay() + Window.OTHER_ZONE);
        statement.setInt(before + 4, window.firstDay() - Window.OTHER_ZONE);
        statement.setInt(before + 5, window.lastDay());
        statement.setInt(before + 6, window.firstDay());
        return before + 6;
    }

    abstract int setSlices(PreparedStatement statement, Window window) throws SQLException;
}
