package org.smartmeter.device;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.smartmeter.journal.Journal;
import org.smartmeter.journal.JournalFullException;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.ChainSignature;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.Ed25519Signer;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.MalformedException;
import org.smartmeter.wire.RecordTag;
import org.smartmeter.wire.RecordsCodec;
import org.smartmeter.wire.Row;

/// Writes the meter's records into its journal in their canonical form. A definition's number
/// keeps its meaning for the whole epoch: what has another meaning gets another number, so that
/// rows can be read in whatever order they arrive.
///
/// A full journal takes no rows; the registers go on counting. Rows stop a little before the end,
/// so that there is room for the events that matter.
final class Logbook {

    private static final double ROWS_UNTIL = 0.98;
    private static final int DAY = 86_400;

    private final MeterId meter;
    private final Journal journal;
    private Profiles profiles;
    private final Ed25519Signer signer;
    private final Map<Integer, Definition> definitions = new LinkedHashMap<>();
    private boolean unforced;
    private long leftOut;

    Logbook(MeterId meter, Journal journal, Profiles profiles, Ed25519Signer signer) {
        this.meter = meter;
        this.journal = journal;
        this.profiles = profiles;
        this.signer = signer;
        for (JournalRecord record : journal.definitions()) {
            Definition definition = read(record);
            definitions.put(definition.number(), definition);
        }
    }

    private static Definition read(JournalRecord record) {
        try {
            return RecordsCodec.definition(record.payload());
        } catch (MalformedException e) {
            throw new IllegalStateException(
                    "the journal keeps definition " + record + " that this software cannot read",
                    e);
        }
    }

    Journal journal() {
        return journal;
    }

    @Nullable Definition definition(int number) {
        return definitions.get(number);
    }

    /// Rows show these from here on.
    void show(Profiles changed) {
        profiles = changed;
    }

    /// A row of the profile that wants the reading, at the end of a day one in full resolution
    /// and the signature of the chain's head, at the end of a billing period an event.
    void reading(Reading reading) {
        ProfileKind kind = reading.profile();
        profiles.of(kind)
                .ifPresent(shown -> row(kind.definitions(), reading.period(), shown, reading));
        if (reading.endsDay()) {
            row(Definition.Kind.SNAPSHOT, DAY, profiles.fullResolution(), reading);
            sign();
        }
        reading.ended()
                .ifPresent(
                        end ->
                                event(
                                        EventCode.BILLING_PERIOD_ENDED,
                                        reading.time(),
                                        reading.values().demand().period(),
                                        end.number()));
    }

    private void row(Definition.Kind kind, int period, Profile shown, Reading reading) {
        if (journal.fill() >= ROWS_UNTIL) {
            leftOut++;
            return;
        }
        tellWhatWasLeftOut(reading.time());
        OptionalInt number = define(kind, period, shown);
        if (number.isEmpty()) {
            leftOut++;
            return;
        }
        long[] values = shown.values(reading);
        Row row = new Row(number.getAsInt(), reading.time(), reading.status(), values);
        append(RecordTag.ROW, RecordsCodec.encode(row));
    }

    private void tellWhatWasLeftOut(Instant time) {
        if (leftOut > 0) {
            Event event = new Event(EventCode.JOURNAL_FULL, time, List.of(leftOut));
            if (append(RecordTag.EVENT, RecordsCodec.encode(event))) {
                leftOut = 0;
            }
        }
    }

    /// Writes the definitions that rows of these periods need, unless they stand already.
    void define(SamplePeriods periods) {
        define(Definition.Kind.PROFILE, periods.load(), profiles.load());
        profiles.second()
                .ifPresent(shown -> define(Definition.Kind.PROFILE, periods.second(), shown));
        define(Definition.Kind.BILLING, DAY, profiles.billing());
    }

    /// The number of the definition with this content; empty if there is no room to write it.
    private OptionalInt define(Definition.Kind kind, int period, Profile shown) {
        int highest = 0;
        for (Definition known : definitions.values()) {
            if (known.kind() == kind
                    && known.periodSeconds() == period
                    && known.registers().equals(shown.registers())) {
                return OptionalInt.of(known.number());
            }
            highest = Math.max(highest, known.number());
        }
        Definition added = new Definition(highest + 1, kind, period, shown.registers());
        if (!append(RecordTag.DEFINITION, RecordsCodec.encode(added))) {
            return OptionalInt.empty();
        }
        definitions.put(added.number(), added);
        return OptionalInt.of(added.number());
    }

    /// Values as they stand behind the code in [EventCode].
    void event(EventCode code, Instant time, long... values) {
        Event event = new Event(code, time, LongStream.of(values).boxed().toList());
        if (!append(RecordTag.EVENT, RecordsCodec.encode(event))) {
            leftOut++;
        }
    }

    /// Signs the head of the chain as it stands, so that nobody can change what lies before.
    void sign() {
        long upTo = journal.lastSequence();
        if (upTo > 0) {
            ChainSignature signature =
                    ChainSignature.sign(
                            meter, journal.epoch(), upTo, journal.chain().head(), signer);
            append(RecordTag.SIGNATURE, RecordsCodec.encode(signature));
        }
    }

    private boolean append(int tag, byte[] payload) {
        try {
            journal.append(tag, payload);
            unforced = true;
            return true;
        } catch (JournalFullException _) {
            return false; // the caller counts it, and an event tells once there is room
        }
    }

    /// Makes everything written so far durable.
    void force() {
        if (unforced) {
            journal.force();
            unforced = false;
        }
    }
}
