package org.smartmeter.readings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lines with only those points that a sum from border to border of a window needs: of each block
/// its ends, and the rows around a border that lies inside.
final class SparseLines implements CurveSink {

    /// What was read of one journal.
    private static final class Piece {
        final List<CurveEdges> edges = new ArrayList<>(4);
        @Nullable LineBuilder borders;
        @Nullable LineBuilder tail;
    }

    private final Window window;
    private final Window aroundFrom;
    private final Window aroundTo;
    private final Map<Integer, @Nullable Piece[]> shelves = new HashMap<>();
    private final LineBuilder.Scratch scratch = new LineBuilder.Scratch();

    SparseLines(Collection<JournalId> wanted, Window window) {
        this.window = window;
        this.aroundFrom = window.aroundFrom();
        this.aroundTo = window.aroundTo();
        for (JournalId journal : wanted) {
            shelves.computeIfAbsent(journal.shelf(), _ -> new Piece[Shelf.JOURNALS])[
                            journal.place()] =
                    new Piece();
        }
    }

    @Override
    public Collection<Integer> shelves() {
        return shelves.keySet();
    }

    @Override
    public void add(int shelf, byte[] edges, byte[] curves, byte[] more) {
        @Nullable Piece[] places = shelves.get(shelf);
        if (places == null) {
            throw new IllegalArgumentException("nobody asked for shelf " + shelf);
        }
        CurveEdges.read(
                edges,
                one -> {
                    Piece piece = places[one.place()];
                    if (piece != null) {
                        piece.edges.add(one);
                    }
                });
        addBorders(places, curves);
        addBorders(places, more);
    }

    private void addBorders(@Nullable Piece[] places, byte[] curves) {
        CurveReader runs = new CurveReader(curves);
        while (runs.next()) {
            Piece piece = places[runs.place()];
            if (piece != null) {
                if (piece.borders == null) {
                    piece.borders = new LineBuilder();
                }
                piece.borders.add(runs, scratch);
            }
        }
    }

    private Piece piece(JournalId journal) {
        @Nullable Piece[] places = shelves.get(journal.shelf());
        Piece piece = places == null ? null : places[journal.place()];
        if (piece == null) {
            throw new IllegalArgumentException("nobody asked for journal " + journal.id());
        }
        return piece;
    }

    @Override
    public LineBuilder tail(JournalId journal) {
        Piece piece = piece(journal);
        if (piece.tail == null) {
            piece.tail = new LineBuilder();
        }
        return piece.tail;
    }

    @Override
    public Optional<RegisterLine> line(JournalId journal) {
        Piece piece = piece(journal);
        RegisterLine borders = piece.borders == null ? RegisterLine.EMPTY : piece.borders.build();
        RegisterLine tail = piece.tail == null ? RegisterLine.EMPTY : piece.tail.build();
        SparseLine line =
                new SparseLine(
                        window,
                        aroundFrom,
                        aroundTo,
                        2 * piece.edges.size() + borders.size() + tail.size());
        for (CurveEdges one : piece.edges) {
            if (!line.add(one, borders)) {
                return Optional.empty();
            }
        }
        if (piece.tail != null) {
            line.addAll(tail, piece.tail.longestBefore());
        }
        return line.build();
    }
}
