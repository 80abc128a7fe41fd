package org.smartmeter.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.OrderRefusedException.Reason;
import org.smartmeter.wire.v1.Order;
import org.smartmeter.wire.v1.Receipt;
import org.smartmeter.wire.v1.SignedOrder;

/// What the meter takes from the utility's side, and what it refuses and tells.
class OrdersTest {

    private static final org.smartmeter.wire.v1.Schedule EACH_MINUTE =
            org.smartmeter.wire.v1.Schedule.newBuilder()
                    .setSamplePeriod(60)
                    .setPushPeriod(600)
                    .build();

    static Stream<Arguments> refusedOrders() {
        return Stream.of(
                order(
                        "signed by nobody",
                        Reason.COMMAND_SIGNATURE,
                        bench ->
                                bench.utility.schedule(bench.now, 60, 600).toBuilder()
                                        .setCommandSignature(ByteString.copyFrom(new byte[64]))
                                        .build()),
                order(
                        "changed after it was signed",
                        Reason.COMMAND_SIGNATURE,
                        bench ->
                                bench.utility.schedule(bench.now, 60, 600).toBuilder()
                                        .setOrder(draft(bench).build().toByteString())
                                        .build()),
                order(
                        "for another meter",
                        Reason.METER,
                        bench ->
                                bench.utility.sign(
                                        draft(bench).setMeter("SEM0000000004411").build())),
                order(
                        "counter used already",
                        Reason.COUNTER,
                        bench -> bench.utility.sign(draft(bench).setCounter(1).build())),
                order(
                        "expired",
                        Reason.EXPIRED,
                        bench ->
                                bench.utility.sign(
                                        draft(bench)
                                                .setNotAfter(
                                                        bench.now.minusSeconds(1).toEpochMilli())
                                                .build())),
                order(
                        "not yet valid",
                        Reason.NOT_YET_VALID,
                        bench ->
                                bench.utility.sign(
                                        draft(bench)
                                                .setNotBefore(
                                                        bench.now.plusSeconds(9).toEpochMilli())
                                                .build())),
                order(
                        "a period that no hour can be divided by",
                        Reason.MALFORMED,
                        bench -> bench.utility.schedule(bench.now, 7, 600)));
    }

    private static Order.Builder draft(Bench bench) {
        return bench.utility.draft(bench.now).setSchedule(EACH_MINUTE);
    }

