package org.smartmeter.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.OrderRefusedException.Reason;
import org.smartmeter.wire.v1.Order;
import org.smartmeter.wire.v1.SignedOrder;

/// Signs orders at the utility and checks them at the meter. The signatures (Ed25519) are over
/// "smartmeter/1/order" ‖ 0x00 ‖ the order's bytes exactly as they travel.
public final class Orders {

    private static final byte[] LABEL = "smartmeter/1/order\0".getBytes(StandardCharsets.US_ASCII);

    private Orders() {}

    /// Signs a routine order.
    ///
    /// @throws IllegalArgumentException if the order is critical and needs an approval
    public static SignedOrder sign(Order order, Ed25519Signer command) {
        return sign(order, command, Optional.empty(), Orders::isCritical);
    }

    /// Signs an order that was approved.
    public static SignedOrder sign(Order order, Ed25519Signer command, Ed25519Signer approval) {
        return sign(order, command, Optional.of(approval), Orders::isCritical);
    }

    static SignedOrder sign(
            Order order,
            Ed25519Signer command,
            Optional<Ed25519Signer> approval,
            Predicate<Order> critical) {
        if (approval.isEmpty() && critical.test(order)) {
            throw new IllegalArgumentException(
                    order.getBodyCase() + " is critical: it needs the approval key's signature");
        }
        byte[] bytes = order.toByteArray();
        byte[] message = message(bytes);
        SignedOrder.Builder signed =
                SignedOrder.newBuilder()
                        .setOrder(ByteString.copyFrom(bytes))
                        .setCommandSignature(ByteString.copyFrom(command.sign(message)));
        approval.ifPresent(
                key -> signed.setApprovalSignature(ByteString.copyFrom(key.sign(message))));
        return signed.build();
    }

    /// Checks an order, in this sequence: signatures, meter, window, counter. The caller makes the
    /// counter durable before it acts.
    ///
    /// A [org.smartmeter.wire.v1.Time] has the window checked against the time it brings, not
    /// against the meter's clock, which may be what is wrong; that it is fresh follows from the
    /// request number it answers, which the caller checks.
    ///
    /// @param lastCounter counter of the last order acted on, 0 if none
    /// @throws OrderRefusedException with the first check that failed
    public static Order verify(
            SignedOrder signed, OrderKeys keys, MeterId meter, Instant now, long lastCounter)
            throws OrderRefusedException {
        Order order = verifySignatures(signed, keys, Orders::isCritical);
        if (!order.getMeter().equals(meter.value())) {
            throw refused(Reason.METER, "for meter '" + order.getMeter() + "', this is " + meter);
        }
        checkWindow(order, now);
        if (Long.compareUnsigned(order.getCounter(), lastCounter) <= 0) {
            throw refused(
                    Reason.COUNTER,
                    "counter "
                            + Long.toUnsignedString(order.getCounter())
                            + " does not rise above "
                            + Long.toUnsignedString(lastCounter));
        }
        return order;
    }

    static Order verifySignatures(SignedOrder signed, OrderKeys keys, Predicate<Order> critical)
            throws OrderRefusedException {
        byte[] bytes = signed.getOrder().toByteArray();
        byte[] message = message(bytes);
        if (!keys.command().verify(message, signed.getCommandSignature().toByteArray())) {
            throw refused(Reason.COMMAND_SIGNATURE, "the command key did not sign this order");
        }
        Order order = parse(bytes);
        if (critical.test(order)
                && !keys.approval().verify(message, signed.getApprovalSignature().toByteArray())) {
            throw refused(
                    Reason.APPROVAL_SIGNATURE,
                    order.getBodyCase() + " is critical and the approval key did not sign it");
        }
        return order;
    }

    /// Whether an order needs the second signature. Everything that can leave a home without supply
    /// or change who commands belongs here.
    public static boolean isCritical(Order order) {
        return switch (order.getBodyCase()) {
            case SCHEDULE, TIME, LIVE, PROFILE, CALENDAR, DEMAND -> false;
            case NOTICE, NOTICE_WITHDRAWAL -> false;
            case DISCONNECT, SOFTWARE -> true;
            case LIMITER -> LifelineFloor.isUndercutBy(order.getLimiter());
            case EMERGENCY, RECONNECT -> false;
            case BODY_NOT_SET -> false; // unknown here; refused for that
        };
    }

    /// What a message says that a signer is asked to sign: for whoever signs only some orders.
    ///
    /// @throws IllegalArgumentException if the message is about no order
    public static Order signedOver(byte[] message) {
        if (!Arrays.equals(LABEL, Arrays.copyOf(message, Math.min(message.length, LABEL.length)))) {
            throw new IllegalArgumentException("a message to be signed that is not about an order");
        }
        try {
            return parse(Arrays.copyOfRange(message, LABEL.length, message.length));
        } catch (OrderRefusedException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static Order parse(byte[] bytes) throws OrderRefusedException {
        Order order;
        try {
            order = Order.parseFrom(bytes);
        } catch (InvalidProtocolBufferException _) {
            throw refused(Reason.MALFORMED, "signed bytes that are not an order");
        }
        if (order.getBodyCase() == Order.BodyCase.BODY_NOT_SET) {
            throw refused(Reason.UNKNOWN_KIND, "an order of a kind this software does not know");
        }
        return order;
    }

    private static void checkWindow(Order order, Instant now) throws OrderRefusedException {
        long time =
                order.getBodyCase() == Order.BodyCase.TIME
                        ? order.getTime().getUtilityTime()
                        : now.toEpochMilli();
        if (time > order.getNotAfter() || order.getNotBefore() > order.getNotAfter()) {
            throw refused(
                    Reason.EXPIRED,
                    "valid until " + order.getNotAfter() + " ms, now it is " + time + " ms");
        }
        if (time < order.getNotBefore()) {
            throw refused(
                    Reason.NOT_YET_VALID,
                    "valid from " + order.getNotBefore() + " ms, now it is " + time + " ms");
        }
    }

    private static byte[] message(byte[] order) {
        return ByteBuffer.allocate(LABEL.length + order.length).put(LABEL).put(order).array();
    }

    private static OrderRefusedException refused(Reason reason, String text) {
        return new OrderRefusedException(reason, text);
    }
}
