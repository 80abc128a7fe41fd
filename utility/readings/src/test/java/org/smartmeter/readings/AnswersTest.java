package org.smartmeter.readings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smartmeter.terms.Energy;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.Ed25519Signer;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.RecordBatch;
import org.smartmeter.wire.Register;
import org.smartmeter.wire.RowStatus;
import org.smartmeter.wire.Unit;

/// What the store answers, before merging and after alike.
class AnswersTest {

    private static final Instant DAY = Instant.parse("2026-05-02T00:00:00Z");
    private static final Instant RECEIVED = Instant.parse("2026-07-01T00:00:00Z");
    private static final Duration QUARTER = Duration.ofMinutes(15);

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

    @Test
    void mergingChangesNoAnswer() {
        TestMeter meter = TestMeter.number(meters++);
        meter.defines(TestMeter.PROFILE).defines(TestMeter.SNAPSHOT);
        for (int day = 0; day < 3; day++) {
            Instant start = DAY.plus(Duration.ofDays(day));
            meter.measuresEvery(TestMeter.PROFILE, start.plus(QUARTER), 96, day * 9_600L, 100);
            meter.measures(
                    TestMeter.SNAPSHOT,
                    start.plus(Duration.ofDays(1)),
                    0,
                    day * 9_600_000L + 9_500_123);
            meter.reports(new Event(EventCode.POWER_UP, start, List.of((long) day)));
            meter.measures(Instant.EPOCH.plusSeconds(day), 0);
        }
        for (int first = 1; first <= meter.journal.size(); first += 16) {
            meter.sends(store.readings, first, Math.min(meter.journal.size(), first + 15), RECEIVED)
                    .join();
        }
        List<Object> before = everythingAbout(meter);
        store.readings.merge();

        assertThat(everythingAbout(meter)).isEqualTo(before);
        assertThat(segments()).isZero();
    }

    private static List<Object> everythingAbout(TestMeter meter) {
        Instant from = DAY.plus(Duration.ofHours(5)).plusSeconds(77);
        Instant to = DAY.plus(Duration.ofHours(60));
        return List.of(
                store.readings.latest(meter.id),
                store.readings.curve(meter.id, from, to),
                store.readings.curve(meter.id, DAY, RECEIVED),
                store.readings.energy(meter.id, from, to),
                store.readings.totals(List.of(meter.id), DAY, to, Duration.ofHours(1)),
                store.readings.events(meter.id, 2),
                store.readings.measuredSpan(meter.id),
                store.readings.storedRecords(meter.id, meter.epoch),
                store.readings.quarantine(meter.id, 100));
    }

    @Test
    void whatWasToldFirstOfEachThingIsFoundAmongAnyNumberOfOtherEvents() {
        TestMeter meter = TestMeter.number(meters++);
        Set<EventCode> kinds =
                Set.of(
                        EventCode.POWER_DOWN,
                        EventCode.ORDER_DONE,
                        EventCode.NOTICE_RECEIVED,
                        EventCode.NOTICE_EXPIRED);
        for (EventCode kind : List.of(EventCode.NOTICE_SHOWN, EventCode.NOTICE_RECEIVED)) {
            meter.reports(event(kind, 1, 7)).reports(event(kind, 0, 7)).reports(event(kind, 0, 8));
        }
        meter.reports(event(EventCode.NOTICE_EXPIRED, 3, 7));
        meter.reports(event(EventCode.POWER_DOWN, 4, 7));
        meter.reports(new Event(EventCode.NOTICE_EXPIRED, DAY, List.of()));
        for (int i = 0; i < 1_100; i++) {
            meter.reports(event(EventCode.CALL_REQUESTED, 5, 7));
        }
        meter.sendsAll(store.readings, RECEIVED);
        for (int merged = 0; merged < 2; merged++) {
            assertThat(store.readings.firstTold(meter.id, kinds, Set.of(7L, 9L)))
                    .extracting(MeterEvent::event)
                    .containsExactly(
                            event(EventCode.NOTICE_RECEIVED, 0, 7),
                            event(EventCode.NOTICE_EXPIRED, 3, 7),
                            event(EventCode.POWER_DOWN, 4, 7));
            store.readings.merge();
        }
    }

