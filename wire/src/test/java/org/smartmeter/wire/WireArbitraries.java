package org.smartmeter.wire;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.smartmeter.terms.ObisCode;

/// Things that may stand in a journal.
final class WireArbitraries {

    private WireArbitraries() {}

    static Arbitrary<Instant> times() {
        return Arbitraries.longs()
                .between(0, RecordTime.MAXIMUM_MILLISECONDS)
                .map(Instant::ofEpochMilli);
    }

    static Arbitrary<Register> registers() {
        Arbitrary<ObisCode> obis =
                Arbitraries.integers()
                        .between(0, 255)
                        .list()
                        .ofSize(6)
                        .map(
                                g ->
                                        new ObisCode(
                                                g.get(0), g.get(1), g.get(2), g.get(3), g.get(4),
                                                g.get(5)));
        return Combinators.combine(
                        obis, Arbitraries.integers().between(-128, 127), Arbitraries.of(Unit.class))
                .as(Register::new);
    }

    static Arbitrary<Definition> definitions() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, Definition.MAXIMUM_NUMBER),
                        Arbitraries.of(Definition.Kind.class),
                        Arbitraries.integers().between(1, Definition.MAXIMUM_PERIOD_SECONDS),
                        registers().list().ofMinSize(1).ofMaxSize(Definition.MAXIMUM_REGISTERS))
                .as(Definition::new);
    }

    static Arbitrary<Row> rows() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, Definition.MAXIMUM_NUMBER),
                        times(),
                        Arbitraries.integers().greaterOrEqual(0),
                        Arbitraries.longs()
                                .array(long[].class)
                                .ofMinSize(1)
                                .ofMaxSize(Definition.MAXIMUM_REGISTERS))
                .as(Row::new);
    }

    static Arbitrary<Event> events() {
        Arbitrary<List<Long>> values = Arbitraries.longs().list().ofMaxSize(Event.MAXIMUM_VALUES);
        return Combinators.combine(
                        Arbitraries.integers().between(1, Event.MAXIMUM_CODE), times(), values)
                .as(Event::new);
    }

    static Arbitrary<ChainSignature> signatures() {
        return Combinators.combine(
                        Arbitraries.longs().greaterOrEqual(1),
                        Arbitraries.bytes().array(byte[].class).ofSize(32),
                        Arbitraries.bytes().array(byte[].class).ofSize(64))
                .as(ChainSignature::new);
    }
}
