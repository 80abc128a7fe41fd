package org.smartmeter.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.HashChain;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.wire.v1.Column;
import org.smartmeter.wire.v1.Records;
import org.smartmeter.wire.v1.Rows;
import org.smartmeter.wire.v1.Run;

class RecordBatchTest {

    private static final Definition ENERGY =
            new Definition(
                    1,
                    Definition.Kind.PROFILE,
                    900,
                    List.of(
                            new Register(ObisCode.ACTIVE_ENERGY_IMPORT, 0, Unit.WATT_HOUR),
                            new Register(ObisCode.ACTIVE_ENERGY_EXPORT, 0, Unit.WATT_HOUR)));
    private static final Definition VOLTAGE =
            new Definition(
                    2,
                    Definition.Kind.SNAPSHOT,
                    86_400,
                    List.of(new Register(ObisCode.VOLTAGE_L1, -1, Unit.VOLT)));
    private static final IntFunction<Definition> KNOWN = Map.of(1, ENERGY, 2, VOLTAGE)::get;
    private static final IntFunction<Definition> NOTHING_KNOWN = number -> null;
    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");

    @Property(tries = 2_000)
    void everyRecordComesBackBitForBit(@ForAll("journals") List<JournalRecord> records)
            throws Exception {
        byte[] body = RecordBatch.pack(records, KNOWN).toByteArray();

        List<JournalRecord> back = RecordBatch.unpack(body, range(records), KNOWN);

        assertThat(back).isEqualTo(records);
        assertThat(head(back)).isEqualTo(head(records));
        int payloads = records.stream().mapToInt(record -> record.payload().length).sum();
        assertThat(body).hasSizeLessThanOrEqualTo(4 * payloads + 16 * records.size());
    }

    @Property(tries = 500)
    void rowsByColumnPackAsTheirRecordsDo(
            @ForAll @Size(min = 1, max = 50) List<@IntRange(max = 3) Integer> steps,
            @ForAll boolean described) {
        int count = steps.size();
        long[] times = new long[count];
        long[][] columns = new long[2][count];
        List<JournalRecord> records = new ArrayList<>();
        if (described) {
            records.add(new JournalRecord(1, RecordTag.DEFINITION, RecordsCodec.encode(ENERGY)));
        }
        for (int i = 0; i < count; i++) {
            times[i] = START.toEpochMilli() + 900_000L * i + steps.get(i);
            columns[0][i] = (i == 0 ? 0 : columns[0][i - 1]) + steps.get(i);
            columns[1][i] = steps.get(i) / 3;
            Row row =
                    new Row(
                            1,
                            Instant.ofEpochMilli(times[i]),
                            0,
                            new long[] {columns[0][i], columns[1][i]});
            records.add(
                    new JournalRecord(
                            records.size() + 1L, RecordTag.ROW, RecordsCodec.encode(row)));
        }

        assertThat(RecordBatch.packRows(ENERGY, described, times, columns))
                .isEqualTo(RecordBatch.pack(records, KNOWN));
    }

    @Test
    void rowsByColumnMustFitTheirDefinition() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordBatch.packRows(ENERGY, true, new long[1], new long[1][1]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordBatch.packRows(ENERGY, true, new long[2], new long[2][1]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordBatch.packRows(ENERGY, true, new long[0], new long[2][0]));
    }

    /// Whatever the broker or a faulty meter makes of a batch: it is read or it is refused with a
    /// reason, and never more is unfolded than the header announced.
    @Property(tries = 3_000)
    void aDamagedBatchIsReadOrRefused(
            @ForAll("journals") List<JournalRecord> records, @ForAll int at, @ForAll byte value) {
        byte[] body = RecordBatch.pack(records, KNOWN).toByteArray();
        body[Math.floorMod(at, body.length)] = value;

        try {
            assertThat(RecordBatch.unpack(body, range(records), KNOWN))
                    .hasSizeLessThanOrEqualTo(records.size());
        } catch (MalformedException e) {
            assertThat(e).message().isNotBlank();
        }
    }