    private static Event event(EventCode kind, int second, long subject) {
        return new Event(kind, DAY.plusSeconds(second), List.of(subject));
    }

    /// One, two and three bytes of the record say the kind.
    @ParameterizedTest
    @ValueSource(ints = {1, 127, 128, 224, 16_383, 16_384, 65_535})
    void theKindIsReadFromTheRecordItself(int code) {
        TestMeter meter = TestMeter.number(meters++);
        meter.reports(new Event(code, DAY, List.of(1L)));
        meter.sendsAll(store.readings, RECEIVED);
        store.readings.merge();

        int read =
                store.database
                        .jdbi()
                        .withHandle(
                                h ->
                                        h.createQuery(
                                                        "SELECT event_code FROM readings.kept_record k"
                                                                + " JOIN readings.journal j ON j.id = k.journal"
                                                                + " WHERE j.meter = :meter")
                                                .bind("meter", meter.id.value())
                                                .mapTo(Integer.class)
                                                .one());
        assertThat(read).isEqualTo(code);
    }

    @Test
    void latestIsTheLatestMeasuredNotTheLatestReceived() {
        TestMeter meter = TestMeter.number(meters++);
        meter.defines(TestMeter.PROFILE)
                .measures(DAY, 10)
                .measures(DAY.plus(QUARTER), 20)
                .measures(DAY.plus(QUARTER.multipliedBy(2)), 30);
        meter.sends(store.readings, 1, 2, RECEIVED).join();
        meter.sends(store.readings, 4, 4, RECEIVED).join();
        Committed filled = meter.sends(store.readings, 3, 3, RECEIVED.plusSeconds(60)).join();

        assertThat(filled.storedUpTo()).isEqualTo(4);
        Latest latest = store.readings.latest(meter.id).orElseThrow();
        assertThat(latest.time()).isEqualTo(DAY.plus(QUARTER.multipliedBy(2)));
        assertThat(latest.energy(ObisCode.ACTIVE_ENERGY_IMPORT)).contains(Energy.ofWattHours(30));
        assertThat(store.readings.latest(new MeterId("NIX0000000000000"))).isEmpty();
    }

