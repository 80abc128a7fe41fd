package org.smartmeter.wire;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.wire.v1.Column;
import org.smartmeter.wire.v1.Plain;
import org.smartmeter.wire.v1.Records;
import org.smartmeter.wire.v1.Rows;
import org.smartmeter.wire.v1.Run;

/// Unfolds the runs of one batch and checks each before it allocates for it.
final class RecordUnpacker {

    private final SequenceRange range;
    private final DefinitionsInForce definitions;
    private final RecordVisitor visitor;
    private long next;

    RecordUnpacker(
            SequenceRange range,
            IntFunction<@Nullable Definition> definitionsBefore,
            RecordVisitor visitor) {
        this.range = range;
        this.definitions = new DefinitionsInForce(definitionsBefore);
        this.visitor = visitor;
        this.next = range.first();
    }

    void unpack(Records batch) throws MalformedException {
        List<Run> runs = batch.getRunsList();
        for (int i = 0; i < runs.size(); i++) {
            Run run = runs.get(i);
            String place = "run " + (i + 1) + " at record " + next;
            switch (run.getKindCase()) {
                case ROWS -> rows(place, run.getRows());
                case PLAIN -> plain(place, run.getPlain());
                case LOST -> lost(place, run.getLost());
                case KIND_NOT_SET ->
                        throw new MalformedException(place, "neither rows, plain nor lost");
            }
        }
        if (next != range.last() + 1) {
            throw new MalformedException(
                    "batch",
                    "holds "
                            + (next - range.first())
                            + " records, its header says "
                            + range.count());
        }
    }

    private void rows(String place, Rows rows) throws MalformedException {
        int count = (int) counted(place, Integer.toUnsignedLong(rows.getCount()));
        Definition definition = definitions.get(rows.getDefinition());
        if (definition == null) {
            throw new UnknownDefinitionException(place, rows.getDefinition());
        }
        if (rows.getColumnsCount() != definition.registers().size()) {
            throw new MalformedException(
                    place,
                    rows.getColumnsCount()
                            + " columns, definition "
                            + definition.number()
                            + " has "
                            + definition.registers().size()
                            + " registers");
        }
        long[] times = times(place, rows, count);
        long[][] columns = new long[rows.getColumnsCount()][];
        for (int register = 0; register < columns.length; register++) {
            columns[register] = column(place, rows.getColumns(register), register, count);
        }
        visitor.rows(definition, next, times, columns);
        next += count;
    }

    private static long[] times(String place, Rows rows, int count) throws MalformedException {
        int changes = rows.getTimeStepsCount();
        checkDifferences(place + ", times", changes, count);
        long[] times = new long[count];
        long time = rows.getFirstTime();
        long step = 0;
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                step += i <= changes ? rows.getTimeSteps(i - 1) : 0;
                time += step;
            }
            if (!RecordTime.fits(time)) {
                throw new MalformedException(
                        place, "time " + time + " ms of row " + (i + 1) + " is outside 1970…9999");
            }
            times[i] = time;
        }
        return times;
    }

    private static long[] column(String place, Column column, int register, int count)
            throws MalformedException {
        int differences = column.getDeltasCount();
        checkDifferences(place + ", column " + (register + 1), differences, count);
        long[] values = new long[count];
        long value = column.getFirst();
        values[0] = value;
        for (int i = 1; i <= differences; i++) {
            value += column.getDeltas(i - 1);
            values[i] = value;
        }
        Arrays.fill(values, differences + 1, count, value);
        return values;
    }

    private static void checkDifferences(String place, int differences, int count)
            throws MalformedException {
        if (differences > count - 1) {
            throw new MalformedException(
                    place, differences + " differences for " + count + " rows");
        }
    }

    private void plain(String place, Plain plain) throws MalformedException {
        counted(place, 1);
        int tag = plain.getTag();
        if (tag < 1 || tag > 255) {
            throw new MalformedException(
                    place, "tag " + Integer.toUnsignedString(tag) + " is outside 1…255");
        }
        if (plain.getPayload().size() > JournalRecord.MAXIMUM_PAYLOAD) {
            throw new MalformedException(
                    place,
                    "a payload of "
                            + plain.getPayload().size()
                            + " bytes; at most "
                            + JournalRecord.MAXIMUM_PAYLOAD);
        }
        byte[] payload = plain.getPayload().toByteArray();
        definitions.met(tag, payload);
        visitor.plain(next, tag, payload);
        next++;
    }

    private void lost(String place, long count) throws MalformedException {
        counted(place, count);
        visitor.lost(new SequenceRange(next, next + count - 1));
        next += count;
    }

    /// Refuses a run that is empty or reaches beyond what the header says is there.
    private long counted(String place, long count) throws MalformedException {
        long rest = range.last() - next + 1;
        if (count < 1 || count > rest) {
            throw new MalformedException(
                    place,
                    Long.toUnsignedString(count) + " records where the header leaves " + rest);
        }
        return count;
    }
}
