package org.smartmeter.readings;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lines with every row that was read.
final class ShelfLines implements CurveSink {

    private final Map<Integer, @Nullable LineBuilder[]> shelves = new HashMap<>();
    private final LineBuilder.Scratch scratch = new LineBuilder.Scratch();

    ShelfLines(Collection<JournalId> wanted) {
        for (JournalId journal : wanted) {
            shelves.computeIfAbsent(journal.shelf(), _ -> new LineBuilder[Shelf.JOURNALS])[
                            journal.place()] =
                    new LineBuilder();
        }
    }

    @Override
    public Collection<Integer> shelves() {
        return shelves.keySet();
    }

    @Override
    public void add(int shelf, byte[] edges, byte[] curves, byte[] more) {
        @Nullable LineBuilder[] places = shelves.get(shelf);
        if (places == null) {
            throw new IllegalArgumentException("nobody asked for shelf " + shelf);
        }
        CurveReader runs = new CurveReader(curves);
        while (runs.next()) {
            LineBuilder line = places[runs.place()];
            if (line != null) {
                line.add(runs, scratch);
            }
        }
    }

    @Override
    public LineBuilder tail(JournalId journal) {
        @Nullable LineBuilder[] places = shelves.get(journal.shelf());
        LineBuilder line = places == null ? null : places[journal.place()];
        if (line == null) {
            throw new IllegalArgumentException("nobody asked for journal " + journal.id());
        }
        return line;
    }

    @Override
    public Optional<RegisterLine> line(JournalId journal) {
        return Optional.of(tail(journal).build());
    }
}
