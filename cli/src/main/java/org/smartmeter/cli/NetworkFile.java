package org.smartmeter.cli;

import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.smartmeter.network.importing.BadRow;
import org.smartmeter.network.importing.Column;
import org.smartmeter.network.importing.Row;

/// The network and its customers as CSV: the columns of [Column] in any order, upper and lower case
/// alike.
///
/// @param bad rows that are no rows of this table
record NetworkFile(Set<Column> columns, List<Row> rows, List<BadRow> bad) {

    /// @throws BadInput with file, line and reason, if it cannot be read at all
    static NetworkFile read(Path file) throws IOException {
        try (Reader text = TextFile.open(file);
                CSVParser records = CSVFormat.DEFAULT.builder().setTrim(true).get().parse(text)) {
            return read(file, records);
        } catch (CharacterCodingException | ZipException | EOFException e) {
            throw new BadInput(file + ": " + FileTrouble.of(e));
        } catch (UncheckedIOException e) {
            throw new BadInput(file + ": " + FileTrouble.of(e));
        }
    }

    private static NetworkFile read(Path file, CSVParser records) {
        List<Column> header = List.of();
        NetworkFile read = new NetworkFile(Set.of(), new ArrayList<>(), new ArrayList<>());
        for (CSVRecord record : records) {
            long line = records.getCurrentLineNumber();
            if (header.isEmpty()) {
                header = header(file, line, record);
            } else if (record.size() == header.size()) {
                Map<Column, String> cells = new EnumMap<>(Column.class);
                for (int i = 0; i < header.size(); i++) {
                    cells.put(header.get(i), record.get(i));
                }
                read.rows.add(new Row(line, cells));
            } else if (record.size() > 1 || !record.get(0).isEmpty()) {
                read.bad.add(
                        new BadRow(
                                line,
                                "has "
                                        + record.size()
                                        + " columns, the header has "
                                        + header.size()));
            }
        }
        if (read.rows.isEmpty() && read.bad.isEmpty()) {
            throw new BadInput(file, 1, "there is no row in it");
        }
        return new NetworkFile(new LinkedHashSet<>(header), read.rows, read.bad);
    }

    private static List<Column> header(Path file, long line, CSVRecord record) {
        List<Column> header = new ArrayList<>();
        for (String written : record) {
            String label = written.replace("\ufeff", "").strip().toLowerCase(Locale.ROOT);
            Column column =
                    Column.labelled(label)
                            .filter(one -> !header.contains(one))
                            .orElseThrow(
                                    () ->
                                            new BadInput(
                                                    file,
                                                    line,
                                                    "the column '"
                                                            + label
                                                            + "' is not one of "
                                                            + Column.header()
                                                            + ", or is there twice"));
            header.add(column);
        }
        try {
            Column.require(new LinkedHashSet<>(header));
        } catch (IllegalArgumentException e) {
            throw new BadInput(file, line, String.valueOf(e.getMessage()));
        }
        return header;
    }
}
