package org.smartmeter.device.supply;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.smartmeter.wire.OrderRefusedException;
import org.smartmeter.wire.OrderRefusedException.Reason;
import org.smartmeter.wire.v1.Disconnect;
import org.smartmeter.wire.v1.Emergency;
import org.smartmeter.wire.v1.Limiter;
import org.smartmeter.wire.v1.Reconnect;
import org.smartmeter.wire.v1.Retry;

/// Reads the orders that the switch takes; what does not fit is refused whole.
final class SupplyOrders {

    private static final int LONGEST_SPREAD_SECONDS = 86_400;

    private SupplyOrders() {}

    private interface Reading<T> {
        T read();
    }

    static LimiterSettings limiter(Limiter order) throws OrderRefusedException {
        return checked(
                () ->
                        new LimiterSettings(
                                MonitoredValue.ofNumber(order.getMonitoredValue())
                                        .orElseThrow(
                                                () ->
                                                        new IllegalArgumentException(
                                                                "monitored value "
                                                                        + order.getMonitoredValue()
                                                                        + " is not known")),
                                threshold(order.hasThresholdNormal(), order.getThresholdNormal()),
                                threshold(
                                        order.hasThresholdEmergency(),
                                        order.getThresholdEmergency()),
                                order.getMinimumOverDuration(),
                                order.getMinimumUnderDuration(),
                                groups(order),
                                order.hasRetry() ? retry(order.getRetry()) : RetryPolicy.USUAL));
    }

    private static OptionalLong threshold(boolean given, int unsigned) {
        return given ? OptionalLong.of(Integer.toUnsignedLong(unsigned)) : OptionalLong.empty();
    }

    private static Set<Integer> groups(Limiter order) {
        return order.getEmergencyGroupsList().stream()
                .limit(LimiterSettings.MOST_GROUPS + 1L)
                .collect(Collectors.toSet());
    }

    private static RetryPolicy retry(Retry retry) {
        return new RetryPolicy(retry.getCoolDown(), retry.getTries(), retry.getLongWait());
    }

    /// The profile to activate; empty if the order ends one.
    static Optional<EmergencyProfile> emergency(Emergency order, Instant now)
            throws OrderRefusedException {
        if (order.getDuration() == 0) {
            return Optional.empty();
        }
        Instant activation =
                Instant.ofEpochMilli(
                        order.getActivationTime() == 0
                                ? now.toEpochMilli()
                                : order.getActivationTime());
        return Optional.of(
                checked(
                        () ->
                                new EmergencyProfile(
                                        order.getProfile(), activation, order.getDuration())));
    }

    /// The cut that is to come; empty if it is to be done at once.
    static Optional<OrderedCut> cut(Disconnect order, long counter) throws OrderRefusedException {
        if (order.getExecuteAt() == 0) {
            return Optional.empty();
        }
        Instant at = Instant.ofEpochMilli(order.getExecuteAt());
        return Optional.of(checked(() -> OrderedCut.of(counter, at, order.getHoldAfter())));
    }

    /// Over how many seconds the reconnection is spread.
    static int spreadSeconds(Reconnect order) throws OrderRefusedException {
        return checked(
                () -> {
                    Ranges.check("spread", order.getSpread(), 0, LONGEST_SPREAD_SECONDS);
                    return order.getSpread();
                });
    }

    private static <T> T checked(Reading<T> reading) throws OrderRefusedException {
        try {
            return reading.read();
        } catch (IllegalArgumentException e) {
            throw new OrderRefusedException(Reason.MALFORMED, String.valueOf(e.getMessage()));
        }
    }
}
