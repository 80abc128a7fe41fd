package org.smartmeter.readings;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.smartmeter.terms.MeterId;

/// Reads the lines of many meters, each meter's from one statement and so from one state of the
/// store: first from what is merged, since that is enough for all that is past; then, of those
/// meters for which it is not, with what is not merged yet; and of the few that had nothing to say
/// for days around the window's borders with the nearest rows beyond.
final class LineReader {

    /// Of fewer days all rows are read as fast as the ends of their blocks.
    private static final int FEW_DAYS = 8;

    private final Connection connection;
    private final JournalDirectory directory;
    private final CurveQuery query;
    private final Window window;
    private final Window wider;
    private final boolean past;

    /// @param past whether the window may well lie in what is merged: if not it costs time, no more
    LineReader(
            Connection connection,
            JournalDirectory directory,
            CurveQuery query,
            Window window,
            boolean past) {
        this.connection = connection;
        this.directory = directory;
        this.query = query;
        this.window = window;
        this.wider = window.wider();
        this.past = past;
    }

    /// Hands over the lines of each meter's epochs, from old to new, such that they say about the
    /// window what all rows together would; a meter of which nothing is stored is left out.
    void read(Collection<MeterId> meters, BiConsumer<MeterId, List<RegisterLine>> consumer)
            throws SQLException {
        for (Epochs some : epochs(meters).portions(window.days())) {
            Epochs left = past ? merged(some, consumer) : some;
            left = all(left, window, consumer);
            left = all(left, wider, consumer);
            if (!left.isEmpty()) {
                new Neighbours(connection, query, wider).read(left, consumer);
            }
        }
    }

    /// @return the meters that are left
    private Epochs merged(Epochs meters, BiConsumer<MeterId, List<RegisterLine>> consumer)
            throws SQLException {
        ShelfLines lines = new ShelfLines(meters.journals());
        query.merged(BlockDetail.CURVES, lines, window);
        return meters.handOver(covering(lines), _ -> true, consumer);
    }

    /// @return the meters that are left
    private Epochs all(Epochs meters, Window days, BiConsumer<MeterId, List<RegisterLine>> consumer)
            throws SQLException {
        if (meters.isEmpty()) {
            return meters;
        }
        List<JournalId> journals = meters.journals();
        ShelfLines lines = new ShelfLines(journals);
        Map<Integer, Extent> extents = query.all(BlockDetail.CURVES, lines, journals, days);
        return meters.handOver(complete(lines, extents, days), _ -> true, consumer);
    }

    /// As [#read], but such that only a sum from border to border of the window is the same.
    void readSparse(Collection<MeterId> meters, BiConsumer<MeterId, List<RegisterLine>> consumer)
            throws SQLException {
        if (window.days() <= FEW_DAYS) {
            read(meters, consumer);
            return;
        }
        List<MeterId> left = new ArrayList<>();
        for (Epochs some : epochs(meters).portions(FEW_DAYS)) {
            Epochs rest = some;
            if (past) {
                SparseLines lines = new SparseLines(rest.journals(), window);
                query.merged(
                        window.isOfMonths() ? BlockDetail.EDGES : BlockDetail.BORDERS,
                        lines,
                        window);
                rest = rest.handOver(covering(lines), LineReader::areApart, consumer);
            }
            if (!rest.isEmpty()) {
                List<JournalId> journals = rest.journals();
                SparseLines lines = new SparseLines(journals, wider);
                Map<Integer, Extent> extents =
                        query.all(BlockDetail.BORDERS, lines, journals, wider);
                rest =
                        rest.handOver(
                                complete(lines, extents, wider), LineReader::areApart, consumer);
            }
            left.addAll(rest.meters());
        }
        if (!left.isEmpty()) {
            read(left, consumer);
        }
    }

    private Epochs epochs(Collection<MeterId> meters) throws SQLException {
        return new Epochs(directory.of(connection, meters));
    }

    private Function<JournalId, Optional<RegisterLine>> covering(CurveSink lines) {
        return journal -> lines.line(journal).filter(window::isCoveredBy);
    }

    private Function<JournalId, Optional<RegisterLine>> complete(
            CurveSink lines, Map<Integer, Extent> extents, Window days) {
        return journal -> {
            Extent extent = extents.getOrDefault(journal.id(), Extent.NONE);
            return lines.line(journal).flatMap(line -> extent.complete(line, days));
        };
    }

    /// Where epochs overlap, any instant of one may bound the other.
    private static boolean areApart(List<RegisterLine> epochs) {
        long end = Long.MIN_VALUE;
        for (RegisterLine line : epochs) {
            if (!line.isEmpty()) {
                if (line.first() <= end) {
                    return false;
                }
                end = line.last();
            }
        }
        return true;
    }
}
