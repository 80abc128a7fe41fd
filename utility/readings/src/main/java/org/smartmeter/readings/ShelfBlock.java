package org.smartmeter.readings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A row of the table of blocks without its key: sections one behind the other, and what is known
/// of them together.
///
/// @param days of each section, rising
/// @param curveEnds where in `curves` each section ends
/// @param otherEnds where in `others` each section ends
/// @param edges what [CurveEdges] wrote
/// @param curveJournals a bit for each place that has rows in `curves`
/// @param otherJournals a bit for each place that has rows of its own in `others`
record ShelfBlock(
        int[] days,
        int[] curveEnds,
        int[] otherEnds,
        byte[] edges,
        byte[] curves,
        byte[] others,
        long curveJournals,
        long otherJournals) {

    /// @param sections at least one, in the order of their days
    static ShelfBlock of(List<Section> sections) {
        int count = sections.size();
        int[] days = new int[count];
        int[] curveEnds = new int[count];
        int[] otherEnds = new int[count];
        PackedWriter curves = new PackedWriter(1 << 12);
        PackedWriter others = new PackedWriter(16);
        long otherJournals = 0;
        for (int i = 0; i < count; i++) {
            Section section = sections.get(i);
            days[i] = section.day();
            curves.append(section.curves(), 0, section.curves().length);
            others.append(section.others(), 0, section.others().length);
            curveEnds[i] = curves.size();
            otherEnds[i] = others.size();
            otherJournals |= OtherColumns.places(section.others());
        }
        byte[] packedCurves = curves.toByteArray();
        List<CurveEdges> edges = CurveEdges.of(packedCurves);
        long curveJournals = 0;
        for (CurveEdges one : edges) {
            curveJournals |= Shelf.bit(one.place());
        }
        return new ShelfBlock(
                days,
                curveEnds,
                otherEnds,
                CurveEdges.write(edges),
                packedCurves,
                others.toByteArray(),
                curveJournals,
                otherJournals);
    }

    int firstDay() {
        return days[0];
    }

    int lastDay() {
        return days[days.length - 1];
    }

    /// The sections one by one.
    static List<Section> sections(
            int[] days, int[] curveEnds, int[] otherEnds, byte[] curves, byte[] others) {
        List<Section> sections = new ArrayList<>(days.length);
        for (int i = 0; i < days.length; i++) {
            int curveStart = i == 0 ? 0 : curveEnds[i - 1];
            int otherStart = i == 0 ? 0 : otherEnds[i - 1];
            sections.add(
                    new Section(
                            days[i],
                            Arrays.copyOfRange(curves, curveStart, curveEnds[i]),
                            Arrays.copyOfRange(others, otherStart, otherEnds[i])));
        }
        return sections;
    }
}
