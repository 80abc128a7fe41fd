package org.smartmeter.readings;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.MalformedException;
import org.smartmeter.wire.RecordTag;
import org.smartmeter.wire.RecordsCodec;
import org.smartmeter.wire.Register;
import org.smartmeter.wire.Row;

/// Judges the records of one journal in their order: which are believed, which of those make
/// curves, and which are set aside. The merger and the reader of what is not merged yet use this
/// same judgement, so that merging changes no answer. Pure; what it remembers are the last believed
/// values of the cumulative registers and the latest time of a curve.
final class Screening {

    /// Before any row of a curve.
    static final long NOTHING = Long.MIN_VALUE;

    /// Value group D of an OBIS code: time integral from the start of counting (IEC 62056-6-1).
    private static final int CUMULATIVE = 8;

    /// Value groups C of import less export, in all and of each phase: what they count may fall.
    private static final Set<Integer> NET = Set.of(16, 36, 56, 76);

    private static final int NOT_CUMULATIVE = -1;

    private final Definitions definitions;
    private final List<Register> registers = new ArrayList<>();
    private long[] lastValues = new long[0];
    private final Map<Described, int[]> slots = new IdentityHashMap<>(4);
    private long newest;

    /// @param newest the latest time of a curve's row so far, ms, or [#NOTHING]
    Screening(Definitions definitions, Map<Register, Long> lastValues, long newest) {
        this.definitions = definitions;
        this.newest = newest;
        lastValues.forEach(
                (register, value) -> {
                    int slot = slotOf(register);
                    this.lastValues[slot] = value;
                });
    }

    /// The last believed value of each cumulative register.
    Map<Register, Long> lastValues() {
        Map<Register, Long> values = new LinkedHashMap<>();
        for (int i = 0; i < lastValues.length; i++) {
            if (lastValues[i] != Long.MIN_VALUE) {
                values.put(registers.get(i), lastValues[i]);
            }
        }
        return values;
    }

    long newest() {
        return newest;
    }

    /// Rows of one definition that follow each other, all with status 0.
    void rows(
            Definition definition,
            long firstSequence,
            long[] times,
            long[][] columns,
            TimeLimits limits,
            Judged out) {
        @Nullable Described described = definitions.describedAt(definition.number(), firstSequence);
        for (int row = 0; row < times.length; row++) {
            judge(
                    described,
                    definition.number(),
                    firstSequence + row,
                    times[row],
                    0,
                    columns,
                    row,
                    limits,
                    out);
        }
    }

    /// A record as it stands in the journal.
    void record(JournalRecord record, TimeLimits limits, Judged out) {
        try {
            switch (record.tag()) {
                case RecordTag.ROW -> row(record, RecordsCodec.row(record.payload()), limits, out);
                case RecordTag.EVENT -> event(record, limits, out);
                case RecordTag.DEFINITION -> {
                    RecordsCodec.definition(record.payload());
                    out.kept(record, OptionalLong.empty());
                }
                case RecordTag.SIGNATURE -> {
                    RecordsCodec.signature(record.payload());
                    out.kept(record, OptionalLong.empty());
                }
                default -> out.kept(record, OptionalLong.empty());
            }
        } catch (MalformedException e) {
            out.setAside(
                    record,
                    QuarantineReason.MALFORMED,
                    String.valueOf(e.getMessage()),
                    OptionalLong.empty());
        }
    }

    private static void event(JournalRecord record, TimeLimits limits, Judged out)
            throws MalformedException {
        Event event = RecordsCodec.event(record.payload());
        long time = event.time().toEpochMilli();
        if (limits.allow(time)) {
            out.kept(record, OptionalLong.of(time));
        } else {
            absurdTime(record, time, limits, out);
        }
    }

    private void row(JournalRecord record, Row row, TimeLimits limits, Judged out) {
        long[][] columns = new long[row.values().length][1];
        for (int i = 0; i < columns.length; i++) {
            columns[i][0] = row.values()[i];
        }
        judge(
                definitions.describedAt(row.definition(), record.sequence()),
                row.definition(),
                record.sequence(),
                row.time().toEpochMilli(),
                row.status(),
                columns,
                0,
                limits,
                out);
    }