    private static Arguments order(
            String what, Reason reason, Function<Bench, SignedOrder> signed) {
        return Arguments.of(what, reason, signed);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @MethodSource("refusedOrders")
    void aBadOrderIsRefusedAndJournalled(
            String what, Reason reason, Function<Bench, SignedOrder> signed) {
        try (Bench bench = new Bench("2026-05-01T00:00:00Z").start()) {
            bench.utility.order(signed.apply(bench));
            bench.settle();
            assertThat(bench.status().schedule()).isEqualTo(Schedule.USUAL);
            assertThat(bench.status().refused()).containsEntry(Refusal.ORDER, 1L);
            bench.pass(Duration.ofHours(2));
            List<Event> events = bench.utility.events(EventCode.ORDER_REFUSED);
            assertThat(events).hasSize(1);
            assertThat(events.getFirst().values().get(1)).isEqualTo(reason.number());
        }
    }

    @Test
    void anOrderIsNotCarriedOutTwiceNotEvenAfterAPowerCut() {
        try (Bench bench = new Bench("2026-05-01T00:00:00Z").start()) {
            SignedOrder first = bench.utility.schedule(bench.now, 60, 600);
            SignedOrder second = bench.utility.schedule(bench.now, 300, 600);
            bench.utility.order(first);
            bench.utility.order(second);
            bench.settle();
            bench.cutPower();
            bench.start();
            bench.utility.order(first);
            bench.settle();
            assertThat(bench.status().schedule()).isEqualTo(new Schedule(300, 600));
            assertThat(bench.status().refused()).containsEntry(Refusal.ORDER, 1L);
        }
    }

    @Test
    void aFrameHeardBeforeIsIgnored() {
        try (Bench bench = new Bench("2026-05-01T00:00:00Z").start()) {
            bench.utility.order(bench.utility.schedule(bench.now, 60, 600));
            byte[] frame = bench.utility.outgoing.getFirst();
            bench.settle();
            bench.line.inject(Bench.METER_DOWN, frame);
            bench.settle();
            assertThat(bench.status().refused()).containsEntry(Refusal.REPEATED, 1L);
            assertThat(bench.status().schedule()).isEqualTo(new Schedule(60, 600));
        }
    }

    @Test
    void aReceiptThatCannotBeTrueMovesNothing() {
        try (Bench bench = new Bench("2026-05-01T00:00:00Z").start()) {
            bench.pass(Duration.ofHours(2));
            long epoch = bench.status().epoch();
            long acknowledged = bench.status().acknowledged();
            bench.utility.receipt(
                    Receipt.newBuilder().setEpoch(epoch).setStoredUpTo(1_000_000).build());
            bench.utility.receipt(
                    Receipt.newBuilder().setEpoch(epoch + 1).setStoredUpTo(acknowledged).build());
            bench.utility.receipt(Receipt.newBuilder().setEpoch(epoch).setStoredUpTo(1).build());
            bench.settle();
            assertThat(bench.status().acknowledged()).isEqualTo(acknowledged);
            assertThat(bench.status().refused())
                    .containsEntry(Refusal.BEYOND_LAST, 1L)
                    .containsEntry(Refusal.OTHER_EPOCH, 1L)
                    .containsEntry(Refusal.BACKWARDS, 1L);
            bench.pass(Duration.ofHours(2));
            assertThat(bench.utility.events(EventCode.MESSAGES_REFUSED)).hasSize(3);
        }
    }

    @Test
    void aHostileBrokerCannotFillTheJournal() {
        try (Bench bench = new Bench("2026-05-01T00:00:00Z").start()) {
            bench.pass(Duration.ofHours(1));
            long before = bench.status().lastSequence();
            for (int i = 0; i < 50_000; i++) {
                bench.line.inject(Bench.METER_DOWN, new byte[60 + i % 40]);
                if (i % 500 == 0) {
                    bench.settle();
                }
            }
            bench.settle();
            assertThat(bench.status().refused().get(Refusal.SEAL)).isGreaterThanOrEqualTo(49_000L);
            assertThat(bench.status().lastSequence() - before).isLessThanOrEqualTo(16);
        }
    }

    @Test
    void liveIsSentOnceASecondUntilTheLeaseLapses() {
        try (Bench bench = new Bench("2026-05-01T00:00:00Z").start()) {
            bench.window = Duration.ofMillis(200);
            bench.pass(Duration.ofSeconds(2));
            assertThat(bench.utility.lives).isEmpty();
            bench.utility.order(bench.utility.live(bench.now, bench.now.plusSeconds(30)));
            bench.pass(Duration.ofSeconds(60));
            assertThat(bench.utility.lives).hasSizeBetween(29, 31);
            assertThat(bench.utility.lives.getLast().getActivePower()).isEqualTo(1_000_000);
            assertThat(bench.utility.lives.getLast().getVoltageList()).containsExactly(230_000);
        }
    }

    @Test
    void aLeaseLapsesAfterTenMinutesHoweverFarItReaches() {
        try (Bench bench = new Bench("2026-05-01T00:00:00Z").start()) {
            bench.window = Duration.ofSeconds(1);
            Instant nextYear = bench.now.plus(Duration.ofDays(365));
            bench.utility.order(bench.utility.live(bench.now, nextYear));
            bench.pass(Duration.ofMinutes(20));
            assertThat(bench.utility.lives).hasSizeBetween(599, 601);
        }
    }
}
