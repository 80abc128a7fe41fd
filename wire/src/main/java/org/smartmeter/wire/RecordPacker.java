package org.smartmeter.wire;

import com.google.protobuf.UnsafeByteOperations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.wire.v1.Column;
import org.smartmeter.wire.v1.Plain;
import org.smartmeter.wire.v1.Records;
import org.smartmeter.wire.v1.Rows;
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
        Row first = gathered.getFirst();
        Rows.Builder rows =
                Rows.newBuilder()
                        .setDefinition(first.definition())
                        .setCount(gathered.size())
                        .setFirstTime(first.time().toEpochMilli())
                        .addAllTimeSteps(timeSteps());
        for (int register = 0; register < first.values().length; register++) {
            rows.addColumns(column(register));
        }
        batch.addRuns(Run.newBuilder().setRows(rows));
        gathered.clear();
    }

    private List<Long> timeSteps() {
        List<Long> changes = new ArrayList<>(gathered.size());
        long step = 0;
        long time = gathered.getFirst().time().toEpochMilli();
        for (Row row : gathered.subList(1, gathered.size())) {
            long next = row.time().toEpochMilli();
            changes.add(next - time - step);
            step = next - time;
            time = next;
        }
        return withoutLastZeros(changes);
    }

    private Column column(int register) {
        List<Long> deltas = new ArrayList<>(gathered.size());
        long first = gathered.getFirst().values()[register];
        long value = first;
        for (Row row : gathered.subList(1, gathered.size())) {
            long next = row.values()[register];
            deltas.add(next - value); // may wrap; the sum wraps back
            value = next;
        }
        return Column.newBuilder().setFirst(first).addAllDeltas(withoutLastZeros(deltas)).build();
    }

    private static List<Long> withoutLastZeros(List<Long> values) {
        int length = values.size();
        while (length > 0 && values.get(length - 1) == 0) {
            length--;
        }
        return values.subList(0, length);
    }
}
