package org.smartmeter.network.importing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A table as a test writes it: cells with commas between, the header first.
record Table(Set<Column> columns, List<Row> rows) {

    static Table of(String text) {
        String[] lines = text.split("\n");
        List<Column> header =
                Arrays.stream(lines[0].split(","))
                        .map(label -> Column.labelled(label).orElseThrow())
                        .toList();
        List<Row> rows = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            String[] cells = lines[i].split(",", -1);
            if (cells.length != header.size()) {
                throw new IllegalArgumentException("cells of '" + lines[i] + "'");
            }
            Map<Column, String> row = new EnumMap<>(Column.class);
            for (int j = 0; j < cells.length; j++) {
                row.put(header.get(j), cells[j]);
            }
            rows.add(new Row(i + 1L, row));
        }
        return new Table(new LinkedHashSet<>(header), rows);
    }
}
