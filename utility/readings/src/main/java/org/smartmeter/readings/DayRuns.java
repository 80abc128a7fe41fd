package org.smartmeter.readings;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Sorts the believed rows of one journal, in the order of their records, into runs by day.
final class DayRuns {

    /// Rows of one run.
    private record Gathering(int day, Described described, boolean curve, RowGatherer rows) {

        boolean takes(int otherDay, Described otherDescribed, boolean otherCurve) {
            return day == otherDay
                    && described.sequence() == otherDescribed.sequence()
                    && curve == otherCurve;
        }

        Run run(int place) {
            RowBlock block = rows.block();
            long definition = described.sequence();
            return curve
                    ? new Run.Curve(place, definition, CurveShape.of(described.energy()), block)
                    : new Run.Other(place, definition, block);
        }
    }

    private record Place(int day, Run.Key key) {}

    private final int journalPlace;
    private final DayFinder days;
    private final Map<Place, Gathering> gatherings = new HashMap<>();
    private @Nullable Gathering last;
    private long first = Screening.NOTHING;

    DayRuns(int journal, DayFinder days) {
        this.journalPlace = Shelf.place(journal);
        this.days = days;
    }

    /// As [Judged#row].
    void add(
            Described described,
            boolean curve,
            long sequence,
            long time,
            int status,
            long[][] columns,
            int row) {
        if (curve && first == Screening.NOTHING) {
            first = time;
        }
        int day = days.of(time);
        Gathering here = last;
        if (here == null || !here.takes(day, described, curve)) {
            Run.Key key = new Run.Key(journalPlace, described.sequence(), curve);
            here =
                    gatherings.computeIfAbsent(
                            new Place(day, key),
                            _ ->
                                    new Gathering(
                                            day,
                                            described,
                                            curve,
                                            new RowGatherer(columns.length)));
            last = here;
        }
        here.rows().add(sequence, time, status, columns, row);
    }

    /// Time of the first row of the curve, ms, or [Screening#NOTHING].
    long first() {
        return first;
    }

    /// Hands over each run with its day.
    void forEach(BiConsumer<Integer, Run> consumer) {
        gatherings.values().forEach(rows -> consumer.accept(rows.day(), rows.run(journalPlace)));
    }
}
