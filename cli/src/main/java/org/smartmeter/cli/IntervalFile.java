package org.smartmeter.cli;

import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.smartmeter.readings.validation.Mark;
import org.smartmeter.readings.validation.Samples;
import org.smartmeter.terms.Energy;
import org.smartmeter.terms.WrittenTime;

/// Registers of meters at the ends of intervals: CSV `meter,interval_end,register_kwh` and, where
/// there are such, `status`, `kwh` (energy of the interval as sent) and `voltage` (V), in any
// order.
/// Rows may come in any order and mix meters. Registers are taken to the nearest mWh.
final class IntervalFile {

    private static final String METER = "meter";
    private static final String END = "interval_end";
    private static final String REGISTER = "register_kwh";
    private static final String STATUS = "status";
    private static final String ENERGY = "kwh";
    private static final String VOLTAGE = "voltage";
    private static final List<String> NEEDED = List.of(METER, END, REGISTER);
    private static final List<String> COLUMNS =
            List.of(METER, END, REGISTER, STATUS, ENERGY, VOLTAGE);

    private static final String ACTUAL = "actual";
    private static final String MISSING = "missing";
    private static final int KILOWATT_HOUR_DECIMALS = 6;

    /// Integer digits of a number of kWh that no meter reaches.
    private static final int MOST_DIGITS = 12;

    /// Decimals that no register has; floating point leaves seventeen.
    private static final int MOST_DECIMALS = 60;

    private final Path file;
    private final ZoneId zone;
    private final Map<String, Samples.Builder> meters = new LinkedHashMap<>();
    private final Map<String, Instant> lastEnds = new LinkedHashMap<>();

    private IntervalFile(Path file, ZoneId zone) {
        this.file = file;
        this.zone = zone;
    }

    /// @param zone of times without offset
    /// @return the samples of each meter, in the order in which the file names them
    /// @throws BadInput with file, line and reason
    static List<Samples> read(Path file, ZoneId zone) throws IOException {
        IntervalFile read = new IntervalFile(file, zone);
        try (Reader text = TextFile.open(file);
                CSVParser rows = CSVFormat.DEFAULT.builder().setTrim(true).get().parse(text)) {
            read.rows(rows);
        } catch (CharacterCodingException | ZipException | EOFException e) {
            throw new BadInput(file + ": " + FileTrouble.of(e));
        } catch (UncheckedIOException e) {
            throw new BadInput(file + ": " + FileTrouble.of(e));
        }
        if (read.meters.isEmpty()) {
            throw new BadInput(file, 1, "there is no interval in it");
        }
        return read.meters.values().stream().map(Samples.Builder::build).toList();
    }

    private void rows(CSVParser rows) {
        Map<String, Integer> columns = Map.of();
        for (CSVRecord row : rows) {
            long line = rows.getCurrentLineNumber();
            if (columns.isEmpty()) {
                columns = columns(row, line);
            } else if (row.size() != columns.size()) {
                if (row.size() > 1 || !row.get(0).isEmpty()) {
                    throw new BadInput(
                            file,
                            line,
                            "has " + row.size() + " columns, the header has " + columns.size());
                }
            } else {
                try {
                    add(row, columns);
                } catch (IllegalArgumentException | ArithmeticException e) {
                    throw new BadInput(file, line, String.valueOf(e.getMessage()));
                }
            }
        }
    }

    private Map<String, Integer> columns(CSVRecord header, long line) {
        Map<String, Integer> columns = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i).replace("\ufeff", "").strip().toLowerCase(Locale.ROOT);
            if (!COLUMNS.contains(name) || columns.put(name, i) != null) {
                throw new BadInput(
                        file,
                        line,
                        "the column '"
                                + header.get(i)
                                + "' is not one of "
                                + String.join(", ", COLUMNS)
                                + ", or is there twice");
            }
        }
        if (!columns.keySet().containsAll(NEEDED)) {
            throw new BadInput(
                    file,
                    line,
                    "the columns are '"
                            + String.join(",", header)
                            + "'; they must hold "
                            + String.join(",", NEEDED));
        }
        return columns;
    }

    private void add(CSVRecord row, Map<String, Integer> columns) {
        String meter = cell(row, columns, METER);
        if (meter.isEmpty()) {
            throw new IllegalArgumentException("there is no meter");
        }
        String written = cell(row, columns, END);
        Instant last = lastEnds.getOrDefault(meter, Instant.MIN);
        Instant end = WrittenTime.after(last, written, zone);
        lastEnds.put(meter, end);
        Samples.Builder samples = meters.computeIfAbsent(meter, Samples.Builder::new);
        String status = cell(row, columns, STATUS).toLowerCase(Locale.ROOT);
        String register = cell(row, columns, REGISTER);
        if (status.equals(MISSING) || register.isEmpty() && status.isEmpty()) {
            return;
        }
        samples.add(
                end,
                energy(register, REGISTER),
                marks(status),
                cell(row, columns, ENERGY).isEmpty()
                        ? Samples.NONE
                        : energy(cell(row, columns, ENERGY), ENERGY),
                volts(cell(row, columns, VOLTAGE)));
    }

    private static String cell(CSVRecord row, Map<String, Integer> columns, String name) {
        Integer column = columns.get(name);
        return column == null ? "" : row.get(column);
    }

    private static Set<Mark> marks(String status) {
        Set<Mark> marks = EnumSet.noneOf(Mark.class);
        for (String word : status.split("[ +;]+")) {
            if (!word.isEmpty() && !word.equals(ACTUAL)) {
                marks.add(mark(word));
            }
        }
        return marks;
    }

    private static Mark mark(String word) {
        for (Mark mark : Mark.values()) {
            if (label(mark).equals(word)) {
                return mark;
            }
        }
        StringBuilder known = new StringBuilder(ACTUAL + ", " + MISSING);
        for (Mark mark : Mark.values()) {
            known.append(", ").append(label(mark));
        }
        throw new IllegalArgumentException("the status '" + word + "' is none of " + known);
    }

    private static String label(Mark mark) {
        return mark.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static long energy(String text, String column) {
        BigDecimal number;
        try {
            number = new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(column + " '" + text + "' is not a number", e);
        }
        if (number.precision() - (long) number.scale() > MOST_DIGITS
                || number.scale() > MOST_DECIMALS) {
            throw new IllegalArgumentException(column + " '" + text + "' is beyond any energy");
        }
        return Energy.ofKilowattHours(
                        number.setScale(KILOWATT_HOUR_DECIMALS, RoundingMode.HALF_EVEN))
                .milliwattHours();
    }

    private static double volts(String text) {
        if (text.isEmpty()) {
            return Double.NaN;
        }
        double volts;
        try {
            volts = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("voltage '" + text + "' is not a number", e);
        }
        if (!Double.isFinite(volts)) {
            throw new IllegalArgumentException("voltage '" + text + "' is not a finite number");
        }
        return volts;
    }
}
