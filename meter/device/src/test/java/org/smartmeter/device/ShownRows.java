package org.smartmeter.device;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.MalformedException;
import org.smartmeter.wire.RecordTag;
import org.smartmeter.wire.RecordsCodec;
import org.smartmeter.wire.Register;
import org.smartmeter.wire.Row;
import org.smartmeter.wire.Unit;

/// The rows that a utility has of one kind, by what they show. A row whose definition does not
/// stand before it fails the test.
record ShownRows(List<Shown> rows) {

    /// One row and what describes it.
    record Shown(Row row, Definition definition) {

        Instant time() {
            return row.time();
        }

        boolean shows(Register register) {
            return definition.registers().contains(register);
        }

        /// Of a register with this code and unit.
        long value(String obis, Unit unit) {
            for (int i = 0; i < row.values().length; i++) {
                Register register = definition.registers().get(i);
                if (register.obis().equals(ObisCode.parse(obis)) && register.unit() == unit) {
                    return row.values()[i];
                }
            }
            throw new AssertionError(obis + " is not in " + definition);
        }
    }

    static ShownRows of(ModelUtility utility, Definition.Kind kind) {
        Map<Integer, Definition> definitions = new HashMap<>();
        List<Shown> rows = new ArrayList<>();
        for (JournalRecord record : utility.records()) {
            try {
                if (record.tag() == RecordTag.DEFINITION) {
                    Definition definition = RecordsCodec.definition(record.payload());
                    definitions.put(definition.number(), definition);
                } else if (record.tag() == RecordTag.ROW) {
                    Row row = RecordsCodec.row(record.payload());
                    Shown shown = new Shown(row, definitions.get(row.definition()));
                    if (shown.definition().kind() == kind) {
                        rows.add(shown);
                    }
                }
            } catch (MalformedException e) {
                throw new AssertionError(e);
            }
        }
        return new ShownRows(rows);
    }

    /// Those of a profile with this period.
    ShownRows every(int seconds) {
        return new ShownRows(
                rows.stream().filter(it -> it.definition().periodSeconds() == seconds).toList());
    }

    Shown at(String instant) {
        return rows.stream()
                .filter(it -> it.time().equals(Instant.parse(instant)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row at " + instant + " in " + times()));
    }

    Shown last() {
        return rows.getLast();
    }

    List<Instant> times() {
        return rows.stream().map(Shown::time).toList();
    }
}
