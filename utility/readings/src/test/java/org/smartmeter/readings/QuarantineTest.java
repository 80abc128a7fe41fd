package org.smartmeter.readings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.smartmeter.terms.Energy;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.Register;
import org.smartmeter.wire.Unit;

/// A record that cannot be right is stored and acknowledged, so that the journal goes on, but
/// counts nowhere; a batch that is none is refused whole.
class QuarantineTest {

    private static final Instant INSTALLED = Instant.parse("2026-05-01T00:00:00Z");
    private static final Instant NOON = Instant.parse("2026-05-02T12:00:00Z");
    private static final Instant RECEIVED = NOON.plus(Duration.ofHours(1));

    private static OpenStore store;
    private static int meters = 1;

    @BeforeAll
    static void open() {
        store = new OpenStore();
    }

    @AfterAll
    static void close() {
        store.close();
    }

    static Stream<Arguments> records() {
        Instant limit = RECEIVED.plus(Duration.ofMinutes(5));
        Definition other =
                new Definition(9, Definition.Kind.PROFILE, 60, TestMeter.PROFILE.registers());
        return Stream.of(
                bad(
                        "row before installation",
                        QuarantineReason.BEFORE_INSTALLATION,
                        m -> m.measures(INSTALLED.minusMillis(1), 150)),
                bad(
                        "row in 1970",
                        QuarantineReason.BEFORE_INSTALLATION,
                        m -> m.measures(Instant.EPOCH, 150)),
                bad(
                        "row too far ahead",
                        QuarantineReason.AHEAD_OF_TIME,
                        m -> m.measures(limit.plusMillis(1), 150)),
                bad(
                        "event too far ahead",
                        QuarantineReason.AHEAD_OF_TIME,
                        m ->
                                m.reports(
                                        new Event(
                                                EventCode.CLOCK_SET,
                                                limit.plusMillis(1),
                                                List.of()))),
                bad(
                        "register fell",
                        QuarantineReason.REGISTER_DECREASED,
                        m -> m.measures(NOON.plusSeconds(1_800), 99)),
                bad(
                        "a momentary zero",
                        QuarantineReason.REGISTER_DECREASED,
                        m -> m.measures(NOON.plusSeconds(1_800), 0)),
                bad(
                        "row nobody described",
                        QuarantineReason.UNKNOWN_DEFINITION,
                        m -> m.measures(other, NOON.plusSeconds(1_800), 0, 150, 0)),
                bad(
                        "row of another width",
                        QuarantineReason.UNKNOWN_DEFINITION,
                        m -> m.measures(TestMeter.PROFILE, NOON.plusSeconds(1_800), 0, 150)),
                bad(
                        "row that is no row",
                        QuarantineReason.MALFORMED,
                        m -> m.record(2, new byte[] {(byte) 0xff})),
                bad(
                        "event that is no event",
                        QuarantineReason.MALFORMED,
                        m -> m.record(3, new byte[0])),
                bad(
                        "definition that is none",
                        QuarantineReason.MALFORMED,
                        m -> m.record(1, new byte[] {5})),
                bad(
                        "signature that is none",
                        QuarantineReason.MALFORMED,
                        m -> m.record(4, new byte[] {1, 2})),
                bad(
                        "energy beyond 64 bits",
                        QuarantineReason.MALFORMED,
                        m ->
                                m.measures(
                                        TestMeter.PROFILE,
                                        NOON.plusSeconds(1_800),
                                        0,
                                        Long.MAX_VALUE / 2,
                                        0)),
                good("row at the limit ahead", m -> m.measures(limit, 200)),
                good("unknown tag", m -> m.record(77, new byte[] {9, 9})));
    }

    private static Arguments bad(String what, QuarantineReason reason, Consumer<TestMeter> writes) {
        return Arguments.of(what, java.util.Optional.of(reason), writes);
    }

