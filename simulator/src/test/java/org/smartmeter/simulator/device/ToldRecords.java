package org.smartmeter.simulator.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
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
import org.smartmeter.wire.Unit;

/// Records of one epoch in their order, and what must be true of them together.
final class ToldRecords {

    private static final ObisCode IMPORT = ObisCode.parse("1-0:1.8.0");
    private static final List<ObisCode> IMPORT_RATES =
            Stream.of("1-0:1.8.1", "1-0:1.8.2", "1-0:1.8.3").map(ObisCode::parse).toList();
    private static final List<ObisCode> MAXIMA =
            Stream.of("1-0:1.6.0", "1-0:1.6.0.101").map(ObisCode::parse).toList();
    private static final ObisCode BILLING_PERIOD = ObisCode.parse("1-0:0.1.0");

    private final List<JournalRecord> records;
    private final List<Told> rows;

    ToldRecords(List<JournalRecord> records) {
        this.records = records;
        this.rows = rows(records);
    }

    List<JournalRecord> records() {
        return records;
    }

    /// A row and what describes it.
    private record Told(Row row, Definition definition) {

        /// In thousandths of the unit, of a register with this code.
        OptionalLong thousandths(ObisCode obis, Unit unit) {
            for (int i = 0; i < definition.registers().size(); i++) {
                Register register = definition.registers().get(i);
                if (register.obis().equals(obis) && register.unit() == unit) {
                    long step = Math.round(Math.pow(10, register.scaler() + 3));
                    return OptionalLong.of(row.values()[i] * step);
                }
            }
            return OptionalLong.empty();
        }

        long imported() {
            return thousandths(IMPORT, Unit.WATT_HOUR).orElseThrow();
        }
    }

    /// mWh, 0 if no row shows any.
    long highestImport() {
        return rows.stream().mapToLong(Told::imported).max().orElse(0);
    }

    private static List<Told> rows(List<JournalRecord> records) {
        Map<Integer, Definition> definitions = new HashMap<>();
        List<Told> found = new ArrayList<>();
        for (JournalRecord record : records) {
            if (record.tag() == RecordTag.DEFINITION) {
                Definition definition = read(record, RecordsCodec::definition);
                definitions.put(definition.number(), definition);
            } else if (record.tag() == RecordTag.ROW) {
                Row row = read(record, RecordsCodec::row);
                Optional.ofNullable(definitions.get(row.definition()))
                        .ifPresent(definition -> found.add(new Told(row, definition)));
            }
        }
        return found;
    }

    /// In every row that shows them, to the last mWh.
    void assertRatesSumToTheTotal() {
        List<Told> divided =
                rows.stream()
                        .filter(
                                it ->
                                        it.thousandths(IMPORT_RATES.getLast(), Unit.WATT_HOUR)
                                                .isPresent())
                        .toList();
        assertThat(divided).isNotEmpty();
        for (Told row : divided) {
            long sum = 0;
            for (ObisCode rate : IMPORT_RATES) {
                sum += row.thousandths(rate, Unit.WATT_HOUR).orElseThrow();
            }
            assertThat(sum).as("%s", row).isEqualTo(row.imported());
        }
    }

    /// However windows were cut.
    void assertNoMaximumAbove(int watts) {
        for (Told row : rows) {
            for (ObisCode maximum : MAXIMA) {
                row.thousandths(maximum, Unit.WATT)
                        .ifPresent(
                                told ->
                                        assertThat(told)
                                                .as("%s", row)
                                                .isLessThanOrEqualTo(watts * 1_000L));
            }
        }
    }

    /// Each once, though its last row may have come twice; one whose end fell into an outage may
    /// have ended with the order.
    void assertBillingPeriodsEnded(int periods) {
        List<Long> ended = values(EventCode.BILLING_PERIOD_ENDED);
        assertThat(ended).isSorted();
        assertThat(Set.copyOf(ended))
                .isSubsetOf(LongStream.rangeClosed(1, periods).boxed().toList());
        long last =
                rows.stream()
                        .map(row -> row.thousandths(BILLING_PERIOD, Unit.NONE))
                        .filter(OptionalLong::isPresent)
                        .mapToLong(OptionalLong::getAsLong)
                        .max()
                        .orElse(0);
        assertThat(last / 1_000).isBetween(1L, periods + 1L);
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
        for (Definition.Kind kind : Definition.Kind.values()) {
            for (int registers : sizes(kind)) {
                assertRowsRise(kind, registers);
            }
        }
    }

    /// The profiles of a kind differ by how many registers they have.
    private Set<Integer> sizes(Definition.Kind kind) {
        return rows.stream()
                .map(Told::definition)
                .filter(it -> it.kind() == kind)
                .map(it -> it.registers().size())
                .collect(Collectors.toSet());
    }

    private void assertRowsRise(Definition.Kind kind, int registers) {
        long energy = 0;
        Instant time = Instant.MIN;
        for (Told one : rows) {
            if (one.definition().kind() != kind
                    || one.definition().registers().size() != registers) {
                continue;
            }
            assertThat(one.imported()).isGreaterThanOrEqualTo(energy);
            assertThat(
                            RowStatus.CLOCK_ADJUSTED.in(one.row().status())
                                    || one.row().time().isAfter(time))
                    .as("%s after %s", one.row(), time)
                    .isTrue();
            energy = one.imported();
            time = one.row().time();
        }
    }

    /// @param periods that were ordered, one after the other: each is carried out and told once
    /// @param others how many other orders there were
    void assertEachOrderOnce(List<Long> periods, int others) {
        assertThat(values(EventCode.ORDER_DONE)).hasSize(periods.size() + others).isSorted();
        assertThat(values(EventCode.ORDER_DONE)).doesNotHaveDuplicates();
        assertThat(values(EventCode.SCHEDULE_CHANGED)).isEqualTo(periods);
    }

    /// Each opening and closing of the cover over the terminals once and in turn, and once that the
    /// current was reversed in the end; no event of the fraud log has another's number.
    void assertFraudTold(int touches) {
        List<Integer> covers =
                events().stream()
                        .map(Event::code)
                        .filter(
                                code ->
                                        code == EventCode.TERMINAL_COVER_OPENED.number()
                                                || code == EventCode.TERMINAL_COVER_CLOSED.number())
                        .toList();
        int opened = EventCode.TERMINAL_COVER_OPENED.number();
        assertThat(covers)
                .isEqualTo(IntStream.range(0, touches).map(i -> opened + i % 2).boxed().toList());
        assertThat(values(EventCode.REVERSED_CURRENT_BEGAN)).hasSize(1);
        assertThat(
                        events().stream()
                                .filter(event -> event.code() >= opened && event.code() < 200)
                                .map(event -> event.values().getLast()))
                .doesNotHaveDuplicates();
    }

    private List<Event> events() {
        return records.stream()
                .filter(record -> record.tag() == RecordTag.EVENT)
                .map(record -> read(record, RecordsCodec::event))
                .toList();
    }

    private List<Long> values(EventCode code) {
        return events().stream()
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
