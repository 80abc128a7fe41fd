package org.smartmeter.readings;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// What one journal's curve in a block says at its two ends, enough to sum over the block without
/// reading what lies between.
///
/// @param place of the journal on its shelf
/// @param firstTime of the first row, ms
/// @param firstImported mWh
/// @param longestBefore the longest time before the first row that is no gap, ms;
///     [Long#MAX_VALUE] if its status explains any
/// @param gap whether there is a gap inside
record CurveEdges(
        int place,
        long firstTime,
        long lastTime,
        long firstImported,
        long lastImported,
        long firstExported,
        long lastExported,
        long longestBefore,
        boolean gap) {

    private static final int VERSION = 1;
    private static final int GAP = 1;
    private static final int EXPLAINED = 2;
    private static final int EXPORTS = 4;

    /// Whether a time lies between the first and the last row.
    boolean contains(long time) {
        return firstTime < time && time < lastTime;
    }

    /// The edges of each journal in the sections.
    ///
    /// @param curves what [CurveWriter] wrote
    static List<CurveEdges> of(byte[] curves) {
        SortedMap<Integer, LineBuilder> lines = new TreeMap<>();
        LineBuilder.Scratch scratch = new LineBuilder.Scratch();
        CurveReader runs = new CurveReader(curves);
        while (runs.next()) {
            lines.computeIfAbsent(runs.place(), _ -> new LineBuilder()).add(runs, scratch);
        }
        List<CurveEdges> edges = new ArrayList<>(lines.size());
        lines.forEach((place, line) -> edges.add(line.edges(place)));
        return edges;
    }

    /// @param edges at most one of each place, in order
    static byte[] write(List<CurveEdges> edges) {
        PackedWriter out = new PackedWriter(16 + 24 * edges.size());
        out.put(VERSION);
        out.number(edges.size());
        long firstTime = 0;
        long length = 0;
        long longest = 0;
        for (CurveEdges one : edges) {
            boolean explained = one.longestBefore == Long.MAX_VALUE;
            boolean exports = one.firstExported != 0 || one.lastExported != 0;
            out.put(one.place);
            out.put((one.gap ? GAP : 0) | (explained ? EXPLAINED : 0) | (exports ? EXPORTS : 0));
            out.signed(one.firstTime - firstTime);
            out.signed(one.lastTime - one.firstTime - length);
            if (!explained) {
                out.signed(one.longestBefore - longest);
                longest = one.longestBefore;
            }
            out.signed(one.firstImported);
            out.signed(one.lastImported - one.firstImported);
            if (exports) {
                out.signed(one.firstExported);
                out.signed(one.lastExported - one.firstExported);
            }
            firstTime = one.firstTime;
            length = one.lastTime - one.firstTime;
        }
        return out.toByteArray();
    }

    /// @throws IllegalStateException if the bytes are none that were written: the database is
    /// damaged
    static void read(byte[] bytes, Consumer<CurveEdges> consumer) {
        PackedReader in = new PackedReader(bytes);
        if (in.get() != VERSION) {
            throw in.damaged("another version");
        }
        int count = in.count(0, Shelf.JOURNALS);
        long firstTime = 0;
        long length = 0;
        long longest = 0;
        for (int i = 0; i < count; i++) {
            int place = in.count(0, Shelf.JOURNALS - 1);
            int flags = in.get();
            firstTime += in.signed();
            length += in.signed();
            boolean explained = (flags & EXPLAINED) != 0;
            if (!explained) {
                longest += in.signed();
            }
            long firstImported = in.signed();
            long lastImported = firstImported + in.signed();
            boolean exports = (flags & EXPORTS) != 0;
            long firstExported = exports ? in.signed() : 0;
            long lastExported = exports ? firstExported + in.signed() : 0;
            consumer.accept(
                    new CurveEdges(
                            place,
                            firstTime,
                            firstTime + length,
                            firstImported,
                            lastImported,
                            firstExported,
                            lastExported,
                            explained ? Long.MAX_VALUE : longest,
                            (flags & GAP) != 0));
        }
        in.expect(bytes.length);
    }
}
