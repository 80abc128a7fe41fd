package org.smartmeter.readings;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/// What a block says at its two ends, enough to sum over it without reading what lies between.
///
/// @param ordered times rise from row to row
/// @param widestStep the longest time between two neighbours that the later one's status does not
///     explain, ms
/// @param first values of the first row
/// @param last values of the last row
record BlockEdges(
        int rows,
        boolean ordered,
        long widestStep,
        long firstSequence,
        long lastSequence,
        long firstTime,
        long lastTime,
        long firstStatus,
        long[] first,
        long[] last) {

    static BlockEdges of(RowBlock block) {
        int end = block.rows() - 1;
        boolean ordered = true;
        long widest = 0;
        for (int i = 1; i <= end; i++) {
            long step = block.times()[i] - block.times()[i - 1];
            ordered &= step > 0;
            if (!RegisterLine.explainsALongerStep((int) block.statuses()[i])) {
                widest = Math.max(widest, step);
            }
        }
        return new BlockEdges(
                block.rows(),
                ordered,
                widest,
                block.sequences()[0],
                block.sequences()[end],
                block.times()[0],
                block.times()[end],
                block.statuses()[0],
                block.values(0),
                block.values(end));
    }

    void write(ByteArrayOutputStream out) {
        out.write(ordered ? 1 : 0);
        Varints.write(out, widestStep);
        Varints.write(out, Varints.zigzag(firstSequence));
        Varints.write(out, Varints.zigzag(lastSequence - firstSequence));
        Varints.write(out, Varints.zigzag(firstTime));
        Varints.write(out, Varints.zigzag(lastTime - firstTime));
        Varints.write(out, Varints.zigzag(firstStatus));
        for (int i = 0; i < first.length; i++) {
            Varints.write(out, Varints.zigzag(first[i]));
            Varints.write(out, Varints.zigzag(last[i] - first[i]));
        }
    }

    static BlockEdges read(ByteBuffer in, int rows, int width) {
        boolean ordered = in.get() == 1;
        long widest = Varints.read(in);
        long firstSequence = signed(in);
        long lastSequence = firstSequence + signed(in);
        long firstTime = signed(in);
        long lastTime = firstTime + signed(in);
        long firstStatus = signed(in);
        long[] first = new long[width];
        long[] last = new long[width];
        for (int i = 0; i < width; i++) {
            first[i] = signed(in);
            last[i] = first[i] + signed(in);
        }
        return new BlockEdges(
                rows,
                ordered,
                widest,
                firstSequence,
                lastSequence,
                firstTime,
                lastTime,
                firstStatus,
                first,
                last);
    }

    private static long signed(ByteBuffer in) {
        return Varints.unzigzag(Varints.read(in));
    }
}
