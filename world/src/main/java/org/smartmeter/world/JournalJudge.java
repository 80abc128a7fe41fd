package org.smartmeter.world;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.smartmeter.readings.IntakePlan;
import org.smartmeter.readings.JournalKey;
import org.smartmeter.readings.JournalState;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.HashChain;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.wire.ChainSignature;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.MalformedException;
import org.smartmeter.wire.RecordBatch;
import org.smartmeter.wire.RecordTag;
import org.smartmeter.wire.RecordsCodec;
import org.smartmeter.wire.Row;
import org.smartmeter.wire.UnknownDefinitionException;

/// Holds one epoch of a meter's journal against the utility's copy of it.
final class JournalJudge {

    private final World world;
    private final ModelMeter meter;
    private final long epoch;
    private final NavigableMap<Long, JournalRecord> written;
    private final NavigableMap<Long, JournalRecord> stored = new TreeMap<>();

    JournalJudge(World world, ModelMeter meter, long epoch) {
        this.world = world;
        this.meter = meter;
        this.epoch = epoch;
        written = meter.told().written(epoch);
    }

    void judge() {
        JournalKey journal = new JournalKey(meter.id(), new Epoch(epoch));
        List<IntakePlan.Segment> segments = world.database().segments(journal);
        judgeBooks(world.database().state(journal).orElse(null), segments);
        unpack(segments);
        judgeCompleteness();
        judgeBytes();
        judgeRegisters();
        judgeChain();
    }

    /// What is said to be held is what the segments hold.
    private void judgeBooks(@Nullable JournalState state, List<IntakePlan.Segment> segments) {
        long held = state == null ? 0 : state.held().count();
        long found = segments.stream().mapToLong(segment -> segment.range().count()).sum();
        boolean inside =
                state == null
                        || segments.stream()
                                .map(IntakePlan.Segment::range)
                                .allMatch(range -> state.held().missingIn(range).isEmpty());
        if (held != found || !inside) {
            throw violation(
                    Invariant.EACH_RECORD_ONCE,
                    "the books say that " + held + " records are held, segments hold " + found);
        }
    }

    private void unpack(List<IntakePlan.Segment> segments) {
        Map<Integer, Definition> definitions = new HashMap<>();
        long next = 1;
        for (IntakePlan.Segment segment : segments) {
            SequenceRange range = segment.range();
            try {
                List<JournalRecord> records =
                        RecordBatch.unpack(segment.body(), range, definitions::get);
                for (JournalRecord record : records) {
                    stored.put(record.sequence(), record);
                    if (record.tag() == RecordTag.DEFINITION) {
                        Definition definition = RecordsCodec.definition(record.payload());
                        definitions.put(definition.number(), definition);
                    }
                }
            } catch (UnknownDefinitionException e) {
                if (range.first() == next) {
                    throw violation(Invariant.AS_THE_METER_WROTE_IT, String.valueOf(e));
                }
            } catch (MalformedException e) {
                throw violation(Invariant.AS_THE_METER_WROTE_IT, String.valueOf(e));
            }
            next = range.first() == next ? range.last() + 1 : next;
        }
    }

    private void judgeCompleteness() {
        long acknowledged = meter.told().acknowledged(epoch);
        for (long sequence = 1; sequence <= acknowledged; sequence++) {
            if (!stored.containsKey(sequence)) {
                throw violation(
                        Invariant.NOTHING_ACKNOWLEDGED_IS_LOST,
                        "record "
                                + sequence
                                + " of "
                                + acknowledged
                                + " acknowledged ones is not stored");
            }
        }
    }

    private void judgeBytes() {
        for (JournalRecord record : stored.values()) {
            JournalRecord original = written.get(record.sequence());
            if (original == null || !original.equals(record)) {
                throw violation(
                        Invariant.AS_THE_METER_WROTE_IT,
                        "stored is " + record + ", the meter wrote " + original);
            }
        }
    }

    private void judgeRegisters() {
        Map<Integer, Definition> definitions = new HashMap<>();
        Map<ObisCode, Long> reached = new HashMap<>();
        for (JournalRecord record : written.values()) {
            try {
                if (record.tag() == RecordTag.DEFINITION) {
                    Definition definition = RecordsCodec.definition(record.payload());
                    definitions.put(definition.number(), definition);
                } else if (record.tag() == RecordTag.ROW) {
                    Row row = RecordsCodec.row(record.payload());
                    judge(row, definitions.get(row.definition()), reached, record.sequence());
                }
            } catch (MalformedException e) {
                throw violation(Invariant.AS_THE_METER_WROTE_IT, String.valueOf(e));
            }
        }
        long shown = reached.getOrDefault(ObisCode.ACTIVE_ENERGY_IMPORT, 0L);
        if (isLastEpoch() && shown > meter.load().total()) {
            throw violation(
                    Invariant.ENERGY_IS_EXACT,
                    "rows show " + shown + " mWh, measured were " + meter.load().total());
        }
    }

    private boolean isLastEpoch() {
        long last = 0;
        for (long each : meter.told().epochs()) {
            last = Math.max(last, each);
        }
        return epoch == last;
    }

    private void judge(
            Row row, @Nullable Definition definition, Map<ObisCode, Long> reached, long sequence) {
        if (definition == null || definition.kind() != Definition.Kind.PROFILE) {
            return;
        }
        for (int i = 0; i < row.values().length; i++) {
            ObisCode obis = definition.registers().get(i).obis();
            if (obis.d() != 8) {
                continue;
            }
            long before = reached.getOrDefault(obis, 0L);
            if (row.values()[i] < before) {
                throw violation(
                        Invariant.REGISTERS_NEVER_FALL,
                        obis
                                + " shows "
                                + row.values()[i]
                                + " in record "
                                + sequence
                                + " after "
                                + before);
            }
            reached.put(obis, row.values()[i]);
        }
    }

    /// Every signature proves what lies before it.
    private void judgeChain() {
        HashChain chain = HashChain.start(meter.id(), new Epoch(epoch));
        long next = 1;
        for (JournalRecord record : stored.values()) {
            if (record.sequence() != next++) {
                return;
            }
            if (record.tag() == RecordTag.SIGNATURE) {
                judgeSignature(record, chain);
            }
            chain = chain.plus(record);
        }
    }

    private void judgeSignature(JournalRecord record, HashChain chain) {
        try {
            ChainSignature signature = RecordsCodec.signature(record.payload());
            boolean proves =
                    signature.upTo() == record.sequence() - 1
                            && signature.proves(
                                    meter.id(),
                                    new Epoch(epoch),
                                    chain.head(),
                                    ModelKeys.chainVerifier(meter.id()));
            if (!proves) {
                throw violation(
                        Invariant.AS_THE_METER_WROTE_IT,
                        "the signature in record " + record.sequence() + " proves nothing");
            }
        } catch (MalformedException e) {
            throw violation(Invariant.AS_THE_METER_WROTE_IT, String.valueOf(e));
        }
    }

    private Violation violation(Invariant invariant, String detail) {
        return world.violation(invariant, meter.number(), "epoch " + epoch + ": " + detail);
    }
}