    /// A quarter-hourly profile, a second one each minute without energy, one each half hour
    /// with it, and billing rows, all at once.
    @Test
    void profilesOfDifferentPeriodsRunSideBySide() {
        Definition minutes =
                new Definition(
                        3,
                        Definition.Kind.PROFILE,
                        60,
                        List.of(new Register(ObisCode.VOLTAGE_L1, -1, Unit.VOLT)));
        Definition halfHours =
                new Definition(4, Definition.Kind.PROFILE, 1_800, TestMeter.SNAPSHOT.registers());
        Register night = new Register(ObisCode.parse("1-0:1.8.2"), -3, Unit.WATT_HOUR);
        Register net = new Register(ObisCode.parse("1-0:16.8.0"), -3, Unit.WATT_HOUR);
        Definition billing =
                new Definition(5, Definition.Kind.BILLING, 86_400, List.of(night, net));
        TestMeter meter = TestMeter.number(meters++);
        meter.defines(TestMeter.PROFILE).defines(minutes).defines(halfHours).defines(billing);
        meter.measures(DAY, 0);
        for (int minute = 1; minute <= 90; minute++) {
            Instant time = DAY.plusSeconds(60L * minute);
            if (minute % 15 == 0) {
                meter.measures(time, minute);
            }
            meter.measures(minutes, time, 0, 2_300 + minute);
            if (minute % 30 == 0) {
                meter.measures(halfHours, time, 0, minute * 1_000L);
                meter.measures(billing, time, 0, 10L * minute, -minute);
            }
        }
        meter.measures(minutes, DAY.plusSeconds(5_460), 0, 2_299);
        meter.sendsAll(store.readings, RECEIVED);
        for (int merged = 0; merged < 2; merged++) {
            assertThat(store.readings.curve(meter.id, DAY, DAY.plusSeconds(5_400)))
                    .hasSize(6)
                    .allSatisfy(it -> assertThat(it.imported()).isEqualTo(Energy.ofWattHours(15)))
                    .allSatisfy(it -> assertThat(it.status()).isEqualTo(Interval.Status.ACTUAL));
            Latest latest = store.readings.latest(meter.id).orElseThrow();
            assertThat(latest.time()).isEqualTo(DAY.plusSeconds(5_460));
            assertThat(latest.register(ObisCode.VOLTAGE_L1))
                    .contains(
                            new RegisterReading(
                                    minutes.registers().getFirst(), 2_299, latest.time()));
            assertThat(latest.register(ObisCode.ACTIVE_ENERGY_IMPORT).orElseThrow().time())
                    .isEqualTo(DAY.plusSeconds(5_400));
            assertThat(latest.energy(ObisCode.ACTIVE_ENERGY_IMPORT))
                    .contains(Energy.ofWattHours(90));
            assertThat(latest.register(net.obis()).orElseThrow().value()).isEqualTo(-90);
            assertThat(store.readings.quarantine(meter.id, 100)).isEmpty();
            store.readings.merge();
        }
    }

