package org.smartmeter.simulator.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.HashChain;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.wire.ChainSignature;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.MalformedException;
import org.smartmeter.wire.RecordTag;
import org.smartmeter.wire.RecordsCodec;
import org.smartmeter.wire.Register;
import org.smartmeter.wire.Row;
import org.smartmeter.wire.RowStatus;

/// Records of one epoch in their order, and what must be true of them together.
record ToldRecords(List<JournalRecord> records) {

    private record Imported(Row row, Definition.Kind kind, long milliwattHours) {}

    /// mWh, 0 if no row shows any.
    long highestImport() {
        return imported().stream().mapToLong(Imported::milliwattHours).max().orElse(0);
    }

    private List<Imported> imported() {
        Map<Integer, Definition> definitions = new HashMap<>();
        List<Imported> found = new ArrayList<>();
        for (JournalRecord record : records) {
            if (record.tag() == RecordTag.DEFINITION) {
                Definition definition = read(record, RecordsCodec::definition);
                definitions.put(definition.number(), definition);
            } else if (record.tag() == RecordTag.ROW) {
                Row row = read(record, RecordsCodec::row);
                Optional.ofNullable(definitions.get(row.definition()))
                        .ifPresent(definition -> found.add(imported(row, definition)));
            }
        }
        return found;
    }

    private static Imported imported(Row row, Definition definition) {
        for (int i = 0; i < definition.registers().size(); i++) {
            Register register = definition.registers().get(i);
            if (register.obis().equals(ObisCode.ACTIVE_ENERGY_IMPORT)) {
                long step = Math.round(Math.pow(10, register.scaler() + 3));
                return new Imported(row, definition.kind(), row.values()[i] * step);
            }
        }
        throw new AssertionError("no import in " + definition);
    }

    /// No sequence is missing, every signature holds, no register falls and time goes back only
    /// where a step says so.
    void assertOneUnbrokenHistory(Epoch epoch) {
        HashChain chain = HashChain.start(StoringUtility.METER, epoch);
        long sequence = 0;
        for (JournalRecord record : records) {
            assertThat(record.sequence()).isEqualTo(++sequence);
            if (record.tag() == RecordTag.SIGNATURE) {
                ChainSignature signature = read(record, RecordsCodec::signature);
                assertThat(signature.upTo()).isEqualTo(sequence - 1);
                assertThat(signature.head()).isEqualTo(chain.head());
            }
            chain = chain.plus(record);
        }
        assertRowsRise(Definition.Kind.PROFILE);
        assertRowsRise(Definition.Kind.SNAPSHOT);
    }

    private void assertRowsRise(Definition.Kind kind) {
        long energy = 0;
        Instant time = Instant.MIN;
        for (Imported one : imported()) {
            if (one.kind() != kind) {
                continue;
            }
            assertThat(one.milliwattHours()).isGreaterThanOrEqualTo(energy);
            assertThat(
                            RowStatus.CLOCK_ADJUSTED.in(one.row().status())
                                    || one.row().time().isAfter(time))
                    .as("%s after %s", one.row(), time)
                    .isTrue();
            energy = one.milliwattHours();
            time = one.row().time();
        }
    }

    /// @param periods that were ordered, one after the other: each is carried out and told once
    void assertEachOrderOnce(List<Long> periods) {
        assertThat(values(EventCode.ORDER_DONE)).hasSize(periods.size()).isSorted();
        assertThat(values(EventCode.ORDER_DONE)).doesNotHaveDuplicates();
        assertThat(values(EventCode.SCHEDULE_CHANGED)).isEqualTo(periods);
    }

    private List<Long> values(EventCode code) {
        return records.stream()
                .filter(record -> record.tag() == RecordTag.EVENT)
                .map(record -> read(record, RecordsCodec::event))
                .filter(event -> event.code() == code.number())
                .map(Event::values)
                .map(List::getFirst)
                .toList();
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(byte[] payload) throws MalformedException;
    }

    private static <T> T read(JournalRecord record, Reader<T> reader) {
        try {
            return reader.read(record.payload());
        } catch (MalformedException e) {
            throw new AssertionError("unreadable " + record, e);
        }
    }
}
