package org.smartmeter.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.smartmeter.wire.v1.Limiter.Monitored.ACTIVE_POWER_IMPORT;
import static org.smartmeter.wire.v1.Limiter.Monitored.APPARENT_POWER_IMPORT;
import static org.smartmeter.wire.v1.Limiter.Monitored.CURRENT_ANY_PHASE;
import static org.smartmeter.wire.v1.Limiter.Monitored.CURRENT_L1;
import static org.smartmeter.wire.v1.Limiter.Monitored.MONITORED_UNKNOWN;

import com.google.protobuf.ByteString;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.OrderRefusedException.Reason;
import org.smartmeter.wire.v1.Disconnect;
import org.smartmeter.wire.v1.Emergency;
import org.smartmeter.wire.v1.Limiter;
import org.smartmeter.wire.v1.Order;
import org.smartmeter.wire.v1.Reconnect;
import org.smartmeter.wire.v1.Schedule;
import org.smartmeter.wire.v1.SignedOrder;
import org.smartmeter.wire.v1.Time;

class OrdersTest {

    private static final MeterId METER = new MeterId("SEM0000000004410");
    private static final KeyPair COMMAND = RawKeys.newEd25519();
    private static final KeyPair APPROVAL = RawKeys.newEd25519();
    private static final Ed25519Signer COMMAND_SIGNER = Ed25519.signer(COMMAND.getPrivate());
    private static final Ed25519Signer APPROVAL_SIGNER = Ed25519.signer(APPROVAL.getPrivate());
    private static final OrderKeys KEYS =
            new OrderKeys(
                    Ed25519.verifier(RawKeys.raw(COMMAND.getPublic())),
                    Ed25519.verifier(RawKeys.raw(APPROVAL.getPublic())));
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Predicate<Order> CRITICAL = order -> true;

    @Test
    void aSignedOrderForThisMeterNowWithARisingCounterIsGood() throws Exception {
        Order order = order().build();

        assertThat(verify(Orders.sign(order, COMMAND_SIGNER))).isEqualTo(order);
    }

    @Test
    void theApprovalKeyAloneCommandsNothing() {
        refused(Orders.sign(order().build(), APPROVAL_SIGNER), Reason.COMMAND_SIGNATURE);
    }

    @Test
    void aChangedOrderIsRefused() {
        SignedOrder signed = Orders.sign(order().build(), COMMAND_SIGNER);

        refused(
                signed.toBuilder().setOrder(order().setCounter(9).build().toByteString()).build(),
                Reason.COMMAND_SIGNATURE);
        refused(
                signed.toBuilder().setCommandSignature(ByteString.EMPTY).build(),
                Reason.COMMAND_SIGNATURE);
        refused(SignedOrder.getDefaultInstance(), Reason.COMMAND_SIGNATURE);
    }

    @Test
    void whatIsSignedButNoOrderIsRefused() {
        refused(signedBytes(ByteString.fromHex("ffff")), Reason.MALFORMED);
        refused(signedBytes(ByteString.EMPTY), Reason.UNKNOWN_KIND);
        refused(Orders.sign(order().clearBody().build(), COMMAND_SIGNER), Reason.UNKNOWN_KIND);
    }

    @Test
    void anOrderForAnotherMeterIsRefused() {
        refused(
                Orders.sign(order().setMeter("SEM0000000004411").build(), COMMAND_SIGNER),
                Reason.METER);
    }

    @Test
    void anOrderCountsInItsWindowOnly() throws Exception {
        long now = NOW.toEpochMilli();
        refused(signed(order().setNotBefore(now + 1)), Reason.NOT_YET_VALID);
        refused(signed(order().setNotAfter(now - 1)), Reason.EXPIRED);
        refused(signed(order().setNotBefore(now + 1).setNotAfter(now)), Reason.EXPIRED);
        assertThat(verify(signed(order().setNotBefore(now).setNotAfter(now)))).isNotNull();
    }

    @Test
    void theTimeIsNotJudgedByAClockThatMayBeWrong() throws Exception {
        SignedOrder time =
                signed(order().setTime(Time.newBuilder().setUtilityTime(NOW.toEpochMilli())));

        assertThat(Orders.verify(time, KEYS, METER, Instant.EPOCH, 4).hasTime()).isTrue();
        refused(
                signed(
                        order().setTime(
                                        Time.newBuilder()
                                                .setUtilityTime(NOW.toEpochMilli() + 3_600_001))),
                Reason.EXPIRED);
    }

    @Test
    void aCounterThatDoesNotRiseIsRefused() {
        refused(signed(order().setCounter(4)), Reason.COUNTER);
        refused(signed(order().setCounter(0)), Reason.COUNTER);
    }

