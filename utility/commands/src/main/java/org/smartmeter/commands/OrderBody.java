package org.smartmeter.commands;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import org.smartmeter.wire.Orders;
import org.smartmeter.wire.v1.Order;

/// What a meter shall do: an order of the wire of which nothing but the body is set. The rest
/// (meter, id, counter, window) is set when it is signed.
public record OrderBody(Order order) {

    /// @throws IllegalArgumentException if there is no body, or more than a body, or it is one that
    /// the head-end gives by itself as an answer
    public OrderBody {
        switch (order.getBodyCase()) {
            case BODY_NOT_SET ->
                    throw new IllegalArgumentException(
                            "an order to do nothing, or of a kind this software does not know");
            case TIME, LIVE ->
                    throw new IllegalArgumentException(
                            order.getBodyCase()
                                    + " is good for a moment only; the head-end gives it by itself");
            default -> {}
        }
        if (!order.getMeter().isEmpty()
                || !order.getId().isEmpty()
                || order.getCounter() != 0
                || order.getNotBefore() != 0
                || order.getNotAfter() != 0) {
            throw new IllegalArgumentException(
                    "meter, id, counter and window of an order are set when it is signed; give the"
                            + " body alone");
        }
    }

    /// @throws IllegalArgumentException if the bytes are not an order's body
    public static OrderBody read(byte[] bytes) {
        try {
            return new OrderBody(Order.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("bytes that are not an order", e);
        }
    }

    public byte[] bytes() {
        return order.toByteArray();
    }

    public CommandKind kind() {
        return Orders.isCritical(order) ? CommandKind.CRITICAL : CommandKind.ROUTINE;
    }

    boolean isDisconnect() {
        return order.getBodyCase() == Order.BodyCase.DISCONNECT;
    }

    boolean isReconnect() {
        return order.getBodyCase() == Order.BodyCase.RECONNECT;
    }

    /// When it shows in the home, if the meter is given it at that time.
    Instant effect(Instant given) {
        return order.getBodyCase() == Order.BodyCase.DISCONNECT
                        && order.getDisconnect().getExecuteAt() > given.toEpochMilli()
                ? Instant.ofEpochMilli(order.getDisconnect().getExecuteAt())
                : given;
    }
}