    private void judge(
            @Nullable Described described,
            int definition,
            long sequence,
            long time,
            int status,
            long[][] columns,
            int row,
            TimeLimits limits,
            Judged out) {
        if (described == null || described.definition().registers().size() != columns.length) {
            setAside(
                    record(definition, sequence, time, status, columns, row),
                    time,
                    QuarantineReason.UNKNOWN_DEFINITION,
                    undescribed(described, definition, columns.length),
                    out);
            return;
        }
        if (!limits.allow(time)) {
            absurdTime(record(definition, sequence, time, status, columns, row), time, limits, out);
            return;
        }
        OptionalInt overflowing = described.energy().overflowing(columns, row);
        if (overflowing.isPresent()) {
            setAside(
                    record(definition, sequence, time, status, columns, row),
                    time,
                    QuarantineReason.MALFORMED,
                    obis(described, overflowing.getAsInt()) + " is beyond any energy",
                    out);
            return;
        }
        int[] slotOfColumn = slots.computeIfAbsent(described, this::slotsOf);
        int fallen = fallen(slotOfColumn, columns, row);
        if (fallen >= 0) {
            setAside(
                    record(definition, sequence, time, status, columns, row),
                    time,
                    QuarantineReason.REGISTER_DECREASED,
                    obis(described, fallen)
                            + " fell from "
                            + lastValues[slotOfColumn[fallen]]
                            + " to "
                            + columns[fallen][row],
                    out);
            return;
        }
        for (int i = 0; i < slotOfColumn.length; i++) {
            if (slotOfColumn[i] != NOT_CUMULATIVE) {
                lastValues[slotOfColumn[i]] = columns[i][row];
            }
        }
        boolean curve = time > newest && described.isProfile();
        if (curve) {
            newest = time;
        }
        out.row(described, curve, sequence, time, status, columns, row);
    }

    private static String undescribed(@Nullable Described described, int definition, int values) {
        return described == null
                ? "definition " + definition + " is not in the journal before it"
                : values
                        + " values; definition "
                        + definition
                        + " describes "
                        + described.definition().registers().size();
    }

    private static ObisCode obis(Described described, int column) {
        return described.definition().registers().get(column).obis();
    }

    /// The first column whose register fell; −1 if none did.
    private int fallen(int[] slotOfColumn, long[][] columns, int row) {
        for (int i = 0; i < slotOfColumn.length; i++) {
            if (slotOfColumn[i] != NOT_CUMULATIVE
                    && columns[i][row] < lastValues[slotOfColumn[i]]) {
                return i;
            }
        }
        return -1;
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

    private static void absurdTime(JournalRecord record, long time, TimeLimits limits, Judged out) {
        Instant when = Instant.ofEpochMilli(time);
        if (time > limits.latest()) {
            setAside(
                    record,
                    time,
                    QuarantineReason.AHEAD_OF_TIME,
                    when + " is later than " + Instant.ofEpochMilli(limits.latest()),
                    out);
        } else {
            setAside(
                    record,
                    time,
                    QuarantineReason.BEFORE_INSTALLATION,
                    when
                            + " is before the installation at "
                            + Instant.ofEpochMilli(limits.earliest()),
                    out);
        }
    }

    private static void setAside(
            JournalRecord record, long time, QuarantineReason reason, String detail, Judged out) {
        out.setAside(record, reason, detail, OptionalLong.of(time));
    }

    /// The row with the very payload it has in the journal.
    static JournalRecord record(
            int definition, long sequence, long time, int status, long[][] columns, int row) {
        long[] values = new long[columns.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = columns[i][row];
        }
        return new JournalRecord(
                sequence,
                RecordTag.ROW,
                RecordsCodec.encode(
                        new Row(definition, Instant.ofEpochMilli(time), status, values)));
    }
}
