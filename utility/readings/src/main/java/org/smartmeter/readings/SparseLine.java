package org.smartmeter.readings;

import java.util.Optional;

/// Puts a line together from the ends of blocks and the rows around a window's borders.
final class SparseLine {

    private final Window window;
    private final Window aroundFrom;
    private final Window aroundTo;
    private final long[] times;
    private final long[] imported;
    private final long[] exported;
    private final boolean[] gaps;
    private int size;

    /// @param aroundFrom the days that were read around the window's beginning
    /// @param aroundTo the days that were read around its end
    SparseLine(Window window, Window aroundFrom, Window aroundTo, int mostPoints) {
        this.window = window;
        this.aroundFrom = aroundFrom;
        this.aroundTo = aroundTo;
        this.times = new long[mostPoints];
        this.imported = new long[mostPoints];
        this.exported = new long[mostPoints];
        this.gaps = new boolean[mostPoints];
    }

    /// Adds a block's part of the journal.
    ///
    /// @param borders the rows that were read around the window's borders
    /// @return false if that is not enough to know what the whole block says
    boolean add(CurveEdges block, RegisterLine borders) {
        if (size > 0 && block.firstTime() <= times[size - 1]) {
            return false;
        }
        boolean fromInside = block.contains(window.from());
        boolean toInside = block.contains(window.to());
        boolean inside = fromInside || toInside;
        if (inside && block.gap()
                || fromInside && !isRead(aroundFrom, block, borders)
                || toInside && !isRead(aroundTo, block, borders)) {
            return false;
        }
        point(
                block.firstTime(),
                block.firstImported(),
                block.firstExported(),
                size > 0 && block.firstTime() - times[size - 1] > block.longestBefore());
        if (inside) {
            for (int i = 0; i < borders.size(); i++) {
                if (block.contains(borders.time(i))) {
                    point(borders.time(i), borders.imported(i), borders.exported(i), false);
                }
            }
        }
        if (block.lastTime() > block.firstTime()) {
            point(
                    block.lastTime(),
                    block.lastImported(),
                    block.lastExported(),
                    !inside && block.gap());
        }
        return true;
    }

    /// Whether the rows on both sides of a border were read.
    ///
    /// @param around the border, and the days that were read around it
    private static boolean isRead(Window around, CurveEdges block, RegisterLine borders) {
        long border = around.from();
        return borders.hasPoint(Math.max(block.firstTime(), around.readFrom() + 1), border)
                && borders.hasPoint(border, Math.min(block.lastTime(), around.readTo()));
    }

    /// Adds rows behind all blocks.
    ///
    /// @param longestBefore the longest time before the first of them that is no gap
    void addAll(RegisterLine rows, long longestBefore) {
        for (int i = 0; i < rows.size(); i++) {
            boolean gap =
                    i == 0
                            ? size > 0 && rows.time(0) - times[size - 1] > longestBefore
                            : rows.gap(i);
            point(rows.time(i), rows.imported(i), rows.exported(i), gap);
        }
    }

    private void point(long time, long importedHere, long exportedHere, boolean gap) {
        times[size] = time;
        imported[size] = importedHere;
        exported[size] = exportedHere;
        gaps[size] = gap;
        size++;
    }

    /// The line; empty if the nearest rows to a border of the window may be others than those that
    /// were read: a block's ends alone say nothing of what lies beside it.
    Optional<RegisterLine> build() {
        RegisterLine line = new RegisterLine(size, times, imported, exported, gaps);
        boolean before = size > 0 && line.first() <= window.from() && line.last() > window.from();
        boolean behind = size > 0 && line.first() < window.to() && line.last() >= window.to();
        return before && !line.hasPoint(window.readFrom() + 1, window.from())
                        || behind && !line.hasPoint(window.to(), window.readTo())
                ? Optional.empty()
                : Optional.of(line);
    }
}
