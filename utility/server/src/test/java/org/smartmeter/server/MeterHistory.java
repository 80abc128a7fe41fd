package org.smartmeter.server;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.smartmeter.readings.MeterCoverage;
import org.smartmeter.readings.ReadingStore;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.RecordBatch;
import org.smartmeter.wire.RecordTag;
import org.smartmeter.wire.RecordsCodec;
import org.smartmeter.wire.Register;
import org.smartmeter.wire.Row;
import org.smartmeter.wire.Unit;

/// Writes a meter's past into the store through its one write path: 100 Wh each quarter hour.
final class MeterHistory {

    static final int WATT_HOURS = 100;
    static final Duration STEP = Duration.ofMinutes(15);
    private static final int RECORDS_PER_BATCH = 2_000;

    private MeterHistory() {}

    static void write(ReadingStore readings, MeterId meter, Instant from, Instant to) {
        List<JournalRecord> records = new ArrayList<>();
        Definition definition =
                new Definition(
                        1,
                        Definition.Kind.PROFILE,
                        900,
                        List.of(
                                new Register(ObisCode.parse("1-0:1.8.0.255"), 0, Unit.WATT_HOUR),
                                new Register(ObisCode.parse("1-0:2.8.0.255"), 0, Unit.WATT_HOUR)));
        records.add(new JournalRecord(1, RecordTag.DEFINITION, RecordsCodec.encode(definition)));
        long wattHours = 5_000;
        for (Instant end = from; !end.isAfter(to); end = end.plus(STEP)) {
            Row row = new Row(1, end, 0, new long[] {wattHours, 0});
            records.add(
                    new JournalRecord(
                            records.size() + 1L, RecordTag.ROW, RecordsCodec.encode(row)));
            wattHours += WATT_HOURS;
        }
        for (int i = 0; i < records.size(); i += RECORDS_PER_BATCH) {
            List<JournalRecord> batch =
                    records.subList(i, Math.min(records.size(), i + RECORDS_PER_BATCH));
            byte[] body = RecordBatch.pack(batch, _ -> definition).toByteArray();
            readings.store(
                            meter,
                            new Epoch(from.getEpochSecond()),
                            new SequenceRange(
                                    batch.getFirst().sequence(), batch.getLast().sequence()),
                            body,
                            to.plusSeconds(5))
                    .toCompletableFuture()
                    .join();
        }
    }

    /// The meter's journal goes on with events.
    static void tell(ReadingStore readings, MeterId meter, List<Event> events, Instant received) {
        tellBehind(0, readings, meter, events, received);
    }

    /// The same behind a hole of so many records.
    static void tellBehind(
            int hole, ReadingStore readings, MeterId meter, List<Event> events, Instant received) {
        MeterCoverage known = readings.coverage(meter).orElseThrow();
        long first = known.storedUpTo() + 1 + hole;
        List<JournalRecord> records = new ArrayList<>();
        for (Event event : events) {
            records.add(
                    new JournalRecord(
                            first + records.size(), RecordTag.EVENT, RecordsCodec.encode(event)));
        }
        readings.store(
                        meter,
                        known.epoch(),
                        new SequenceRange(first, records.getLast().sequence()),
                        RecordBatch.pack(records, _ -> null).toByteArray(),
                        received)
                .toCompletableFuture()
                .join();
    }
}
