package org.smartmeter.readings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.smartmeter.wire.Definition;

/// The blocks of load profiles that matter for a window of time: those that overlap it, the nearest
/// before and the nearest behind it.
final class ProfileBlocks {

    /// A block, whole or only its edges.
    ///
    /// @param rows null where the edges do
    record One(Definition definition, @Nullable RowBlock rows, BlockEdges edges) {}

    /// A day on each side: the zone may have been another one when the blocks were written. What
    /// really overlaps is told by the times.
    private static final String SQL =
            """
            SELECT b.journal, b.definition, %1$s FROM readings.block b
            WHERE b.journal = ANY (?) AND b.profile
            AND b.day BETWEEN ? - 32 AND ? + 1 AND b.last_day >= ? - 1
            AND b.first_time_ms <= ? AND b.last_time_ms >= ?
            UNION ALL
            SELECT j.id, b.definition, %1$s FROM unnest(?::integer[]) AS j (id)
            CROSS JOIN LATERAL (SELECT max(x.day) AS day FROM readings.block x
                WHERE x.journal = j.id AND x.profile AND x.day <= ? + 1 AND x.last_time_ms < ?) p
            CROSS JOIN LATERAL (SELECT DISTINCT ON (x.definition) x.* FROM readings.block x
                WHERE x.journal = j.id AND x.profile AND x.day = p.day AND x.last_time_ms < ?
                ORDER BY x.definition, x.last_time_ms DESC) b
            UNION ALL
            SELECT j.id, b.definition, %1$s FROM unnest(?::integer[]) AS j (id)
            CROSS JOIN LATERAL (SELECT min(x.day) AS day FROM readings.block x
                WHERE x.journal = j.id AND x.profile AND x.day >= ? - 32 AND x.first_time_ms > ?) n
            CROSS JOIN LATERAL (SELECT DISTINCT ON (x.definition) x.* FROM readings.block x
                WHERE x.journal = j.id AND x.profile AND x.day = n.day AND x.first_time_ms > ?
                ORDER BY x.definition, x.first_time_ms) b
            """;

    private static final String WHOLE = "b.body";

    /// Whole only where a border of the window lies inside.
    private static final String EDGES =
            """
            CASE WHEN b.first_time_ms < %1$d AND b.last_time_ms > %1$d
                OR b.first_time_ms < %2$d AND b.last_time_ms > %2$d
            THEN b.body ELSE substring(b.body FROM 1 FOR %3$d) END AS body
            """;

    private final Connection connection;
    private final StoreView view;
    private final long from;
    private final long to;

    ProfileBlocks(StoreView view, long from, long to) {
        this.connection = view.connection();
        this.view = view;
        this.from = from;
        this.to = to;
    }

    /// All blocks whole, by number of the journal's row.
    Map<Integer, List<One>> whole(Collection<Integer> journals) throws SQLException {
        Map<Integer, List<One>> blocks = new HashMap<>();
        read(
                WHOLE,
                journals,
                (journal, definition, body) -> {
                    RowBlock rows = RowBlockCodec.decode(body);
                    add(blocks, journal, new One(definition, rows, BlockEdges.of(rows)));
                });
        return blocks;
    }

    /// Of blocks within the window only the edges. A journal that cannot be summed by them, since
    /// times do not rise or two profiles overlap, is absent.
    Map<Integer, List<One>> edges(Collection<Integer> journals) throws SQLException {
        Map<Integer, List<One>> blocks = new HashMap<>();
        List<Integer> wanting = new ArrayList<>();
        read(
                EDGES.formatted(from, to, RowBlockCodec.EDGE_BYTES),
                journals,
                (journal, definition, body) -> {
                    BlockEdges edges = RowBlockCodec.edges(body).orElse(null);
                    if (edges == null || !edges.ordered()) {
                        wanting.add(journal);
                    } else {
                        boolean whole = inside(edges, from) || inside(edges, to);
                        RowBlock rows = whole ? RowBlockCodec.decode(body) : null;
                        add(blocks, journal, new One(definition, rows, edges));
                    }
                });
        wanting.forEach(blocks::remove);
        blocks.values().removeIf(own -> !followEachOther(own));
        return blocks;
    }

    private static boolean inside(BlockEdges edges, long time) {
        return edges.firstTime() < time && time < edges.lastTime();
    }

    private static void add(Map<Integer, List<One>> blocks, int journal, One block) {
        blocks.computeIfAbsent(journal, _ -> new ArrayList<>()).add(block);
    }

    private static boolean followEachOther(List<One> blocks) {
        blocks.sort(
                (one, other) ->
                        Long.compare(one.edges().firstSequence(), other.edges().firstSequence()));
        for (int i = 1; i < blocks.size(); i++) {
            if (blocks.get(i).edges().firstTime() <= blocks.get(i - 1).edges().lastTime()) {
                return false;
            }
        }
        return true;
    }

    private interface Reader {
        void read(int journal, Definition definition, byte[] body);
    }

    private void read(String body, Collection<Integer> journals, Reader reader)
            throws SQLException {
        Object[] ids = journals.toArray();
        int first = BlockKey.utcDay(from);
        int last = BlockKey.utcDay(to);
        try (PreparedStatement statement = connection.prepareStatement(SQL.formatted(body))) {
            // Rows come as they are read: a hundred thousand blocks are never held at once.
            statement.setFetchSize(1_000);
            statement.setArray(1, connection.createArrayOf("integer", ids));
            statement.setInt(2, first);
            statement.setInt(3, last);
            statement.setInt(4, first);
            statement.setLong(5, to);
            statement.setLong(6, from);
            statement.setArray(7, connection.createArrayOf("integer", ids));
            statement.setInt(8, first);
            statement.setLong(9, from);
            statement.setLong(10, from);
            statement.setArray(11, connection.createArrayOf("integer", ids));
            statement.setInt(12, last);
            statement.setLong(13, to);
            statement.setLong(14, to);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    int journal = row.getInt(1);
                    reader.read(journal, view.definition(journal, row.getLong(2)), row.getBytes(3));
                }
            }
        }
    }
}
