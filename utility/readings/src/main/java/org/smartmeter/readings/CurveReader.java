package org.smartmeter.readings;

import java.util.Arrays;

/// Goes through the runs that [CurveWriter] wrote, over as many sections as there are bytes, and
/// unpacks of each what is asked for. A section: the version, its length, the number of runs; each
/// run: flags, what of place, definition, shape and times (rows, first, step) is not as in the run
/// before it, its first sequence less that one's, the length of what follows, and as far as the
/// flags say so the sequences, the times, the statuses; then imported and exported energy.
final class CurveReader {

    private static final int MOST_ROWS = 1 << 20;
    private static final int MOST_COLUMNS = 255;
    private static final long[] NOTHING = {};

    private final PackedReader in;
    private int runsLeft;
    private int sectionEnd;

    private int flags;
    private int place = -1;
    private long definition = -1;
    private CurveShape shape = new CurveShape(0, 0, 0, 0, 0, 0);
    private int rows;
    private long firstTime;
    private long step;
    private long sequence;
    private int dataEnd;

    /// @param bytes of whole sections, one behind the other; none is right too
    CurveReader(byte[] bytes) {
        this.in = new PackedReader(bytes);
        this.dataEnd = 0;
    }

    /// Goes to the next run.
    ///
    /// @return whether there is one
    /// @throws IllegalStateException if the bytes are no sections: the database is damaged
    boolean next() {
        in.moveTo(dataEnd);
        while (runsLeft == 0) {
            in.expect(sectionEnd);
            if (!in.hasMore()) {
                return false;
            }
            openSection();
        }
        runsLeft--;
        flags = in.get();
        place = is(CurveWriter.OTHER_PLACE) ? in.count(0, Shelf.JOURNALS - 1) : place + 1;
        if (is(CurveWriter.OTHER_DEFINITION)) {
            definition = in.number();
        }
        if (is(CurveWriter.OTHER_SHAPE)) {
            shape = readShape();
        }
        if (is(CurveWriter.OTHER_TIMES)) {
            rows = in.count(1, MOST_ROWS);
            firstTime = in.signed();
            if (!is(CurveWriter.UNEVEN_TIMES)) {
                step = in.signed();
            }
        }
        if (rows == 0 || shape.width() == 0) {
            throw in.damaged("a first run that tells nothing");
        }
        sequence += in.signed();
        int length = in.count(0, Integer.MAX_VALUE >> 1);
        dataEnd = in.position() + length;
        if (dataEnd > sectionEnd) {
            throw in.damaged("a run leaves its section");
        }
        return true;
    }

    private void openSection() {
        int version = in.get();
        if (version != CurveWriter.VERSION) {
            throw in.damaged("version " + version);
        }
        int length = in.count(1, Integer.MAX_VALUE >> 1);
        sectionEnd = in.position() + length;
        runsLeft = in.count(1, MOST_ROWS);
        place = -1;
        definition = -1;
        rows = 0;
        firstTime = 0;
        step = 0;
        sequence = 0;
    }

    private CurveShape readShape() {
        int period = in.count(0, Integer.MAX_VALUE);
        int width = in.count(1, MOST_COLUMNS);
        int importColumn = in.count(0, width - 1);
        int importScaler = (int) in.signed();
        long exportColumn = in.signed();
        if (exportColumn < -1 || exportColumn >= width) {
            throw in.damaged("a column " + exportColumn + " of " + width);
        }
        return new CurveShape(
                period, width, importColumn, importScaler, (int) exportColumn, (int) in.signed());
    }

    private boolean is(int flag) {
        return (flags & flag) != 0;
    }

    int place() {
        return place;
    }

    long definition() {
        return definition;
    }

    CurveShape shape() {
        return shape;
    }

    int rows() {
        return rows;
    }

    long firstTime() {
        return firstTime;
    }

    /// Whether every row's status is 0.
    boolean plain() {
        return !is(CurveWriter.STATUSES);
    }

    /// Unpacks times and energies of the run; ask once, and not with [#run].
    ///
    /// @param statuses untouched if the run is plain
    /// @param exported untouched if the shape has none
    void read(long[] times, long[] statuses, long[] imported, long[] exported, int at) {
        if (is(CurveWriter.UNEVEN_SEQUENCES)) {
            ColumnCodec.read(in, sequence, rows, 2, times, at);
        }
        readRest(times, statuses, imported, exported, at);
    }

    private void readRest(long[] times, long[] statuses, long[] imported, long[] exported, int at) {
        if (is(CurveWriter.UNEVEN_TIMES)) {
            ColumnCodec.read(in, firstTime, rows, 2, times, at);
        } else {
            even(times, at, firstTime, step);
        }
        if (!plain()) {
            ColumnCodec.read(in, in.number(), rows, 1, statuses, at);
        }
        ColumnCodec.read(in, in.signed(), rows, 1, imported, at);
        if (shape.countsExport()) {
            ColumnCodec.read(in, in.signed(), rows, 1, exported, at);
        }
        in.expect(dataEnd);
    }

    /// The run with its energies; other registers are left empty.
    ///
    /// @param wanted without rows if not
    Run.Curve run(boolean wanted) {
        int count = wanted ? rows : 0;
        long[][] columns = new long[shape.width()][];
        Arrays.fill(columns, NOTHING);
        RowBlock block = new RowBlock(new long[count], new long[count], new long[count], columns);
        if (wanted) {
            columns[shape.importColumn()] = new long[count];
            long[] exported = new long[shape.countsExport() ? count : 0];
            if (shape.countsExport()) {
                columns[shape.exportColumn()] = exported;
            }
            if (is(CurveWriter.UNEVEN_SEQUENCES)) {
                ColumnCodec.read(in, sequence, rows, 2, block.sequences(), 0);
            } else {
                even(block.sequences(), 0, sequence, 1);
            }
            readRest(block.times(), block.statuses(), columns[shape.importColumn()], exported, 0);
        }
        return new Run.Curve(place, definition, shape, block);
    }

    private void even(long[] into, int at, long first, long by) {
        long value = first;
        for (int i = at; i < at + rows; i++, value += by) {
            into[i] = value;
        }
    }
}
