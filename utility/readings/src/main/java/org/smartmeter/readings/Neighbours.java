package org.smartmeter.readings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.smartmeter.terms.MeterId;

/// Finds for journals that had nothing to say for days the nearest rows before and behind a window,
/// however far away. There are few of them, so each is looked for by itself.
final class Neighbours {

    /// Blocks read at a time; the first one is nearly always it.
    private static final int FEW = 4;

    private static final String FURTHER =
            "CROSS JOIN LATERAL (SELECT CASE WHEN b.zone = ? THEN 0 ELSE "
                    + Window.OTHER_ZONE
                    + " END AS days) further\n";

    private static final String BEFORE =
            """
            SELECT substring(b.curves FROM 1
                    FOR coalesce(b.curve_ends[width_bucket(? + further.days, b.days)], 0)),
                b.last_day
            FROM readings.shelf_block b
            %s
            WHERE b.shelf = ? AND b.day <= ? + further.days AND b.curve_journals & ? <> 0
            ORDER BY b.last_day DESC, b.day DESC, b.part DESC
            """
                    .formatted(FURTHER);

    private static final String BEHIND =
            """
            SELECT substring(b.curves FROM 1
                    + coalesce(b.curve_ends[width_bucket(? - further.days, b.days)], 0)), b.day
            FROM readings.shelf_block b
            %s
            WHERE b.shelf = ? AND b.last_day > ? - further.days AND b.curve_journals & ? <> 0
            ORDER BY b.day, b.part
            """
                    .formatted(FURTHER);

    private final Connection connection;
    private final CurveQuery query;
    private final Window window;
    private final DayFinder days;
    private final LineBuilder.Scratch scratch = new LineBuilder.Scratch();

    Neighbours(Connection connection, CurveQuery query, Window window) {
        this.connection = connection;
        this.query = query;
        this.window = window;
        this.days = new DayFinder(window.zone());
    }

    /// Reads in one transaction, since it takes several statements that must see the same.
    void read(Epochs meters, BiConsumer<MeterId, List<RegisterLine>> consumer) throws SQLException {
        int isolation = connection.getTransactionIsolation();
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        try {
            List<JournalId> journals = meters.journals();
            ShelfLines lines = new ShelfLines(journals);
            Map<Integer, Extent> extents = query.all(BlockDetail.CURVES, lines, journals, window);
            for (JournalId journal : journals) {
                search(journal, lines, extents.getOrDefault(journal.id(), Extent.NONE));
            }
            meters.handOver(
                    journal ->
                            lines.line(journal)
                                    .map(
                                            line ->
                                                    extents.getOrDefault(journal.id(), Extent.NONE)
                                                            .known(line, window)),
                    _ -> true,
                    consumer);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
            connection.setTransactionIsolation(isolation);
        }
    }

    private void search(JournalId journal, ShelfLines lines, Extent extent) throws SQLException {
        LineBuilder line = lines.tail(journal);
        RegisterLine read = line.build();
        if (extent.lacksBefore(read, window)) {
            before(journal, line);
        }
        if (extent.lacksAfter(read, window)) {
            behind(journal, line);
        }
    }

    private void before(JournalId journal, LineBuilder line) throws SQLException {
        try (PreparedStatement statement = prepare(BEFORE, journal, window.firstDay() - 1);
                ResultSet row = statement.executeQuery()) {
            long latest = Long.MIN_VALUE;
            while (row.next()) {
                // What ends on an earlier day cannot have a later row, in whichever zone.
                if (latest > Long.MIN_VALUE
                        && row.getInt(2) < days.of(latest) - Window.OTHER_ZONE) {
                    return;
                }
                CurveReader runs = new CurveReader(row.getBytes(1));
                while (runs.next()) {
                    if (runs.place() == journal.place()) {
                        long last = line.add(runs, scratch);
                        if (runs.firstTime() <= window.from()) {
                            latest = Math.max(latest, Math.min(last, window.from()));
                        }
                    }
                }
            }
        }
    }

    private void behind(JournalId journal, LineBuilder line) throws SQLException {
        try (PreparedStatement statement = prepare(BEHIND, journal, window.lastDay());
                ResultSet row = statement.executeQuery()) {
            long earliest = Long.MAX_VALUE;
            while (row.next()) {
                if (earliest < Long.MAX_VALUE
                        && row.getInt(2) > days.of(earliest) + Window.OTHER_ZONE) {
                    return;
                }
                CurveReader runs = new CurveReader(row.getBytes(1));
                while (runs.next()) {
                    if (runs.place() == journal.place()) {
                        long last = line.add(runs, scratch);
                        if (last >= window.to()) {
                            earliest = Math.min(earliest, Math.max(runs.firstTime(), window.to()));
                        }
                    }
                }
            }
        }
    }

    private PreparedStatement prepare(String sql, JournalId journal, int day) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setFetchSize(FEW);
        statement.setInt(1, day);
        statement.setString(2, window.zone().getId());
        statement.setInt(3, journal.shelf());
        statement.setInt(4, day);
        statement.setLong(5, Shelf.bit(journal.place()));
        return statement;
    }
}
