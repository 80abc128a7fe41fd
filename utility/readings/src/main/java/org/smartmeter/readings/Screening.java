package org.smartmeter.readings;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.MalformedException;
import org.smartmeter.wire.RecordTag;
import org.smartmeter.wire.RecordsCodec;
import org.smartmeter.wire.Register;
import org.smartmeter.wire.Row;

/// Judges the records of one journal in their order: which are believed and which are set aside.
/// The merger and the reader of what is not merged yet use this same judgement, so that merging
/// changes no answer. Pure; what it remembers are the last believed values of the cumulative
/// registers.
final class Screening {

    /// Value group D of an OBIS code: time integral from the start of counting (IEC 62056-6-1).
    private static final int CUMULATIVE = 8;

    /// Value groups C of import less export, in all and of each phase: what they count may fall.
    private static final Set<Integer> NET = Set.of(16, 36, 56, 76);

    private static final int NOT_CUMULATIVE = -1;

    private final Definitions definitions;
    private final List<Register> registers = new ArrayList<>();
    private long[] lastValues = new long[0];
    private final Map<Described, int[]> slots = new IdentityHashMap<>();

    Screening(Definitions definitions, Map<Register, Long> lastValues) {
        this.definitions = definitions;
        lastValues.forEach(
                (register, value) -> {
                    int slot = slotOf(register);
                    this.lastValues[slot] = value;
                });
    }

    /// The last believed value of each cumulative register.
    Map<Register, Long> lastValues() {
        Map<Register, Long> values = new HashMap<>();
        for (int i = 0; i < lastValues.length; i++) {
            if (lastValues[i] != Long.MIN_VALUE) {
                values.put(registers.get(i), lastValues[i]);
            }
        }
        return values;
    }

    Verdict judge(JournalRecord record, TimeLimits limits) {
        try {
            return switch (record.tag()) {
                case RecordTag.ROW -> row(record, RecordsCodec.row(record.payload()), limits);
                case RecordTag.EVENT -> event(record, limits);
                case RecordTag.DEFINITION -> {
                    RecordsCodec.definition(record.payload());
                    yield new Verdict.Kept(record, OptionalLong.empty());
                }
                case RecordTag.SIGNATURE -> {
                    RecordsCodec.signature(record.payload());
                    yield new Verdict.Kept(record, OptionalLong.empty());
                }
                default -> new Verdict.Kept(record, OptionalLong.empty());
            };
        } catch (MalformedException e) {
            return new Verdict.SetAside(
                    record,
                    QuarantineReason.MALFORMED,
                    String.valueOf(e.getMessage()),
                    OptionalLong.empty());
        }
    }

    private Verdict event(JournalRecord record, TimeLimits limits) throws MalformedException {
        Event event = RecordsCodec.event(record.payload());
        Verdict absurd = absurdTime(record, event.time(), limits);
        return absurd != null
                ? absurd
                : new Verdict.Kept(record, OptionalLong.of(event.time().toEpochMilli()));
    }

    private Verdict row(JournalRecord record, Row row, TimeLimits limits) {
        Described described = definitions.describedAt(row.definition(), record.sequence());
        if (described == null) {
            return setAside(
                    record,
                    row,
                    QuarantineReason.UNKNOWN_DEFINITION,
                    "definition " + row.definition() + " is not in the journal before it");
        }
        List<Register> registers = described.definition().registers();
        if (registers.size() != row.values().length) {
            return setAside(
                    record,
                    row,
                    QuarantineReason.UNKNOWN_DEFINITION,
                    row.values().length
                            + " values; definition "
                            + row.definition()
                            + " describes "
                            + registers.size());
        }
        Verdict absurd = absurdTime(record, row.time(), limits);
        if (absurd != null) {
            return absurd;
        }
        OptionalInt overflowing = described.energy().overflowing(row.values());
        if (overflowing.isPresent()) {
            return setAside(
                    record,
                    row,
                    QuarantineReason.MALFORMED,
                    registers.get(overflowing.getAsInt()).obis() + " is beyond any energy");
        }
        return registers(record, described, row);
    }

    private Verdict registers(JournalRecord record, Described described, Row row) {
        int[] columns = slots.computeIfAbsent(described, this::slotsOf);
        long[] values = row.values();
        for (int i = 0; i < columns.length; i++) {
            if (columns[i] != NOT_CUMULATIVE && values[i] < lastValues[columns[i]]) {
                return setAside(
                        record,
                        row,
                        QuarantineReason.REGISTER_DECREASED,
                        described.definition().registers().get(i).obis()
                                + " fell from "
                                + lastValues[columns[i]]
                                + " to "
                                + values[i]);
            }
        }
        for (int i = 0; i < columns.length; i++) {
            if (columns[i] != NOT_CUMULATIVE) {
                lastValues[columns[i]] = values[i];
            }
        }
        return new Verdict.Believed(record, described, row);
    }

    /// Where the last value of each column's register is kept.
    private int[] slotsOf(Described described) {
        List<Register> columns = described.definition().registers();
        int[] found = new int[columns.size()];
        for (int i = 0; i < found.length; i++) {
            found[i] = neverFalls(columns.get(i).obis()) ? slotOf(columns.get(i)) : NOT_CUMULATIVE;
        }
        return found;
    }

    private static boolean neverFalls(ObisCode obis) {
        return obis.d() == CUMULATIVE && !NET.contains(obis.c());
    }

    private int slotOf(Register register) {
        int known = registers.indexOf(register);
        if (known >= 0) {
            return known;
        }
        registers.add(register);
        lastValues = Arrays.copyOf(lastValues, registers.size());
        lastValues[registers.size() - 1] = Long.MIN_VALUE;
        return registers.size() - 1;
    }

    private static @Nullable Verdict absurdTime(
            JournalRecord record, Instant time, TimeLimits limits) {
        long milliseconds = time.toEpochMilli();
        if (milliseconds > limits.latest()) {
            return new Verdict.SetAside(
                    record,
                    QuarantineReason.AHEAD_OF_TIME,
                    time + " is later than " + Instant.ofEpochMilli(limits.latest()),
                    OptionalLong.of(milliseconds));
        }
        if (milliseconds < limits.earliest()) {
            return new Verdict.SetAside(
                    record,
                    QuarantineReason.BEFORE_INSTALLATION,
                    time
                            + " is before the installation at "
                            + Instant.ofEpochMilli(limits.earliest()),
                    OptionalLong.of(milliseconds));
        }
        return null;
    }

    private static Verdict setAside(
            JournalRecord record, Row row, QuarantineReason reason, String detail) {
        return new Verdict.SetAside(
                record, reason, detail, OptionalLong.of(row.time().toEpochMilli()));
    }
}
