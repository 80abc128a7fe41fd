package org.smartmeter.cli;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.zip.ZipException;
import org.smartmeter.device.CalibrationFile;
import org.smartmeter.device.Configuration;
import org.smartmeter.metrology.Calibration;
import org.smartmeter.metrology.calibration.CalibrationPoint;
import org.smartmeter.metrology.calibration.LoadPoint;
import org.smartmeter.metrology.calibration.Reading;
import org.smartmeter.metrology.calibration.Sequence;

/// Readings at load points: lines of `key = value` with the coefficients that the meter had when
/// it was read, then a table, one row per point and phase.
///
/// @param believed the coefficients with which the meter was read
/// @param rate nominal samples per second
/// @param used points for finding coefficients
/// @param verified points for verifying them; empty where the file has none
record PointsFile(
        Calibration believed,
        double rate,
        List<CalibrationPoint> used,
        List<CalibrationPoint> verified) {

    private static final List<String> COLUMNS =
            List.of(
                    "point",
                    "use",
                    "celsius",
                    "hertz",
                    "sequence",
                    "phase",
                    "volts",
                    "amperes",
                    "watts",
                    "vars",
                    "read_hertz",
                    "read_volts",
                    "read_amperes",
                    "read_watts",
                    "read_vars",
                    "read_dc_volts",
                    "read_dc_amperes");

    /// A further column where the neutral is measured; in each row of a point the same.
    private static final String NEUTRAL = "read_neutral_amperes";

    private static final int FIRST_NUMBER_OF_PHASE = COLUMNS.indexOf("volts");
    private static final double LOWEST_RATE = 4_000;
    private static final double HIGHEST_RATE = 32_000;

    /// @throws BadInput with file, line and reason
    static PointsFile read(Path file) throws IOException {
        try (BufferedReader lines = TextFile.open(file)) {
            return new Table(file).read(lines);
        } catch (CharacterCodingException | ZipException | EOFException e) {
            throw new BadInput(file + ": " + FileTrouble.of(e));
        }
    }

    /// The lines of a file that [#read] gives back.
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("rate = " + rate);
        lines.addAll(CalibrationFile.lines(believed));
        lines.add("");
        lines.add(String.join(",", columns(believed)));
        used.forEach(point -> lines.addAll(rows(point, "calibrate")));
        verified.forEach(point -> lines.addAll(rows(point, "verify")));
        return lines;
    }

    private static List<String> columns(Calibration believed) {
        List<String> columns = new ArrayList<>(COLUMNS);
        if (believed.hasNeutral()) {
            columns.add(NEUTRAL);
        }
        return columns;
    }

    private static List<String> rows(CalibrationPoint point, String use) {
        List<String> rows = new ArrayList<>();
        LoadPoint applied = point.point();
        for (int phase = 0; phase < applied.phases().size(); phase++) {
            LoadPoint.Phase given = applied.phases().get(phase);
            Reading.Phase read = point.reading().phases().get(phase);
            List<Object> cells =
                    new ArrayList<>(
                            List.of(
                                    applied.name().replace(',', ';'),
                                    use,
                                    applied.celsius(),
                                    applied.hertz(),
                                    applied.sequence().name().toLowerCase(Locale.ROOT),
                                    phase + 1,
                                    given.volts(),
                                    given.amperes(),
                                    given.watts(),
                                    given.vars(),
                                    Double.isNaN(point.reading().hertz())
                                            ? ""
                                            : point.reading().hertz(),
                                    read.volts(),
                                    read.amperes(),
                                    read.watts(),
                                    read.vars(),
                                    read.dcVolts(),
                                    read.dcAmperes()));
            point.reading().neutralAmperes().ifPresent(cells::add);
            rows.add(String.join(",", cells.stream().map(String::valueOf).toList()));
        }
        return rows;
    }

    /// Reads a file of such lines.
    private static final class Table {

        private final Path file;
        private final List<CalibrationPoint> used = new ArrayList<>();
        private final List<CalibrationPoint> verified = new ArrayList<>();
        private List<String> columns = COLUMNS;
        private long number;

        Table(Path file) {
            this.file = file;
        }

        PointsFile read(BufferedReader lines) throws IOException {
            List<String> settings = new ArrayList<>();
            String line = next(lines);
            while (!line.toLowerCase(Locale.ROOT).startsWith("point,")) {
                settings.add(line);
                line = next(lines);
            }
            List<String> found = columns(line);
            Configuration before = Configuration.of(file, settings);
            double rate =
                    before.take("rate")
                            .orElseThrow(() -> new BadInput(file + ": rate is missing"))
                            .decimal(LOWEST_RATE, HIGHEST_RATE);
            Calibration believed = CalibrationFile.read(before);
            before.refuseRest();
            columns = PointsFile.columns(believed);
            if (!found.equals(columns)) {
                throw bad(
                        "the columns are '"
                                + line
                                + "'; they must be "
                                + String.join(",", columns));
            }
            readRows(lines, believed.phases());
            return new PointsFile(believed, rate, List.copyOf(used), List.copyOf(verified));
        }

        private String next(BufferedReader lines) throws IOException {
            String line = lines.readLine();
            number++;
            if (line == null) {
                throw new BadInput(
                        file
                                + ": has no table; a line "
                                + String.join(",", COLUMNS)
                                + " is wanted");
            }
            return line.replace("\uFEFF", "");
        }

        private static List<String> columns(String line) {
            return Arrays.stream(line.split(",", -1))
                    .map(column -> column.strip().toLowerCase(Locale.ROOT))
                    .toList();
        }

        private void readRows(BufferedReader lines, int phases) throws IOException {
            List<List<String>> rows = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    List<String> cells =
                            Arrays.stream(line.split(",", -1)).map(String::strip).toList();
                    if (cells.size() != columns.size()) {
                        throw bad(
                                "has "
                                        + cells.size()
                                        + " columns, the header has "
                                        + columns.size());
                    }
                    rows.add(cells);
                    take(rows, phases);
                }
            }
            if (!rows.isEmpty()) {
                throw bad(
                        "the last point has rows for " + rows.size() + " of " + phases + " phases");
            }
            if (used.isEmpty()) {
                throw new BadInput(file + ": no row has use 'calibrate'");
            }
        }

        /// Takes a point once all its phases are there.
        private void take(List<List<String>> rows, int phases) {
            List<String> first = rows.getFirst();
            List<String> last = rows.getLast();
            if (number(last, "phase") != rows.size()) {
                throw bad("phase " + rows.size() + " of " + first.getFirst() + " is wanted here");
            }
            if (!last.subList(0, FIRST_NUMBER_OF_PHASE - 1)
                    .equals(first.subList(0, FIRST_NUMBER_OF_PHASE - 1))) {
                throw bad("the rows of one point must not differ before 'phase'");
            }
            if (rows.size() == phases) {
                CalibrationPoint point = point(rows);
                switch (cell(first, "use")) {
                    case "calibrate" -> used.add(point);
                    case "verify" -> verified.add(point);
                    default -> throw bad("use is calibrate or verify, not '" + first.get(1) + "'");
                }
                rows.clear();
            }
        }

        private CalibrationPoint point(List<List<String>> rows) {
            List<LoadPoint.Phase> applied = new ArrayList<>();
            List<Reading.Phase> read = new ArrayList<>();
            for (List<String> row : rows) {
                applied.add(
                        new LoadPoint.Phase(
                                positive(row, "volts"),
                                positive(row, "amperes"),
                                number(row, "watts"),
                                number(row, "vars")));
                checkPower(applied.getLast());
                read.add(
                        new Reading.Phase(
                                positive(row, "read_volts"),
                                positive(row, "read_amperes"),
                                number(row, "read_watts"),
                                number(row, "read_vars"),
                                number(row, "read_dc_volts"),
                                number(row, "read_dc_amperes")));
            }
            List<String> first = rows.getFirst();
            double hertz =
                    cell(first, "read_hertz").isEmpty()
                            ? Double.NaN
                            : positive(first, "read_hertz");
            return new CalibrationPoint(
                    new LoadPoint(
                            first.getFirst(),
                            number(first, "celsius"),
                            positive(first, "hertz"),
                            sequence(cell(first, "sequence")),
                            applied),
                    new Reading(hertz, read, neutral(rows)));
        }

        private OptionalDouble neutral(List<List<String>> rows) {
            if (!columns.contains(NEUTRAL)) {
                return OptionalDouble.empty();
            }
            double amperes = positive(rows.getFirst(), NEUTRAL);
            if (rows.stream().anyMatch(row -> number(row, NEUTRAL) != amperes)) {
                throw bad(NEUTRAL + " is the same in all rows of a point");
            }
            return OptionalDouble.of(amperes);
        }

        private void checkPower(LoadPoint.Phase applied) {
            double apparent = applied.volts() * applied.amperes();
            double powers = Math.hypot(applied.watts(), applied.vars());
            if (Math.abs(powers - apparent) > 0.001 * apparent) {
                throw bad(
                        "√(watts² + vars²) is "
                                + powers
                                + ", volts · amperes "
                                + apparent
                                + "; load points are sinusoidal, so the two agree");
            }
        }

        private Sequence sequence(String word) {
            return Arrays.stream(Sequence.values())
                    .filter(one -> one.name().equalsIgnoreCase(word))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    bad(
                                            "sequence is forward, reversed or parallel, not '"
                                                    + word
                                                    + "'"));
        }

        private String cell(List<String> row, String column) {
            return row.get(columns.indexOf(column));
        }

        private double positive(List<String> row, String column) {
            double number = number(row, column);
            if (number < 0) {
                throw bad(column + " is " + number + "; it is not negative");
            }
            return number;
        }

        private double number(List<String> row, String column) {
            String cell = cell(row, column);
            try {
                double number = Double.parseDouble(cell);
                if (Double.isFinite(number)) {
                    return number;
                }
            } catch (NumberFormatException _) {
                // refused below
            }
            throw bad(column + " is '" + cell + "', not a number");
        }

        private BadInput bad(String reason) {
            return new BadInput(file, number, reason);
        }
    }
}
