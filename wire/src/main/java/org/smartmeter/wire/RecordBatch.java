package org.smartmeter.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.wire.v1.Plain;
import org.smartmeter.wire.v1.Records;
import org.smartmeter.wire.v1.Run;

/// Journal records as they travel: the message [Records], where rows of one definition go by column
/// and everything else as it stands. What comes out is bit for bit what went in, so the hash chain
/// holds. Both ends look definitions up by number as they were in force before the batch;
/// definitions inside the batch count from there on.
public final class RecordBatch {

    /// The most records of a batch, lost ones included. Since columns without change cost nothing
    /// on the line, this and not the size of a frame bounds what a batch unfolds to.
    public static final int MAXIMUM_RECORDS = 16_384;

    private RecordBatch() {}

    /// Packs records that follow each other without a hole. A profile shrinks to about a third; at
    /// worst (single rows of many small values) a batch has four times the bytes of its payloads
    /// and 16 bytes a record more, so choose how many to take such that it fits into a frame
    /// ([Sealer#MAXIMUM_CONTENT]).
    ///
    /// @param definitions the definition in force before the first record, by number, or null
    /// @throws IllegalArgumentException if there are no records, too many, or one is missing
    public static Records pack(
            List<JournalRecord> contiguous, IntFunction<@Nullable Definition> definitions) {
        checkCount(contiguous.size());
        RecordPacker packer = new RecordPacker(definitions);
        long expected = contiguous.getFirst().sequence();
        for (JournalRecord record : contiguous) {
            if (record.sequence() != expected) {
                throw new IllegalArgumentException(
                        "record " + expected + " is missing before " + record.sequence());
            }
            packer.add(record);
            expected++;
        }
        return packer.finish();
    }

    /// Packs rows of one definition without building their records; unpacked it gives the records
    /// of these rows, with status 0.
    ///
    /// @param described whether the definition's own record goes first
    /// @param times ends of the rows' intervals, ms
    /// @param columns of each of the definition's registers the values of the rows
    /// @throws IllegalArgumentException if there are no rows, too many, or columns of another
    /// number or length
    public static Records packRows(
            Definition definition, boolean described, long[] times, long[][] columns) {
        checkCount(described ? times.length + 1 : times.length);
        if (times.length == 0 || columns.length != definition.registers().size()) {
            throw new IllegalArgumentException(
                    times.length + " rows of " + columns.length + " columns");
        }
        for (long[] column : columns) {
            if (column.length != times.length) {
                throw new IllegalArgumentException(
                        "a column of " + column.length + " values for " + times.length + " rows");
            }
        }
        Records.Builder batch = Records.newBuilder();
        if (described) {
            batch.addRuns(
                    Run.newBuilder()
                            .setPlain(
                                    Plain.newBuilder()
                                            .setTag(RecordTag.DEFINITION)
                                            .setPayload(
                                                    UnsafeByteOperations.unsafeWrap(
                                                            RecordsCodec.encode(definition)))));
        }
        return batch.addRuns(
                        Run.newBuilder().setRows(RowRun.of(definition.number(), times, columns)))
                .build();
    }

    /// A batch that says that so many records can no longer be read.
    ///
    /// @throws IllegalArgumentException if the count is not in 1…[#MAXIMUM_RECORDS]
    public static Records packLost(int count) {
        checkCount(count);
        return Records.newBuilder().addRuns(Run.newBuilder().setLost(count)).build();
    }

    /// The records of a batch; those that the meter lost are left out.
    ///
    /// @param body a serialized [Records]
    /// @param range the records that the seal's header names
    /// @throws UnknownDefinitionException if rows have a definition that is not known
    /// @throws MalformedException if the body is anything else than these records
    public static List<JournalRecord> unpack(
            byte[] body, SequenceRange range, IntFunction<@Nullable Definition> definitions)
            throws MalformedException {
        List<JournalRecord> records = new ArrayList<>();
        visit(body, range, definitions, new RowsAsRecords(records));
        return records;
    }

    /// Hands the runs of a batch to the visitor without building records. A batch that turns out
    /// malformed may have been visited in part: take over what the visitor collected only when this
    /// returned.
    ///
    /// @param body a serialized [Records]
    /// @param range the records that the seal's header names
    /// @throws UnknownDefinitionException if rows have a definition that is not known
    /// @throws MalformedException if the body is anything else than these records
    public static void visit(
            byte[] body,
            SequenceRange range,
            IntFunction<@Nullable Definition> definitions,
            RecordVisitor visitor)
            throws MalformedException {
        if (range.count() > MAXIMUM_RECORDS) {
            throw new MalformedException(
                    "batch", range.count() + " records; a batch has at most " + MAXIMUM_RECORDS);
        }
        if (body.length > Sealer.MAXIMUM_CONTENT) {
            throw new MalformedException(
                    "batch", body.length + " bytes; a batch has at most " + Sealer.MAXIMUM_CONTENT);
        }
        Records records;
        try {
            records = Records.parseFrom(body);
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedException("batch", "not a Records message", e);
        }
        new RecordUnpacker(range, definitions, visitor).unpack(records);
    }

    private static void checkCount(int count) {
        if (count < 1 || count > MAXIMUM_RECORDS) {
            throw new IllegalArgumentException(
                    count + " records; a batch has 1…" + MAXIMUM_RECORDS);
        }
    }
}
