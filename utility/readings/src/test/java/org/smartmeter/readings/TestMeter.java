package org.smartmeter.readings;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.HashChain;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.wire.ChainSignature;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.Ed25519Signer;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.RecordBatch;
import org.smartmeter.wire.RecordTag;
import org.smartmeter.wire.RecordsCodec;
import org.smartmeter.wire.Register;
import org.smartmeter.wire.Row;
import org.smartmeter.wire.Unit;

/// A meter as the store sees it: a journal that grows and is sent in batches.
final class TestMeter {

    static final Definition PROFILE =
            new Definition(
                    1,
                    Definition.Kind.PROFILE,
                    900,
                    List.of(
                            new Register(ObisCode.ACTIVE_ENERGY_IMPORT, 0, Unit.WATT_HOUR),
                            new Register(ObisCode.ACTIVE_ENERGY_EXPORT, 0, Unit.WATT_HOUR)));
    static final Definition SNAPSHOT =
            new Definition(
                    2,
                    Definition.Kind.SNAPSHOT,
                    86_400,
                    List.of(new Register(ObisCode.ACTIVE_ENERGY_IMPORT, -3, Unit.WATT_HOUR)));

    final MeterId id;
    final Epoch epoch;
    final List<JournalRecord> journal = new ArrayList<>();
    private final List<Described> definitions = new ArrayList<>();
    private HashChain chain;

    TestMeter(String id, long epoch) {
        this.id = new MeterId(id);
        this.epoch = new Epoch(epoch);
        this.chain = HashChain.start(this.id, this.epoch);
    }

    static TestMeter number(int number) {
        return new TestMeter(String.format("TST%013d", number), 1_700_000_000L);
    }

    TestMeter record(int tag, byte[] payload) {
        JournalRecord record = new JournalRecord(journal.size() + 1L, tag, payload);
        journal.add(record);
        chain = chain.plus(record);
        return this;
    }

    TestMeter defines(Definition definition) {
        definitions.add(new Described(journal.size() + 1L, definition));
        return record(RecordTag.DEFINITION, RecordsCodec.encode(definition));
    }

    TestMeter measures(Definition definition, Instant end, int status, long... values) {
        return record(
                RecordTag.ROW,
                RecordsCodec.encode(new Row(definition.number(), end, status, values)));
    }

    /// A row of the default profile.
    TestMeter measures(Instant end, long imported) {
        return measures(PROFILE, end, 0, imported, 0);
    }

    /// Rows each period from the first end on, `perPeriod` Wh more each time.
    TestMeter measuresEvery(
            Definition definition, Instant firstEnd, int rows, long start, long perPeriod) {
        for (int i = 0; i < rows; i++) {
            measures(
                    definition,
                    firstEnd.plus(Duration.ofSeconds((long) i * definition.periodSeconds())),
                    0,
                    start + i * perPeriod,
                    0);
        }
        return this;
    }

    TestMeter reports(Event event) {
        return record(RecordTag.EVENT, RecordsCodec.encode(event));
    }

    TestMeter signs(Ed25519Signer key) {
        return record(
                RecordTag.SIGNATURE,
                RecordsCodec.encode(
                        ChainSignature.sign(id, epoch, journal.size(), chain.head(), key)));
    }

    byte[] batch(long first, long last) {
        List<JournalRecord> part = journal.subList((int) first - 1, (int) last);
        Definitions known = new Definitions(definitions);
        return RecordBatch.pack(part, number -> known.inForce(number, first)).toByteArray();
    }

    CompletableFuture<Committed> sends(
            ReadingStore store, long first, long last, Instant received) {
        return store.store(id, epoch, new SequenceRange(first, last), batch(first, last), received)
                .toCompletableFuture();
    }

    /// Sends all and waits for the commit.
    Committed sendsAll(ReadingStore store, Instant received) {
        return sends(store, 1, journal.size(), received).join();
    }
}
