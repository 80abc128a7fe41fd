package org.smartmeter.network.importing;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a table of the network may say. A column that is not there says nothing; an empty cell of a
/// link (feeder, transformer, customer, meter) says that there is none from then on.
public enum Column {
    /// The feeder that the transformer hangs on.
    FEEDER,
    /// The transformer that supplies the place.
    TRANSFORMER,
    /// By which phase; empty where nobody knows.
    PHASE,
    /// The utility's own number or name of the place, by which it is known again.
    PLACE,
    ADDRESS,
    /// The time zone of the place.
    ZONE,
    /// The utility's own number of who holds the account of the place.
    CUSTOMER,
    /// The customer's name.
    NAME,
    /// The meter that hangs at the place.
    METER,
    /// Since when all that holds.
    FROM;

    private static final Set<Column> NEEDED = EnumSet.of(PLACE, FROM);

    /// As it stands in a header.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Column> labelled(String label) {
        return Arrays.stream(values()).filter(one -> one.label().equals(label)).findFirst();
    }

    /// All columns as a header would name them.
    public static String header() {
        return labels(EnumSet.allOf(Column.class));
    }

    /// @throws IllegalArgumentException if a table of these columns says too little
    public static void require(Set<Column> columns) {
        if (!columns.containsAll(NEEDED)) {
            throw new IllegalArgumentException("the columns must hold " + labels(NEEDED));
        }
        require(columns, FEEDER, TRANSFORMER);
        require(columns, PHASE, TRANSFORMER);
        require(columns, NAME, CUSTOMER);
    }

    private static void require(Set<Column> columns, Column column, Column other) {
        if (columns.contains(column) && !columns.contains(other)) {
            throw new IllegalArgumentException(
                    "the column " + column.label() + " needs the column " + other.label());
        }
    }

    private static String labels(Set<Column> columns) {
        return columns.stream().map(Column::label).collect(Collectors.joining(","));
    }
}