    @Test
    void theFirstCheckThatFailsGivesTheReason() {
        Order.Builder allWrong = order().setMeter("nobody").setNotAfter(0).setCounter(0);

        refused(Orders.sign(allWrong.build(), APPROVAL_SIGNER), Reason.COMMAND_SIGNATURE);
        refused(signed(allWrong), Reason.METER);
        refused(signed(allWrong.setMeter(METER.value())), Reason.EXPIRED);
    }

    @Test
    void aCriticalOrderNeedsBothSignatures() throws Exception {
        Order order = order().build();
        SignedOrder both =
                Orders.sign(order, COMMAND_SIGNER, Optional.of(APPROVAL_SIGNER), CRITICAL);
        SignedOrder twiceTheSame =
                Orders.sign(order, COMMAND_SIGNER, Optional.of(COMMAND_SIGNER), CRITICAL);

        assertThat(Orders.verifySignatures(both, KEYS, CRITICAL)).isEqualTo(order);
        for (SignedOrder notApproved :
                new SignedOrder[] {Orders.sign(order, COMMAND_SIGNER), twiceTheSame}) {
            assertThatExceptionOfType(OrderRefusedException.class)
                    .isThrownBy(() -> Orders.verifySignatures(notApproved, KEYS, CRITICAL))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.APPROVAL_SIGNATURE));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Orders.sign(order, COMMAND_SIGNER, Optional.empty(), CRITICAL));
    }

    /// What can leave a home without supply, and what cannot.
    static Stream<Arguments> criticality() {
        return Stream.of(
                Arguments.of(order().setDisconnect(Disconnect.newBuilder()), true),
                Arguments.of(order().setReconnect(Reconnect.newBuilder()), false),
                Arguments.of(order().setEmergency(Emergency.newBuilder().setDuration(1)), false),
                limiter(ACTIVE_POWER_IMPORT, 500, 500, false),
                limiter(ACTIVE_POWER_IMPORT, 499, 5_000, true),
                limiter(APPARENT_POWER_IMPORT, 5_000, 499, true),
                limiter(CURRENT_L1, 2_500, 2_500, false),
                limiter(CURRENT_L1, 2_499, 2_500, true),
                limiter(CURRENT_ANY_PHASE, 10_000, 0, true),
                limiter(CURRENT_ANY_PHASE, -1, -1, false), // 4,294,967,295: unsigned
                limiter(MONITORED_UNKNOWN, 5_000, 5_000, true),
                Arguments.of(
                        order().setLimiter(Limiter.newBuilder().setMonitored(CURRENT_L1)), false));
    }

    private static Arguments limiter(
            Limiter.Monitored monitored, int normal, int emergency, boolean critical) {
        return Arguments.of(
                order().setLimiter(
                                Limiter.newBuilder()
                                        .setMonitored(monitored)
                                        .setThresholdNormal(normal)
                                        .setThresholdEmergency(emergency)),
                critical);
    }

    @ParameterizedTest
    @MethodSource("criticality")
    void whatCanLeaveAHomeWithoutSupplyNeedsTwoSignatures(Order.Builder order, boolean critical) {
        assertThat(Orders.isCritical(order.build())).isEqualTo(critical);
        if (critical) {
            assertThatIllegalArgumentException().isThrownBy(() -> signed(order));
            refused(
                    Orders.sign(order.build(), COMMAND_SIGNER, Optional.empty(), _ -> false),
                    Reason.APPROVAL_SIGNATURE);
        }
    }

    @Test
    void anApprovedRoutineOrderIsGoodToo() throws Exception {
        Order order = order().build();

        assertThat(verify(Orders.sign(order, COMMAND_SIGNER, APPROVAL_SIGNER))).isEqualTo(order);
    }

    private static Order.Builder order() {
        return Order.newBuilder()
                .setMeter(METER.value())
                .setId(ByteString.copyFrom(new byte[16]))
                .setCounter(5)
                .setNotBefore(NOW.toEpochMilli() - 60_000)
                .setNotAfter(NOW.toEpochMilli() + 3_600_000)
                .setSchedule(Schedule.newBuilder().setSamplePeriod(900).setPushPeriod(3_600));
    }

    private static SignedOrder signed(Order.Builder order) {
        return Orders.sign(order.build(), COMMAND_SIGNER);
    }

    private static SignedOrder signedBytes(ByteString bytes) {
        byte[] message =
                ByteString.copyFromUtf8("smartmeter/1/order\0").concat(bytes).toByteArray();
        return SignedOrder.newBuilder()
                .setOrder(bytes)
                .setCommandSignature(ByteString.copyFrom(COMMAND_SIGNER.sign(message)))
                .build();
    }

    private static Order verify(SignedOrder signed) throws OrderRefusedException {
        return Orders.verify(signed, KEYS, METER, NOW, 4);
    }

    private static void refused(SignedOrder signed, Reason reason) {
        assertThatExceptionOfType(OrderRefusedException.class)
                .isThrownBy(() -> verify(signed))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
