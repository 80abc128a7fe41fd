package org.smartmeter.readings;

import java.util.List;

/// What curves are made of, of one shelf's rows of one day, as bytes: [CurveReader] tells their
/// order. What a run has in common with the one before it is not repeated, since the meters of a
/// shelf measure alike: of a home's half-hours nine bytes are not energies.
final class CurveWriter {

    static final int VERSION = 1;

    static final int OTHER_PLACE = 1;
    static final int OTHER_DEFINITION = 2;
    static final int OTHER_SHAPE = 4;
    static final int OTHER_TIMES = 8;
    static final int UNEVEN_TIMES = 16;
    static final int UNEVEN_SEQUENCES = 32;
    static final int STATUSES = 64;

    private final PackedWriter out;
    private final PackedWriter data = new PackedWriter(1 << 10);
    private int place = -1;
    private long definition = -1;
    private CurveShape shape = new CurveShape(0, 0, 0, 0, 0, 0);
    private long firstTime;
    private long step;
    private int rows;
    private long sequence;

    private CurveWriter(PackedWriter out) {
        this.out = out;
    }

    /// @return nothing if there are no runs
    static byte[] write(List<Run.Curve> runs) {
        if (runs.isEmpty()) {
            return new byte[0];
        }
        PackedWriter body = new PackedWriter(1 << 12);
        body.number(runs.size());
        CurveWriter writer = new CurveWriter(body);
        runs.forEach(writer::write);
        PackedWriter section = new PackedWriter(body.size() + 8);
        section.put(VERSION);
        section.number(body.size());
        section.append(body);
        return section.toByteArray();
    }

    private void write(Run.Curve run) {
        RowBlock block = run.rows();
        long[] times = block.times();
        long runStep = times.length > 1 ? times[1] - times[0] : step;
        boolean evenTimes = isEven(times, runStep);
        boolean evenSequences = isEven(block.sequences(), 1);
        boolean statuses = isAny(block.statuses());
        boolean sameTimes =
                evenTimes && times[0] == firstTime && times.length == rows && runStep == step;
        int flags =
                (run.place() == place + 1 ? 0 : OTHER_PLACE)
                        | (run.definition() == definition ? 0 : OTHER_DEFINITION)
                        | (run.shape().equals(shape) ? 0 : OTHER_SHAPE)
                        | (sameTimes ? 0 : OTHER_TIMES)
                        | (evenTimes ? 0 : UNEVEN_TIMES)
                        | (evenSequences ? 0 : UNEVEN_SEQUENCES)
                        | (statuses ? STATUSES : 0);
        out.put(flags);
        if ((flags & OTHER_PLACE) != 0) {
            out.put(run.place());
        }
        if ((flags & OTHER_DEFINITION) != 0) {
            out.number(run.definition());
        }
        if ((flags & OTHER_SHAPE) != 0) {
            write(run.shape());
        }
        if ((flags & OTHER_TIMES) != 0) {
            out.number(times.length);
            out.signed(times[0]);
            if (evenTimes) {
                out.signed(runStep);
                step = runStep;
            }
            firstTime = times[0];
            rows = times.length;
        }
        out.signed(block.sequences()[0] - sequence);
        place = run.place();
        definition = run.definition();
        shape = run.shape();
        sequence = block.sequences()[0];
        writeColumns(run, flags);
    }

    private void writeColumns(Run.Curve run, int flags) {
        RowBlock block = run.rows();
        CurveShape energies = run.shape();
        data.clear();
        if ((flags & UNEVEN_SEQUENCES) != 0) {
            ColumnCodec.write(data, block.sequences(), 2);
        }
        if ((flags & UNEVEN_TIMES) != 0) {
            ColumnCodec.write(data, block.times(), 2);
        }
        if ((flags & STATUSES) != 0) {
            data.number(block.statuses()[0]);
            ColumnCodec.write(data, block.statuses(), 1);
        }
        writeEnergy(block.columns()[energies.importColumn()]);
        if (energies.countsExport()) {
            writeEnergy(block.columns()[energies.exportColumn()]);
        }
        out.number(data.size());
        out.append(data);
    }

    private void writeEnergy(long[] column) {
        data.signed(column[0]);
        ColumnCodec.write(data, column, 1);
    }

    private void write(CurveShape one) {
        out.number(one.periodSeconds());
        out.number(one.width());
        out.number(one.importColumn());
        out.signed(one.importScaler());
        out.signed(one.exportColumn());
        out.signed(one.exportScaler());
    }

    private static boolean isEven(long[] values, long step) {
        boolean even = true;
        for (int i = 1; i < values.length; i++) {
            even &= values[i] - values[i - 1] == step;
        }
        return even;
    }

    private static boolean isAny(long[] values) {
        long any = 0;
        for (long value : values) {
            any |= value;
        }
        return any != 0;
    }
}
