package org.smartmeter.readings.bulk;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.Reader;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.WrittenTime;

/// Reads registers at the ends of intervals: CSV with the columns `meter`, `interval_end`, at least
/// one of [RegisterColumn] and, where there is something to say, `status` (`actual`, `missing`,
/// `new-epoch`), in any order. Rows may come in any order and mix meters; of a large table only a
/// part is in memory.
final class RegisterTable {

    private static final String METER = "meter";
    private static final String END = "interval_end";
    private static final String STATUS = "status";
    private static final String ACTUAL = "actual";
    private static final String MISSING = "missing";
    private static final String NEW_EPOCH = "new-epoch";

    /// Different times that are remembered: a month of minutes.
    private static final int TIMES = 50_000;

    private final ZoneId zone;
    private final int partRows;
    private final Consumer<Part> parts;
    private final Consumer<BadRow> bad;
    private final Map<String, Long> times = new HashMap<>();
    private final Map<String, MeterRows> meters = new LinkedHashMap<>();
    private List<RegisterColumn> columns = List.of();
    private int[] places = {};
    private int meterPlace = -1;
    private int endPlace = -1;
    private int statusPlace = -1;
    private int width;
    private int gathered;
    private long rows;
    private String lastName = "";
    private @Nullable MeterRows lastMeter;

    /// What of the table is in memory at a time.
    record Part(List<RegisterColumn> columns, List<MeterRows> meters) {}

    /// @param zone of times without offset
    /// @param partRows so many rows are handed on at a time
    /// @param bad hears of every row that is none
    RegisterTable(ZoneId zone, int partRows, Consumer<Part> parts, Consumer<BadRow> bad) {
        this.zone = zone;
        this.partRows = partRows;
        this.parts = parts;
        this.bad = bad;
    }

    /// @return how many rows there were, bad ones included
    /// @throws IOException if it cannot be read
    /// @throws BulkRefusedException if it has not the columns of such a table
    long read(Reader text) throws IOException, BulkRefusedException {
        boolean headed = false;
        try (CsvReader<CsvRecord> records =
                CsvReader.builder()
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .skipEmptyLines(true)
                        .ofCsvRecord(text)) {
            for (CsvRecord row : records) {
                if (!headed) {
                    header(row);
                    headed = true;
                } else {
                    rows++;
                    take(row);
                }
            }
        } catch (CsvParseException e) {
            throw new BulkRefusedException(
                    "after line " + rows + ": this is no CSV: " + e.getMessage(), e);
        }
        if (!headed) {
            throw new BulkRefusedException("the table is empty");
        }
        handOn();
        return rows;
    }

    private void header(CsvRecord header) throws BulkRefusedException {
        Map<String, Integer> found = new HashMap<>();
        for (int i = 0; i < header.getFieldCount(); i++) {
            String name = header.getField(i).replace("\ufeff", "").strip().toLowerCase(Locale.ROOT);
            if (found.put(name, i) != null) {
                throw new BulkRefusedException("line 1: the column '" + name + "' is there twice");
            }
        }
        width = header.getFieldCount();
        List<RegisterColumn> registers = new ArrayList<>();
        List<Integer> at = new ArrayList<>();
        for (RegisterColumn column : RegisterColumn.values()) {
            Integer place = found.remove(column.title());
            if (place != null) {
                registers.add(column);
                at.add(place);
            }
        }
        Integer meter = found.remove(METER);
        Integer end = found.remove(END);
        Integer status = found.remove(STATUS);
        if (meter == null || end == null || registers.isEmpty() || !found.isEmpty()) {
            throw new BulkRefusedException(
                    "line 1: the columns are '"
                            + String.join(",", header.getFields())
                            + "'; they must be "
                            + String.join(",", METER, END, RegisterColumn.IMPORT.title())
                            + " and may be "
                            + String.join(
                                    ",",
                                    STATUS,
                                    RegisterColumn.EXPORT.title(),
                                    RegisterColumn.REACTIVE_IMPORT.title(),
                                    RegisterColumn.REACTIVE_EXPORT.title()));
        }
        meterPlace = meter;
        endPlace = end;
        statusPlace = status == null ? -1 : status;
        columns = List.copyOf(registers);
        places = at.stream().mapToInt(Integer::intValue).toArray();
    }

    private void take(CsvRecord row) {
        try {
            if (row.getFieldCount() != width) {
                throw new IllegalArgumentException(
                        "it has " + row.getFieldCount() + " columns, the header has " + width);
            }
            String status = statusPlace < 0 ? "" : row.getField(statusPlace).strip();
            boolean newEpoch = status.equals(NEW_EPOCH);
            if (status.equals(MISSING)) {
                return;
            }
            if (!newEpoch && !status.isEmpty() && !status.equals(ACTUAL)) {
                throw new IllegalArgumentException(
                        "the status '"
                                + status
                                + "' is none of "
                                + String.join(", ", ACTUAL, MISSING, NEW_EPOCH));
            }
            long[] values = new long[places.length];
            for (int i = 0; i < places.length; i++) {
                values[i] =
                        Thousandths.parse(columns.get(i).title(), row.getField(places[i]).strip());
            }
            MeterRows meter = meter(row.getField(meterPlace));
            meter.add(
                    row.getStartingLineNumber(),
                    time(meter, row.getField(endPlace)),
                    newEpoch,
                    values);
            if (++gathered == partRows) {
                handOn();
            }
        } catch (IllegalArgumentException e) {
            bad.accept(new BadRow(row.getStartingLineNumber(), String.valueOf(e.getMessage())));
        }
    }

    private MeterRows meter(String written) {
        if (lastMeter != null && written.equals(lastName)) {
            return lastMeter;
        }
        String name = written.strip();
        MeterRows meter = meters.get(name);
        if (meter == null) {
            meter = new MeterRows(new MeterId(name), columns.size());
            meters.put(name, meter);
        }
        lastName = written;
        lastMeter = meter;
        return meter;
    }

    /// Most tables say the same times again for every meter.
    private long time(MeterRows meter, String written) {
        Long known = times.get(written);
        if (known != null) {
            return known;
        }
        List<Instant> candidates = WrittenTime.candidates(written, zone);
        if (candidates.size() > 1) {
            Instant before =
                    meter.count() == 0
                            ? Instant.MIN
                            : Instant.ofEpochMilli(meter.end(meter.count() - 1));
            return WrittenTime.after(before, written, zone).toEpochMilli();
        }
        if (times.size() == TIMES) {
            times.clear();
        }
        long time = candidates.getFirst().toEpochMilli();
        times.put(written, time);
        return time;
    }

    private void handOn() {
        if (gathered > 0) {
            parts.accept(new Part(columns, List.copyOf(meters.values())));
        }
        meters.clear();
        lastName = "";
        lastMeter = null;
        gathered = 0;
    }
}
