package org.smartmeter.simulator.replay;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// A home's power, one mean per minute, as it stands in a file: CSV with the columns `Time` and
/// `Aggregate` (W, negative is export) in any case among others, plain or gzip. A minute's mean
/// stands for the minute that begins at its time. Minutes may be missing.
public final class MinuteFile {

    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;
    private static final String TIME = "time";
    private static final String AGGREGATE = "aggregate";

    private final Path file;
    private long[] starts = new long[50_000];
    private double[] watts = new double[50_000];
    private int minutes;

    private MinuteFile(Path file) {
        this.file = file;
    }

    /// Reads the whole file or nothing.
    ///
    /// @param zone of times that carry no offset
    /// @throws MalformedMinuteFileException naming file, line and reason
    /// @throws IOException if the file cannot be read
    public static MinuteFile read(Path file, ZoneId zone) throws IOException {
        MinuteFile read = new MinuteFile(file);
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
                BufferedReader text =
                        new BufferedReader(
                                new InputStreamReader(unpacked(bytes), StandardCharsets.UTF_8));
                CSVParser parser = parser(text, file)) {
            read.readRows(parser, zone);
        }
        return read;
    }

    private static InputStream unpacked(InputStream bytes) throws IOException {
        bytes.mark(2);
        boolean gzip = bytes.read() == GZIP_FIRST && bytes.read() == GZIP_SECOND;
        bytes.reset();
        return gzip ? new GZIPInputStream(bytes) : bytes;
    }

    private static CSVParser parser(BufferedReader text, Path file) throws IOException {
        try {
            return CSVFormat.DEFAULT.builder().setTrim(true).get().parse(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedMinuteFileException(file, 1, String.valueOf(e.getMessage()));
        }
    }

    private void readRows(CSVParser parser, ZoneId zone) {
        MinuteTimes times = new MinuteTimes(zone);
        int timeColumn = -1;
        int wattsColumn = -1;
        for (CSVRecord row : parser) {
            long line = parser.getCurrentLineNumber();
            if (timeColumn < 0) {
                List<String> header = header(row);
                timeColumn = column(header, TIME, line);
                wattsColumn = column(header, AGGREGATE, line);
                continue;
            }
            if (row.size() == 1 && row.get(0).isEmpty()) {
                continue;
            }
            if (row.size() <= Math.max(timeColumn, wattsColumn)) {
                throw new MalformedMinuteFileException(file, line, "the row ends before Aggregate");
            }
            try {
                append(times.next(row.get(timeColumn)), number(row.get(wattsColumn)));
            } catch (IllegalArgumentException e) {
                throw new MalformedMinuteFileException(file, line, String.valueOf(e.getMessage()));
            }
        }
        if (minutes == 0) {
            throw new MalformedMinuteFileException(file, 1, "there is no minute in it");
        }
    }

    private static List<String> header(CSVRecord row) {
        return row.stream()
                .map(name -> name.replace("\ufeff", "").strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    private int column(List<String> header, String name, long line) {
        int column = header.indexOf(name);
        if (column < 0) {
            throw new MalformedMinuteFileException(
                    file, line, "no column '" + name + "' in the header " + header);
        }
        return column;
    }

    private static double number(String text) {
        double number;
        try {
            number = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a number of watts", e);
        }
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("'" + text + "' is not a finite number of watts");
        }
        return number;
    }

    private void append(Instant start, double power) {
        if (minutes == starts.length) {
            starts = Arrays.copyOf(starts, 2 * minutes);
            watts = Arrays.copyOf(watts, 2 * minutes);
        }
        starts[minutes] = start.getEpochSecond();
        watts[minutes] = power;
        minutes++;
    }

    public Path file() {
        return file;
    }

    /// How many minutes the file holds, at least one.
    public int minutes() {
        return minutes;
    }

    /// When minute `index` begins; it lasts 60 s. Minutes do not overlap and rise.
    public Instant start(int index) {
        return Instant.ofEpochSecond(starts[index]);
    }

    /// Mean power of minute `index`, W.
    public double watts(int index) {
        return watts[index];
    }

    /// Begin of the first minute.
    public Instant begin() {
        return start(0);
    }

    /// End of the last minute.
    public Instant end() {
        return start(minutes - 1).plusSeconds(60);
    }

    /// Index of the minute that holds an instant, or of the next one; [#minutes] after the last.
    int indexAt(Instant instant) {
        int found = Arrays.binarySearch(starts, 0, minutes, instant.getEpochSecond());
        if (found >= 0) {
            return found;
        }
        int after = -found - 1;
        boolean within = after > 0 && instant.isBefore(start(after - 1).plusSeconds(60));
        return within ? after - 1 : after;
    }
}