    private static Arguments good(String what, Consumer<TestMeter> writes) {
        return Arguments.of(what, java.util.Optional.empty(), writes);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("records")
    void aRecordIsBelievedOrSetAsideWithItsReason(
            String what, java.util.Optional<QuarantineReason> reason, Consumer<TestMeter> writes) {
        TestMeter meter = TestMeter.number(meters++);
        store.installed.put(meter.id, INSTALLED);
        meter.defines(TestMeter.PROFILE).measures(NOON, 100).measures(NOON.plusSeconds(900), 110);
        writes.accept(meter);
        if (reason.isPresent()) {
            meter.measures(NOON.plusSeconds(2_700), 130);
        }
        int records = meter.journal.size();

        assertThat(meter.sendsAll(store.readings, RECEIVED).storedUpTo()).isEqualTo(records);

        for (String tier : List.of("segments", "blocks")) {
            List<Quarantined> aside = store.readings.quarantine(meter.id, 10);
            assertThat(aside.stream().map(Quarantined::reason).toList())
                    .as(what + " in " + tier)
                    .isEqualTo(reason.stream().toList());
            assertThat(aside).allMatch(q -> q.sequence() == 4 && !q.detail().isBlank());
            if (reason.isPresent()) {
                assertThat(
                                store.readings
                                        .latest(meter.id)
                                        .orElseThrow()
                                        .energy(ObisCode.ACTIVE_ENERGY_IMPORT))
                        .contains(Energy.ofWattHours(130));
                assertThat(
                                store.readings
                                        .energy(meter.id, NOON, NOON.plusSeconds(2_700))
                                        .orElseThrow()
                                        .imported())
                        .isEqualTo(Energy.ofWattHours(30));
            }
            SequenceRange all = new SequenceRange(1, records);
            assertThat(store.readings.journal(meter.id, meter.epoch, all)).isEqualTo(meter.journal);
            store.readings.merge();
        }
        assertThat(store.readings.coverage(meter.id).orElseThrow().quarantined())
                .isEqualTo(reason.isPresent() ? 1 : 0);
    }

    @Test
    void aBatchThatIsNoneIsRefusedWithItsReasonAndNothingOfItKept() {
        TestMeter meter = TestMeter.number(meters++);
        CompletionStage<Committed> noise =
                store.readings.store(
                        meter.id,
                        meter.epoch,
                        new SequenceRange(1, 3),
                        new byte[] {1, 2, 3},
                        RECEIVED);
        meter.defines(TestMeter.PROFILE).measures(NOON, 100);
        CompletionStage<Committed> otherCount =
                store.readings.store(
                        meter.id,
                        meter.epoch,
                        new SequenceRange(1, 3),
                        meter.batch(1, 2),
                        RECEIVED);

        for (CompletionStage<Committed> refused : List.of(noise, otherCount)) {
            assertThatThrownBy(() -> refused.toCompletableFuture().join())
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOf(BatchRefusedException.class)
                    .hasMessageContaining(meter.id.value())
                    .extracting(e -> ((BatchRefusedException) e).reason())
                    .isEqualTo(BatchRefusedException.Reason.MALFORMED);
        }
        assertThat(store.readings.coverage(meter.id)).isEmpty();
        assertThat(meter.sendsAll(store.readings, RECEIVED).storedUpTo()).isEqualTo(2);
    }

    @Test
    void rowsByColumnWithoutTheirDefinitionWaitForItOrAreRefused() {
        TestMeter late = TestMeter.number(meters++);
        late.defines(TestMeter.PROFILE).measures(NOON, 1).measures(NOON.plusSeconds(900), 2);
        Committed early = late.sends(store.readings, 2, 3, RECEIVED).join();
        assertThat(early.storedUpTo()).isZero();
        assertThat(early.missing()).containsExactly(new SequenceRange(1, 3));
        assertThat(late.sends(store.readings, 1, 3, RECEIVED).join().storedUpTo()).isEqualTo(3);

        TestMeter never = TestMeter.number(meters++);
        CompletionStage<Committed> undescribed =
                store.readings.store(
                        never.id, never.epoch, new SequenceRange(1, 2), late.batch(2, 3), RECEIVED);
        assertThatThrownBy(() -> undescribed.toCompletableFuture().join())
                .cause()
                .extracting(e -> ((BatchRefusedException) e).reason())
                .isEqualTo(BatchRefusedException.Reason.UNKNOWN_DEFINITION);
    }

    @Test
    void aBadBatchDoesNotHarmItsNeighboursInTheSameTransaction() {
        TestMeter good = TestMeter.number(meters++);
        good.defines(TestMeter.PROFILE).measures(NOON, 5);
        CompletionStage<Committed> bad =
                store.readings.store(
                        good.id, good.epoch, new SequenceRange(1, 1), new byte[] {7}, RECEIVED);
        assertThat(good.sendsAll(store.readings, RECEIVED).storedUpTo()).isEqualTo(2);
        assertThat(bad.toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void aRegisterMayFallInANewEpoch() {
        TestMeter before = new TestMeter("TST0000000009001", 1_700_000_000L);
        TestMeter after = new TestMeter("TST0000000009001", 1_700_000_001L);
        before.defines(TestMeter.PROFILE).measures(NOON, 500_000);
        after.defines(TestMeter.PROFILE).measures(NOON.plusSeconds(900), 3);
        before.sendsAll(store.readings, RECEIVED);
        after.sendsAll(store.readings, RECEIVED);

        assertThat(store.readings.quarantine(after.id, 10)).isEmpty();
        assertThat(store.readings.lastEpoch(after.id)).contains(after.epoch);
        assertThat(
                        store.readings
                                .latest(after.id)
                                .orElseThrow()
                                .energy(ObisCode.ACTIVE_ENERGY_IMPORT))
                .contains(Energy.ofWattHours(3));
    }

    @Test
    void anInstantaneousValueMayFall() {
        Definition voltage =
                new Definition(
                        3,
                        Definition.Kind.PROFILE,
                        900,
                        List.of(new Register(ObisCode.VOLTAGE_L1, -1, Unit.VOLT)));
        TestMeter meter = TestMeter.number(meters++);
        meter.defines(voltage)
                .measures(voltage, NOON, 0, 2_305)
                .measures(voltage, NOON.plusSeconds(900), 0, 2_299);
        meter.sendsAll(store.readings, RECEIVED);

        assertThat(store.readings.quarantine(meter.id, 10)).isEmpty();
        assertThat(store.readings.curve(meter.id, NOON, RECEIVED)).isEmpty();
    }
}