    @Test
    void aQuietMonthOfQuarterHoursTakesAboutFiveBytesARow() {
        List<JournalRecord> records = new ArrayList<>();
        long energy = 12_345_678;
        for (int i = 0; i < 2_880; i++) {
            energy += 60 + i % 40;
            records.add(row(i + 1, START.plusSeconds(900L * i), 0, energy, 0));
        }

        assertThat(RecordBatch.pack(records, KNOWN).getSerializedSize()).isLessThan(2 * 2_880 + 60);
    }

    @Test
    void aDefinitionCountsFromItsPlaceOn() throws Exception {
        Definition wider = new Definition(1, Definition.Kind.PROFILE, 60, VOLTAGE.registers());
        List<JournalRecord> records =
                List.of(
                        row(7, START, 0, 1, 2),
                        new JournalRecord(8, RecordTag.DEFINITION, RecordsCodec.encode(wider)),
                        row(9, START.plusSeconds(60), 0, 2_301),
                        row(10, START.plusSeconds(120), 0, 2_302));
        byte[] body = RecordBatch.pack(records, KNOWN).toByteArray();
        List<String> seen = new ArrayList<>();

        RecordBatch.visit(body, range(records), KNOWN, new Telling(seen));

        assertThat(seen)
                .containsExactly("#7 2 registers 1 rows", "#8 tag 1", "#9 1 registers 2 rows");
        assertThat(RecordBatch.unpack(body, range(records), KNOWN)).isEqualTo(records);
    }

    @Test
    void rowsWithAStatusGoAsTheyStand() throws Exception {
        List<JournalRecord> records =
                List.of(
                        row(1, START, 0, 1, 2),
                        row(2, START.plusSeconds(900), RowStatus.POWER_WAS_DOWN.bit(), 2, 2),
                        row(3, START.plusSeconds(1_800), 0, 3, 2));
        List<String> seen = new ArrayList<>();

        RecordBatch.visit(
                RecordBatch.pack(records, KNOWN).toByteArray(),
                range(records),
                KNOWN,
                new Telling(seen));

        assertThat(seen)
                .containsExactly("#1 2 registers 1 rows", "#2 tag 2", "#3 2 registers 1 rows");
    }

    @Test
    void lostRecordsAreSaidNeverSilent() throws Exception {
        List<String> seen = new ArrayList<>();
        byte[] body = RecordBatch.packLost(5).toByteArray();

        RecordBatch.visit(body, new SequenceRange(11, 15), KNOWN, new Telling(seen));

        assertThat(seen).containsExactly("lost 11…15");
        assertThat(RecordBatch.unpack(body, new SequenceRange(11, 15), KNOWN)).isEmpty();
    }

    @Test
    void columnsOfAnUnknownDefinitionAskForTheEarlierRecords() {
        List<JournalRecord> records = List.of(row(1, START, 0, 1, 2));
        byte[] body = RecordBatch.pack(records, KNOWN).toByteArray();

        assertThatExceptionOfType(UnknownDefinitionException.class)
                .isThrownBy(() -> RecordBatch.unpack(body, range(records), NOTHING_KNOWN))
                .satisfies(e -> assertThat(e.number()).isEqualTo(1));
    }

    @Test
    void aRowWithoutADefinitionIsCarriedAsItStands() throws Exception {
        List<JournalRecord> records = List.of(row(1, START, 0, 1, 2));
        byte[] body = RecordBatch.pack(records, NOTHING_KNOWN).toByteArray();

        assertThat(RecordBatch.unpack(body, range(records), NOTHING_KNOWN)).isEqualTo(records);
    }

    /// Should the two ends disagree on a definition, no time and no value changes for that.
    @Test
    void recordsDoNotDependOnWhatTheDefinitionSays() throws Exception {
        List<JournalRecord> records =
                List.of(row(1, START, 0, 1, 2), row(2, START.plusSeconds(900), 0, 3, 2));
        Definition other =
                new Definition(1, Definition.Kind.SNAPSHOT, 60, ENERGY.registers().reversed());
        byte[] body = RecordBatch.pack(records, KNOWN).toByteArray();

        assertThat(RecordBatch.unpack(body, range(records), number -> other)).isEqualTo(records);
    }

