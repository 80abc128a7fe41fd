package org.smartmeter.readings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// One shelf's rows of one day, packed: energies and times apart from the rest, since curves are
/// asked for all day long and the rest hardly ever. Sections are laid one behind the other as they
/// are, so a block of a month is made from those of its days without unpacking them.
///
/// @param day number of the utility's local day since 1970-01-01 in which the intervals end
/// @param curves what [CurveWriter] wrote; may be empty
/// @param others what [OtherColumns] wrote; may be empty
record Section(int day, byte[] curves, byte[] others) {

    private static final long EVERY_PLACE = -1;

    private static final Comparator<Run> ORDER =
            Comparator.comparingInt(Run::place).thenComparingLong(Run::definition);

    static Section pack(int day, List<Run> runs) {
        List<Run.Curve> curves = new ArrayList<>();
        List<Run.Other> others = new ArrayList<>();
        for (Run run : runs) {
            switch (run) {
                case Run.Curve curve -> curves.add(curve);
                case Run.Other other -> others.add(other);
            }
        }
        curves.sort(ORDER);
        others.sort(ORDER);
        return new Section(day, CurveWriter.write(curves), OtherColumns.write(curves, others));
    }

    int bytes() {
        return curves.length + others.length;
    }

    /// All runs, curves first.
    ///
    /// @throws IllegalStateException if the bytes are none that were packed: the database is
    // damaged
    List<Run> unpack() {
        return unpack(EVERY_PLACE);
    }

    /// The runs of the places wanted.
    ///
    /// @param wanted a bit for each place
    List<Run> unpack(long wanted) {
        List<Run.Curve> inOrder = new ArrayList<>();
        CurveReader reader = new CurveReader(curves);
        while (reader.next()) {
            inOrder.add(reader.run((wanted & Shelf.bit(reader.place())) != 0));
        }
        List<Run> runs = new ArrayList<>();
        for (Run.Curve run : inOrder) {
            if ((wanted & Shelf.bit(run.place())) != 0) {
                runs.add(run);
            }
        }
        if (others.length > 0) {
            PackedReader rest = new PackedReader(others);
            runs.addAll(OtherColumns.read(rest, inOrder, wanted));
            rest.expect(others.length);
        }
        return runs;
    }
}
