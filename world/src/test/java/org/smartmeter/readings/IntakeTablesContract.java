package org.smartmeter.readings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.RecordBatch;
import org.smartmeter.wire.RecordTag;
import org.smartmeter.wire.RecordsCodec;
import org.smartmeter.wire.Register;
import org.smartmeter.wire.Row;
import org.smartmeter.wire.Unit;

/// What intake may expect of its tables, be they PostgreSQL's or the simulation's.
public abstract class IntakeTablesContract {

    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final JournalKey JOURNAL =
            new JournalKey(new MeterId("SEM0000000004410"), new Epoch(1_777_000_000));
    private static final JournalKey OTHER =
            new JournalKey(new MeterId("SEM0000000004411"), new Epoch(1_777_000_000));
    private static final Definition DEFINITION =
            new Definition(
                    1,
                    Definition.Kind.PROFILE,
                    900,
                    List.of(new Register(ObisCode.ACTIVE_ENERGY_IMPORT, 0, Unit.WATT_HOUR)));

    protected abstract IntakeTables tables();

    private static JournalRecord definition(long sequence) {
        return new JournalRecord(sequence, RecordTag.DEFINITION, RecordsCodec.encode(DEFINITION));
    }

    private static JournalRecord event(long sequence) {
        return new JournalRecord(
                sequence,
                RecordTag.EVENT,
                RecordsCodec.encode(new Event(EventCode.POWER_UP, NOON, List.of(sequence))));
    }

    private static JournalRecord row(long sequence, Instant time) {
        Row row = new Row(1, time, 0, new long[] {sequence});
        return new JournalRecord(sequence, RecordTag.ROW, RecordsCodec.encode(row));
    }

    private static IntakePlan plan(
            Map<JournalKey, JournalState> states, JournalKey journal, JournalRecord... records) {
        IntakePlan plan =
                new IntakePlan(states, _ -> Optional.empty(), Duration.ofMinutes(5).toMillis());
        List<JournalRecord> all = List.of(records);
        long first = all.getFirst().sequence();
        byte[] body =
                RecordBatch.pack(all, number -> number == 1 && first > 1 ? DEFINITION : null)
                        .toByteArray();
        plan.add(
                new Submission(
                        journal,
                        new SequenceRange(first, all.getLast().sequence()),
                        body,
                        NOON.toEpochMilli(),
                        new CompletableFuture<>()));
        return plan;
    }

    private Map<JournalKey, JournalState> read(JournalKey... journals) throws SQLException {
        try (IntakeTables.Transaction transaction = tables().begin()) {
            Map<JournalKey, JournalState> states = transaction.read(List.of(journals));
            transaction.commit();
            return states;
        }
    }

    /// Reads, plans, writes and commits.
    private Map<JournalKey, JournalState> store(JournalKey journal, JournalRecord... records)
            throws SQLException {
        try (IntakeTables.Transaction transaction = tables().begin()) {
            IntakePlan plan = plan(transaction.read(List.of(journal)), journal, records);
            Map<JournalKey, JournalState> saved = transaction.write(plan);
            transaction.commit();
            return saved;
        }
    }

    @Test
    void ofAJournalThatNobodyWroteNothingIsRead() throws SQLException {
        assertThat(read(JOURNAL)).isEmpty();
    }

    @Test
    void whatWasCommittedIsReadAsItWasWritten() throws SQLException {
        Map<JournalKey, JournalState> saved =
                store(JOURNAL, definition(1), event(2), row(3, NOON.minusSeconds(60)));

        assertThat(read(JOURNAL, OTHER)).isEqualTo(saved);
        JournalState state = saved.get(JOURNAL);
        assertThat(state.held().ranges()).containsExactly(new SequenceRange(1, 3));
        assertThat(state.lastMeasured()).isEqualTo(NOON.minusSeconds(60).toEpochMilli());
    }

    @Test
    void aJournalWithoutARowWasNeverMeasured() throws SQLException {
        Map<JournalKey, JournalState> saved = store(JOURNAL, event(1));
        assertThat(read(JOURNAL)).isEqualTo(saved);
        assertThat(saved.get(JOURNAL).lastMeasured()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void eachWritingIsAnotherVersion() throws SQLException {
        store(JOURNAL, definition(1), event(2));
        store(OTHER, event(1));
        Map<JournalKey, JournalState> saved = store(JOURNAL, row(5, NOON), row(6, NOON));

        assertThat(read(JOURNAL)).isEqualTo(saved);
        assertThat(saved.get(JOURNAL).version()).isEqualTo(2);
        assertThat(saved.get(JOURNAL).held().gaps()).containsExactly(new SequenceRange(3, 4));
        assertThat(read(OTHER).get(OTHER).id()).isNotEqualTo(saved.get(JOURNAL).id());
    }

    @Test
    void whatIsNotCommittedIsNotThere() throws SQLException {
        try (IntakeTables.Transaction undone = tables().begin()) {
            undone.write(plan(Map.of(), JOURNAL, event(1)));
            undone.rollback();
        }
        try (IntakeTables.Transaction left = tables().begin()) {
            left.write(plan(Map.of(), JOURNAL, event(1)));
        }
        assertThat(read(JOURNAL)).isEmpty();
    }

    @Test
    void aPlanThatSawAnotherStateIsRefused() throws SQLException {
        Map<JournalKey, JournalState> seen = new java.util.HashMap<>(store(JOURNAL, event(1)));
        store(JOURNAL, event(2));
        List<JournalKey> stale = new ArrayList<>(List.of(JOURNAL, OTHER));
        store(OTHER, event(1));
        for (JournalKey journal : stale) {
            try (IntakeTables.Transaction late = tables().begin()) {
                IntakePlan plan = plan(seen, journal, event(3));
                assertThatThrownBy(() -> late.write(plan))
                        .isInstanceOf(SecondWriterException.class);
                late.rollback();
            }
        }
        assertThat(read(JOURNAL).get(JOURNAL).held().highest()).isEqualTo(2);
    }
}