    @Test
    void aHoleIsNotPacked() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                RecordBatch.pack(
                                        List.of(row(1, START, 0, 1, 2), row(3, START, 0, 1, 2)),
                                        KNOWN))
                .withMessage("record 2 is missing before 3");
        assertThatIllegalArgumentException().isThrownBy(() -> RecordBatch.pack(List.of(), KNOWN));
    }

    @Test
    void whatDoesNotFitItsHeaderIsRefused() {
        Rows.Builder two = rows(2);
        refused(batch(two), 3, "batch: holds 2 records, its header says 3");
        refused(batch(two), 1, "run 1 at record 1: 2 records where the header leaves 1");
        refused(batch(rows(0)), 1, "0 records where the header leaves 1");
        refused(batch(rows(-1)), 1, "4294967295 records where the header leaves 1");
        refused(Records.getDefaultInstance(), 1, "holds 0 records");
        refused(RecordBatch.packLost(9), 8, "9 records where the header leaves 8");
        refused(
                Records.newBuilder().addRuns(Run.newBuilder().setLost(-1L)).build(),
                8,
                "18446744073709551615 records");
        refused(
                Records.newBuilder().addRuns(Run.getDefaultInstance()).build(),
                1,
                "neither rows, plain nor lost");
        refused(batch(two), RecordBatch.MAXIMUM_RECORDS + 1, "a batch has at most 16384");
    }

    @Test
    void columnsThatDoNotFitAreRefused() {
        refused(
                batch(rows(2).setColumns(1, Column.newBuilder().addDeltas(1).addDeltas(0))),
                2,
                "run 1 at record 1, column 2: 2 differences for 2 rows");
        refused(batch(rows(2).removeColumns(1)), 2, "1 columns, definition 1 has 2 registers");
        refused(batch(rows(2).addTimeSteps(1).addTimeSteps(1)), 2, "2 differences for 2 rows");
        refused(batch(rows(2).setFirstTime(-1)), 2, "time -1 ms of row 1 is outside");
        refused(batch(rows(2).addTimeSteps(Long.MAX_VALUE)), 2, "of row 2 is outside 1970…9999");
    }

    @Test
    void plainRecordsThatNoJournalTakesAreRefused() {
        for (int tag : new int[] {0, 256, -1}) {
            Records batch =
                    Records.newBuilder()
                            .addRuns(
                                    Run.newBuilder()
                                            .setPlain(
                                                    org.smartmeter.wire.v1.Plain.newBuilder()
                                                            .setTag(tag)))
                            .build();
            refused(batch, 1, Integer.toUnsignedString(tag) + " is outside 1…255");
        }
    }

    /// A few bytes may announce much that repeats; only what the header announced is unfolded.
    @Test
    void aFewBytesDoNotUnfoldToMuch() throws Exception {
        Records batch = batch(rows(RecordBatch.MAXIMUM_RECORDS));

        assertThat(batch.getSerializedSize()).isLessThan(40);
        assertThat(
                        RecordBatch.unpack(
                                batch.toByteArray(),
                                new SequenceRange(1, RecordBatch.MAXIMUM_RECORDS),
                                KNOWN))
                .hasSize(RecordBatch.MAXIMUM_RECORDS);
        refused(batch(rows(Integer.MAX_VALUE)), RecordBatch.MAXIMUM_RECORDS, "2147483647 records");
    }

    private static void refused(Records batch, int count, String reason) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(
                        () ->
                                RecordBatch.unpack(
                                        batch.toByteArray(), new SequenceRange(1, count), KNOWN))
                .withMessageContaining(reason);
    }

    private static Records batch(Rows.Builder rows) {
        return Records.newBuilder().addRuns(Run.newBuilder().setRows(rows)).build();
    }

    private static Rows.Builder rows(int count) {
        return Rows.newBuilder()
                .setDefinition(1)
                .setCount(count)
                .setFirstTime(START.toEpochMilli())
                .addColumns(Column.newBuilder().setFirst(5))
                .addColumns(Column.newBuilder().setFirst(6));
    }

    private static JournalRecord row(long sequence, Instant time, int status, long... values) {
        int definition = values.length == 2 ? 1 : 2;
        int number = values.length == 1 && sequence > 8 ? 1 : definition;
        return new JournalRecord(
                sequence,
                RecordTag.ROW,
                RecordsCodec.encode(new Row(number, time, status, values)));
    }

    private static SequenceRange range(List<JournalRecord> records) {
        return new SequenceRange(records.getFirst().sequence(), records.getLast().sequence());
    }

    private static HashChain head(List<JournalRecord> records) {
        HashChain chain =
                HashChain.start(new MeterId("SEM0000000004410"), new Epoch(1_790_000_000));
        for (JournalRecord record : records) {
            chain = chain.plus(record);
        }
        return chain;
    }

    /// Journals as they may be: regular rows, irregular ones, all tags, redefinitions, noise.
    @Provide
    Arbitrary<List<JournalRecord>> journals() {
        Arbitrary<Row> regular =
                Combinators.combine(
                                Arbitraries.integers().between(0, 50),
                                Arbitraries.longs().between(0, 1_000_000),
                                Arbitraries.integers().between(0, 20).map(i -> i == 0 ? 4 : 0))
                        .as(
                                (i, value, status) ->
                                        new Row(
                                                1,
                                                START.plusSeconds(900L * i),
                                                status,
                                                new long[] {value, 0}));
        Arbitrary<Row> wild =
                Combinators.combine(
                                Arbitraries.integers().between(1, 3),
                                WireArbitraries.times(),
                                Arbitraries.longs().array(long[].class).ofMinSize(1).ofMaxSize(3))
                        .as((number, time, values) -> new Row(number, time, 0, values));
        Arbitrary<Definition> redefinition =
                WireArbitraries.registers()
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(3)
                        .map(r -> new Definition(1 + r.size() % 3, Definition.Kind.PROFILE, 60, r));
        Arbitrary<Content> content =
                Arbitraries.frequencyOf(
                        Tuple.of(12, regular.map(r -> new Content(2, RecordsCodec.encode(r)))),
                        Tuple.of(6, wild.map(r -> new Content(2, RecordsCodec.encode(r)))),
                        Tuple.of(1, redefinition.map(d -> new Content(1, RecordsCodec.encode(d)))),
                        Tuple.of(
                                1,
                                WireArbitraries.events()
                                        .map(e -> new Content(3, RecordsCodec.encode(e)))),
                        Tuple.of(2, noise()));
        return Combinators.combine(
                        content.list().ofMinSize(1).ofMaxSize(40),
                        Arbitraries.longs().between(1, Long.MAX_VALUE / 2))
                .as(RecordBatchTest::journal);
    }

    private record Content(int tag, byte[] payload) {}

    private static Arbitrary<Content> noise() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 255),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(50))
                .as(Content::new);
    }

    private static List<JournalRecord> journal(List<Content> contents, long first) {
        List<JournalRecord> records = new ArrayList<>();
        for (Content content : contents) {
            records.add(
                    new JournalRecord(first + records.size(), content.tag(), content.payload()));
        }
        return records;
    }

    private record Telling(List<String> seen) implements RecordVisitor {

        @Override
        public void rows(Definition definition, long first, long[] times, long[][] columns) {
            seen.add("#" + first + " " + columns.length + " registers " + times.length + " rows");
        }

        @Override
        public void plain(long sequence, int tag, byte[] payload) {
            seen.add("#" + sequence + " tag " + tag);
        }

        @Override
        public void lost(SequenceRange records) {
            seen.add("lost " + records);
        }
    }
}