    @Test
    void aLostIntervalLosesNoEnergyAndIsSaid() {
        TestMeter meter = TestMeter.number(meters++);
        meter.defines(TestMeter.PROFILE)
                .measures(DAY, 0)
                .measures(DAY.plus(QUARTER), 100)
                .measures(DAY.plus(QUARTER.multipliedBy(2)), 250)
                .measures(DAY.plus(QUARTER.multipliedBy(3)), 400)
                .measures(DAY.plus(QUARTER.multipliedBy(4)), 500);
        meter.sends(store.readings, 1, 3, RECEIVED).join();
        Committed beyond = meter.sends(store.readings, 6, 6, RECEIVED).join();
        assertThat(beyond.storedUpTo()).isEqualTo(3);
        assertThat(beyond.missing()).containsExactly(new SequenceRange(4, 5));

        assertThat(store.readings.curve(meter.id, DAY, DAY.plus(Duration.ofHours(1))))
                .extracting(Interval::imported, Interval::status)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                Energy.ofWattHours(100), Interval.Status.ACTUAL),
                        org.assertj.core.groups.Tuple.tuple(
                                Energy.ofWattHours(400), Interval.Status.GAP));

        Committed lost =
                store.readings
                        .store(
                                meter.id,
                                meter.epoch,
                                new SequenceRange(4, 5),
                                RecordBatch.packLost(2).toByteArray(),
                                RECEIVED)
                        .toCompletableFuture()
                        .join();
        assertThat(lost.storedUpTo()).as("what is lost for ever holds nothing up").isEqualTo(6);
        store.readings.merge();
        StoredRecords stored = store.readings.storedRecords(meter.id, meter.epoch);
        assertThat(stored.lost().ranges()).containsExactly(new SequenceRange(4, 5));
        assertThat(stored.present().count()).isEqualTo(4);
        PeriodEnergy hour =
                store.readings.energy(meter.id, DAY, DAY.plus(Duration.ofHours(1))).orElseThrow();
        assertThat(hour.imported()).isEqualTo(Energy.ofWattHours(500));
        assertThat(hour.complete()).isFalse();
        assertThat(store.readings.coverage(meter.id).orElseThrow().lost()).isEqualTo(2);
    }

    @Test
    void aThinnedOrSwitchedOffMeterHasLongerIntervalsButNoGap() {
        TestMeter meter = TestMeter.number(meters++);
        meter.defines(TestMeter.PROFILE)
                .measures(DAY, 0)
                .measures(
                        TestMeter.PROFILE, DAY.plusSeconds(3_600), RowStatus.THINNED.bit(), 400, 0)
                .measures(
                        TestMeter.PROFILE,
                        DAY.plusSeconds(9_000),
                        RowStatus.POWER_WAS_DOWN.bit(),
                        401,
                        0);
        meter.sendsAll(store.readings, RECEIVED);

        assertThat(store.readings.curve(meter.id, DAY, DAY.plusSeconds(9_000)))
                .extracting(Interval::status)
                .containsOnly(Interval.Status.ACTUAL);
    }

    @Test
    void rowsWhereMeasurementBeganMakeTheOutageAnIntervalOfItsOwn() {
        TestMeter meter = TestMeter.number(meters++);
        Instant begun = DAY.plusMillis(427_250);
        Instant back = DAY.plusMillis(9_000_125);
        int powerWasDown = RowStatus.POWER_WAS_DOWN.bit();
        meter.defines(TestMeter.PROFILE)
                .measures(begun, 0)
                .measures(DAY.plusSeconds(900), 53)
                .measures(DAY.plusSeconds(1_800), 153)
                .measures(TestMeter.PROFILE, back, powerWasDown, 160, 0)
                .measures(DAY.plusSeconds(9_900), 260);
        meter.sendsAll(store.readings, RECEIVED);
        List<Interval> curve = store.readings.curve(meter.id, DAY, DAY.plusSeconds(9_900));
        store.readings.merge();

        assertThat(store.readings.curve(meter.id, DAY, DAY.plusSeconds(9_900))).isEqualTo(curve);
        assertThat(curve)
                .extracting(Interval::start, it -> it.imported().milliwattHours(), Interval::status)
                .containsExactly(
                        tuple(begun, 53_000L, Interval.Status.ACTUAL),
                        tuple(DAY.plusSeconds(900), 100_000L, Interval.Status.ACTUAL),
                        tuple(DAY.plusSeconds(1_800), 7_000L, Interval.Status.ACTUAL),
                        tuple(back, 100_000L, Interval.Status.ACTUAL));
        PeriodEnergy all =
                store.readings.energy(meter.id, begun, DAY.plusSeconds(9_900)).orElseThrow();
        assertThat(all.imported()).isEqualTo(Energy.ofWattHours(260));
        assertThat(all.complete()).isTrue();
        assertThat(store.readings.quarantine(meter.id, 10)).isEmpty();
    }

    @Test
    void lateDataForAMergedDayRewriteItsBlock() {
        TestMeter meter = TestMeter.number(meters++);
        meter.defines(TestMeter.PROFILE)
                .measuresEvery(TestMeter.PROFILE, DAY.plus(QUARTER), 40, 0, 10);
        meter.sendsAll(store.readings, RECEIVED);
        store.readings.merge();
        int before = meter.journal.size();
        meter.measuresEvery(TestMeter.PROFILE, DAY.plus(QUARTER.multipliedBy(41)), 56, 400, 10);
        meter.sends(store.readings, before + 1, meter.journal.size(), RECEIVED).join();
        store.readings.merge();

        assertThat(store.readings.curve(meter.id, DAY, DAY.plus(Duration.ofDays(1)))).hasSize(95);
        assertThat(store.readings.storedRecords(meter.id, meter.epoch).duplicates()).isEmpty();
        long blocks =
                store.database
                        .jdbi()
                        .withHandle(
                                h ->
                                        h.createQuery(
                                                        "SELECT count(*) FROM readings.shelf_block b JOIN"
                                                                + " readings.journal j ON j.id / 32 = b.shelf"
                                                                + " AND b.curve_journals >> (j.id % 32) & 1 = 1"
                                                                + " WHERE j.meter = :meter")
                                                .bind("meter", meter.id.value())
                                                .mapTo(Long.class)
                                                .one());
        assertThat(blocks).isOne();
    }

    @Test
    void aClockSetBackLosesNoEnergyAndMakesNoneNegative() {
        TestMeter meter = TestMeter.number(meters++);
        meter.defines(TestMeter.PROFILE)
                .measures(DAY, 0)
                .measures(DAY.plusSeconds(900), 100)
                .measures(TestMeter.PROFILE, DAY.plusSeconds(700), 2, 130, 0)
                .measures(DAY.plusSeconds(1_800), 200);
        meter.sendsAll(store.readings, RECEIVED);
        store.readings.merge();

        List<Interval> curve = store.readings.curve(meter.id, DAY, DAY.plusSeconds(1_800));
        assertThat(curve).allMatch(interval -> !interval.imported().isNegative());
        assertThat(curve.stream().map(Interval::imported).reduce(Energy.ZERO, Energy::plus))
                .isEqualTo(Energy.ofWattHours(200));
    }

    @Test
    void energyIsADifferenceInsideOneEpochOnly() {
        TestMeter first = new TestMeter("TST0000000009101", 1_700_000_000L);
        TestMeter second = new TestMeter("TST0000000009101", 1_777_680_000L);
        first.defines(TestMeter.PROFILE).measures(DAY, 9_000).measures(DAY.plusSeconds(900), 9_100);
        second.defines(TestMeter.PROFILE)
                .measures(DAY.plusSeconds(2_700), 0)
                .measures(DAY.plusSeconds(3_600), 50);
        first.sendsAll(store.readings, RECEIVED);
        second.sendsAll(store.readings, RECEIVED);

        assertThat(store.readings.curve(first.id, DAY, DAY.plusSeconds(3_600)))
                .extracting(Interval::status)
                .containsExactly(
                        Interval.Status.ACTUAL, Interval.Status.MISSING, Interval.Status.ACTUAL);
        PeriodEnergy hour =
                store.readings.energy(first.id, DAY, DAY.plusSeconds(3_600)).orElseThrow();
        assertThat(hour.imported()).isEqualTo(Energy.ofWattHours(150));
        assertThat(hour.complete()).isFalse();
    }

    /// A reader remembers which journals a meter has, and asked in vain before.
    @Test
    void aJournalThatAnotherProcessBeginsIsSeenAtOnce() {
        TestMeter first = new TestMeter("TST0000000009102", 1_700_000_000L);
        TestMeter second = new TestMeter("TST0000000009102", 1_777_680_000L);
        first.defines(TestMeter.PROFILE).measures(DAY, 0).measures(DAY.plusSeconds(900), 100);
        second.defines(TestMeter.PROFILE)
                .measures(DAY.plusSeconds(900), 0)
                .measures(DAY.plusSeconds(1_800), 50);
        Instant end = DAY.plusSeconds(3_600);
        assertThat(store.readings.curve(first.id, DAY, end)).isEmpty();
        try (ReadingStore other = store.another(OpenStore.MERGES_WHEN_TOLD)) {
            first.sendsAll(other, RECEIVED);
            assertThat(store.readings.curve(first.id, DAY, end)).hasSize(1);
            second.sendsAll(other, RECEIVED);
            assertThat(store.readings.curve(first.id, DAY, end)).hasSize(2);
        }
    }

    @Test
    void manyMetersTogetherAreTheSumOfThoseThatAreKnown() {
        List<MeterId> all = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            TestMeter meter = TestMeter.number(meters++);
            meter.defines(TestMeter.PROFILE)
                    .measuresEvery(TestMeter.PROFILE, DAY, i == 5 ? 5 : 9, 0, 100L * i);
            meter.sendsAll(store.readings, RECEIVED);
            all.add(meter.id);
        }
        List<TotalInterval> totals =
                store.readings.totals(all, DAY, DAY.plusSeconds(7_200), Duration.ofHours(1));

        assertThat(totals).hasSize(2);
        assertThat(totals.getFirst().imported()).isEqualTo(Energy.ofWattHours(4 * 1_500));
        assertThat(totals.getFirst().meters()).isEqualTo(5);
        assertThat(totals.getLast().imported()).isEqualTo(Energy.ofWattHours(4 * 1_000));
        assertThat(totals.getLast().meters()).isEqualTo(4);
        assertThat(store.readings.complete(all, DAY, DAY.plusSeconds(7_200))).isEqualTo(4);
    }

    @Test
    void theHashChainIsFollowedAndTheMetersSignatureProvesIt() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        TestMeter meter = TestMeter.number(meters++);
        store.keys.put(meter.id, (message, signature) -> verify(keys, message, signature));
        meter.defines(TestMeter.PROFILE)
                .measuresEvery(TestMeter.PROFILE, DAY, 10, 0, 5)
                .signs(signer(keys))
                .measuresEvery(TestMeter.PROFILE, DAY.plus(Duration.ofHours(5)), 2, 100, 5);
        meter.sendsAll(store.readings, RECEIVED);
        store.readings.merge();
        assertThat(store.readings.chain(meter.id))
                .contains(new ChainState(meter.id, meter.epoch, 14, 11, Optional.empty()));

        meter.signs(signer(KeyPairGenerator.getInstance("Ed25519").generateKeyPair()));
        meter.sends(store.readings, 15, 15, RECEIVED).join();
        store.readings.merge();
        ChainState broken = store.readings.chain(meter.id).orElseThrow();
        assertThat(broken.verifiedUpTo()).isEqualTo(11);
        assertThat(broken.broken())
                .hasValueSatisfying(why -> assertThat(why).contains("record 15"));
    }

    private static Ed25519Signer signer(KeyPair keys) {
        return message -> {
            try {
                Signature signature = Signature.getInstance("Ed25519");
                signature.initSign(keys.getPrivate());
                signature.update(message);
                return signature.sign();
            } catch (java.security.GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static boolean verify(KeyPair keys, byte[] message, byte[] signed) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(keys.getPublic());
            signature.update(message);
            return signature.verify(signed);
        } catch (java.security.GeneralSecurityException e) {
            return false;
        }
    }

    @Test
    void screensAreToldAndTheOperatorSeesCoverageAndRate() {
        TestMeter meter = TestMeter.number(meters++);
        Map<MeterId, Instant> told = new ConcurrentHashMap<>();
        store.readings.listen((id, _, upTo) -> told.put(id, upTo));
        StoredTotals before = store.readings.totals();
        meter.defines(TestMeter.PROFILE).measuresEvery(TestMeter.PROFILE, DAY, 4, 0, 5);
        meter.sendsAll(store.readings, RECEIVED);

        await().untilAsserted(
                        () -> assertThat(told).containsEntry(meter.id, DAY.plusSeconds(2_700)));
        MeterCoverage coverage = store.readings.coverage(meter.id).orElseThrow();
        assertThat(coverage.storedUpTo()).isEqualTo(5);
        assertThat(coverage.missing()).isZero();
        assertThat(coverage.lastMeasured()).contains(DAY.plusSeconds(2_700));
        assertThat(coverage.lastReceived()).isEqualTo(RECEIVED);
        assertThat(store.readings.coverage()).contains(coverage);
        StoredTotals after = store.readings.totals();
        assertThat(after.records() - before.records()).isEqualTo(5);
        assertThat(after.values() - before.values()).isEqualTo(8);
        await().untilAsserted(
                        () ->
                                assertThat(store.readings.intakeRate().valuesPerSecond())
                                        .isPositive());
    }

    private static long segments() {
        return store.database
                .jdbi()
                .withHandle(
                        h ->
                                h.createQuery("SELECT count(*) FROM readings.segment")
                                        .mapTo(Long.class)
                                        .one());
    }
}
