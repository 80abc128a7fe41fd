package org.smartmeter.readings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/// Gathers the rows of one journal's curve into its [RegisterLine]. Nearly always they are of one
/// definition and come in the order of time.
final class LineBuilder {

    private static final int FEW = 128;

    private final List<Strand> strands = new ArrayList<>(1);

    /// The rows of one definition.
    private static final class Strand {
        final long definition;
        final long longestStep;
        final BitSet explained = new BitSet(0);
        long[] times = new long[FEW];
        long[] imported = new long[FEW];
        long[] exported = new long[FEW];
        int size;
        boolean inOrder = true;

        Strand(long definition, long longestStep) {
            this.definition = definition;
            this.longestStep = longestStep;
        }

        void room(int more) {
            if (times.length - size < more) {
                int length = Math.max(2 * size, size + more);
                times = Arrays.copyOf(times, length);
                imported = Arrays.copyOf(imported, length);
                exported = Arrays.copyOf(exported, length);
            }
        }

        void added(int rows) {
            inOrder &= size == 0 || times[size] > times[size - 1];
            size += rows;
        }

        long longestStep(int row) {
            return explained.get(row) ? Long.MAX_VALUE : longestStep;
        }
    }

    /// Statuses while they are unpacked.
    static final class Scratch {
        private long[] statuses = new long[FEW];

        private void room(int rows) {
            if (statuses.length < rows) {
                statuses = new long[2 * rows];
            }
        }
    }

    private Strand strand(long definition, long longestStep) {
        for (Strand strand : strands) {
            if (strand.definition == definition) {
                return strand;
            }
        }
        Strand strand = new Strand(definition, longestStep);
        strands.add(strand);
        return strand;
    }

    /// Unpacks the reader's run.
    ///
    /// @return the time of its last row
    long add(CurveReader run, Scratch scratch) {
        Strand strand = strand(run.definition(), run.shape().longestStep());
        int rows = run.rows();
        int at = strand.size;
        strand.room(rows);
        scratch.room(at + rows);
        run.read(strand.times, scratch.statuses, strand.imported, strand.exported, at);
        CurveShape shape = run.shape();
        CurveShape.toMilliwattHours(strand.imported, at, at + rows, shape.importScaler());
        if (shape.countsExport()) {
            CurveShape.toMilliwattHours(strand.exported, at, at + rows, shape.exportScaler());
        }
        if (!run.plain()) {
            for (int i = at; i < at + rows; i++) {
                strand.explained.set(
                        i, RegisterLine.explainsALongerStep((int) scratch.statuses[i]));
            }
        }
        strand.added(rows);
        return strand.times[at + rows - 1];
    }

    /// One row.
    ///
    /// @param imported mWh
    /// @param exported mWh
    void add(
            long definition,
            long longestStep,
            long time,
            int status,
            long imported,
            long exported) {
        Strand strand = strand(definition, longestStep);
        strand.room(1);
        strand.times[strand.size] = time;
        strand.imported[strand.size] = imported;
        strand.exported[strand.size] = exported;
        if (RegisterLine.explainsALongerStep(status)) {
            strand.explained.set(strand.size);
        }
        strand.added(1);
    }

    RegisterLine build() {
        if (strands.isEmpty()) {
            return RegisterLine.EMPTY;
        }
        Strand first = strands.getFirst();
        return strands.size() == 1 && first.inOrder ? alone(first) : woven();
    }

    private static RegisterLine alone(Strand strand) {
        boolean[] gaps = new boolean[strand.size];
        long[] times = strand.times;
        for (int i = 1; i < strand.size; i++) {
            gaps[i] = times[i] - times[i - 1] > strand.longestStep;
        }
        for (int i = strand.explained.nextSetBit(0);
                i >= 0;
                i = strand.explained.nextSetBit(i + 1)) {
            gaps[i] = false;
        }
        return new RegisterLine(strand.size, times, strand.imported, strand.exported, gaps);
    }

    /// Where the line begins and ends; it has a row.
    CurveEdges edges(int place) {
        return build().edges(place, longestBefore());
    }

    /// The longest time before the first row that is no gap.
    long longestBefore() {
        long longest = Long.MAX_VALUE;
        long earliest = Long.MAX_VALUE;
        for (Strand strand : strands) {
            for (int i = 0; i < (strand.inOrder ? 1 : strand.size); i++) {
                if (strand.times[i] <= earliest) {
                    earliest = strand.times[i];
                    longest = strand.longestStep(i);
                }
            }
        }
        return longest;
    }

    private record Row(Strand strand, int row) {

        long time() {
            return strand.times[row];
        }
    }

    /// All strands in the order of time; what was read twice counts once.
    private RegisterLine woven() {
        List<Row> rows = new ArrayList<>();
        for (Strand strand : strands) {
            for (int i = 0; i < strand.size; i++) {
                rows.add(new Row(strand, i));
            }
        }
        rows.sort(Comparator.comparingLong(Row::time));
        long[] times = new long[rows.size()];
        long[] imported = new long[rows.size()];
        long[] exported = new long[rows.size()];
        boolean[] gaps = new boolean[rows.size()];
        int size = 0;
        for (Row one : rows) {
            if (size > 0 && one.time() == times[size - 1]) {
                continue;
            }
            times[size] = one.time();
            imported[size] = one.strand().imported[one.row()];
            exported[size] = one.strand().exported[one.row()];
            gaps[size] =
                    size > 0 && one.time() - times[size - 1] > one.strand().longestStep(one.row());
            size++;
        }
        return new RegisterLine(size, times, imported, exported, gaps);
    }
}
