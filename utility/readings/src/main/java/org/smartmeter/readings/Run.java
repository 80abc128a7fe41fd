package org.smartmeter.readings;

/// Rows of one definition of one journal that lie in one day, in the order of their records.
sealed interface Run {

    /// Of the journal on its shelf.
    int place();

    /// The record that brought the definition.
    long definition();

    RowBlock rows();

    /// The same with other rows.
    Run with(RowBlock rows);

    /// Which rows are joined.
    Key key();

    /// @param curve whether the rows make curves
    record Key(int place, long definition, boolean curve) {}

    /// Rows that make curves: over the whole journal their times rise from record to record.
    record Curve(int place, long definition, CurveShape shape, RowBlock rows) implements Run {

        @Override
        public Run with(RowBlock others) {
            return new Curve(place, definition, shape, others);
        }

        @Override
        public Key key() {
            return new Key(place, definition, true);
        }
    }

    /// Rows of which no curve is made: of other kinds, and those of profiles that are not later
    /// than a row before them.
    record Other(int place, long definition, RowBlock rows) implements Run {

        @Override
        public Run with(RowBlock others) {
            return new Other(place, definition, others);
        }

        @Override
        public Key key() {
            return new Key(place, definition, false);
        }
    }
}
