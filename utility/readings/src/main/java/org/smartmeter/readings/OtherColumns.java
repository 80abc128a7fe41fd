package org.smartmeter.readings;

import java.util.ArrayList;
import java.util.List;

/// Everything of one shelf's rows of one day that is not in its curves, as bytes: the version, the
/// length, then for each run of curves, in their order, the registers beside the energy, then all
/// other runs whole. Each has its length before it, so that a reader takes only what it wants.
/// Without anything to say it is empty.
final class OtherColumns {

    private static final int VERSION = 1;
    private static final int MOST_ROWS = 1 << 20;
    private static final int MOST_COLUMNS = 255;

    private OtherColumns() {}

    static byte[] write(List<Run.Curve> curves, List<Run.Other> others) {
        boolean nothing =
                others.isEmpty() && curves.stream().allMatch(run -> run.shape().others() == 0);
        if (nothing) {
            return new byte[0];
        }
        PackedWriter body = new PackedWriter(1 << 12);
        PackedWriter data = new PackedWriter(1 << 10);
        body.number(curves.size());
        for (Run.Curve run : curves) {
            data.clear();
            for (int column = 0; column < run.shape().width(); column++) {
                if (!run.shape().isEnergy(column)) {
                    writeColumn(data, run.rows().columns()[column], 1);
                }
            }
            append(body, data);
        }
        body.number(others.size());
        for (Run.Other run : others) {
            data.clear();
            writeWhole(data, run.rows());
            body.put(run.place());
            body.number(run.definition());
            append(body, data);
        }
        PackedWriter section = new PackedWriter(body.size() + 8);
        section.put(VERSION);
        append(section, body);
        return section.toByteArray();
    }

    private static void writeWhole(PackedWriter data, RowBlock rows) {
        data.number(rows.rows());
        data.number(rows.columns().length);
        writeColumn(data, rows.sequences(), 2);
        writeColumn(data, rows.times(), 2);
        writeColumn(data, rows.statuses(), 1);
        for (long[] column : rows.columns()) {
            writeColumn(data, column, 1);
        }
    }

    private static void writeColumn(PackedWriter data, long[] column, int order) {
        data.signed(column[0]);
        ColumnCodec.write(data, column, order);
    }

    private static void append(PackedWriter out, PackedWriter data) {
        out.number(data.size());
        out.append(data);
    }

    /// Reads one section, filling up the curves that belong to it.
    ///
    /// @param curves the runs of the same section, energy columns filled and the others empty
    /// @param wanted which places; of all others nothing is unpacked
    /// @return the other runs of the places wanted
    /// @throws IllegalStateException if the bytes are no section: the database is damaged
    static List<Run.Other> read(PackedReader in, List<Run.Curve> curves, long wanted) {
        List<Run.Other> others = new ArrayList<>();
        if (in.get() != VERSION) {
            throw in.damaged("another version");
        }
        int sectionEnd = end(in);
        if (in.number() != curves.size()) {
            throw in.damaged("it belongs to other curves");
        }
        for (Run.Curve run : curves) {
            int end = end(in);
            if ((wanted & Shelf.bit(run.place())) != 0) {
                fill(in, run);
                in.expect(end);
            }
            in.moveTo(end);
        }
        int count = in.count(0, MOST_ROWS);
        for (int i = 0; i < count; i++) {
            int place = in.count(0, Shelf.JOURNALS - 1);
            long definition = in.number();
            int end = end(in);
            if ((wanted & Shelf.bit(place)) != 0) {
                others.add(new Run.Other(place, definition, readWhole(in)));
                in.expect(end);
            }
            in.moveTo(end);
        }
        in.expect(sectionEnd);
        return others;
    }

    /// A bit for each place that has a run of its own here.
    static long places(byte[] section) {
        if (section.length == 0) {
            return 0;
        }
        PackedReader in = new PackedReader(section);
        if (in.get() != VERSION) {
            throw in.damaged("another version");
        }
        in.number();
        for (int curves = in.count(0, MOST_ROWS); curves > 0; curves--) {
            in.moveTo(end(in));
        }
        long places = 0;
        for (int others = in.count(0, MOST_ROWS); others > 0; others--) {
            places |= Shelf.bit(in.count(0, Shelf.JOURNALS - 1));
            in.number();
            in.moveTo(end(in));
        }
        return places;
    }

    private static int end(PackedReader in) {
        int length = in.count(0, Integer.MAX_VALUE >> 1);
        return in.position() + length;
    }

    private static void fill(PackedReader in, Run.Curve run) {
        long[][] columns = run.rows().columns();
        for (int column = 0; column < columns.length; column++) {
            if (!run.shape().isEnergy(column)) {
                columns[column] = readColumn(in, run.rows().rows(), 1);
            }
        }
    }

    private static RowBlock readWhole(PackedReader in) {
        int rows = in.count(1, MOST_ROWS);
        int width = in.count(0, MOST_COLUMNS);
        long[] sequences = readColumn(in, rows, 2);
        long[] times = readColumn(in, rows, 2);
        long[] statuses = readColumn(in, rows, 1);
        long[][] columns = new long[width][];
        for (int column = 0; column < width; column++) {
            columns[column] = readColumn(in, rows, 1);
        }
        return new RowBlock(sequences, times, statuses, columns);
    }

    private static long[] readColumn(PackedReader in, int rows, int order) {
        long[] column = new long[rows];
        ColumnCodec.read(in, in.signed(), rows, order, column, 0);
        return column;
    }
}
