package org.smartmeter.wire;

import com.google.protobuf.UnsafeByteOperations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.wire.v1.Plain;
import org.smartmeter.wire.v1.Records;
import org.smartmeter.wire.v1.Run;

/// Turns records into runs, gathering rows of one definition until something else comes.
final class RecordPacker {

    private final DefinitionsInForce definitions;
    private final Records.Builder batch = Records.newBuilder();
    private final List<Row> gathered = new ArrayList<>();

    RecordPacker(IntFunction<@Nullable Definition> definitionsBefore) {
        this.definitions = new DefinitionsInForce(definitionsBefore);
    }

    void add(JournalRecord record) {
        Optional<Row> row = columnar(record);
        if (row.isEmpty()) {
            flush();
            plain(record);
            definitions.met(record.tag(), record.payload());
            return;
        }
        if (!gathered.isEmpty() && gathered.getFirst().definition() != row.get().definition()) {
            flush();
        }
        gathered.add(row.get());
    }

    Records finish() {
        flush();
        return batch.build();
    }

    /// The record as a row that fits into columns, if it is one.
    private Optional<Row> columnar(JournalRecord record) {
        if (record.tag() != RecordTag.ROW) {
            return Optional.empty();
        }
        Row row;
        try {
            row = RecordsCodec.row(record.payload());
        } catch (MalformedException _) {
            return Optional.empty(); // carried as it stands, for the utility to judge
        }
        Definition definition = definitions.get(row.definition());
        boolean fits =
                row.status() == 0
                        && definition != null
                        && definition.registers().size() == row.values().length;
        return fits ? Optional.of(row) : Optional.empty();
    }

    private void plain(JournalRecord record) {
        batch.addRuns(
                Run.newBuilder()
                        .setPlain(
                                Plain.newBuilder()
                                        .setTag(record.tag())
                                        .setPayload(
                                                UnsafeByteOperations.unsafeWrap(
                                                        record.payload()))));
    }

    private void flush() {
        if (gathered.isEmpty()) {
            return;
        }
        int count = gathered.size();
        int registers = gathered.getFirst().values().length;
        long[] times = new long[count];
        long[][] columns = new long[registers][count];
        for (int i = 0; i < count; i++) {
            Row row = gathered.get(i);
            times[i] = row.time().toEpochMilli();
            for (int register = 0; register < registers; register++) {
                columns[register][i] = row.values()[register];
            }
        }
        batch.addRuns(
                Run.newBuilder()
                        .setRows(RowRun.of(gathered.getFirst().definition(), times, columns)));
        gathered.clear();
    }
}
