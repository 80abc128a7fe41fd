package org.smartmeter.server.commands;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.smartmeter.wire.v1.Limiter;
import org.smartmeter.wire.v1.Order;

/// What a command orders, as the pages see it: its kind, and what belongs to that kind.
///
/// @param kind `disconnect`, `reconnect`, `limit`, `emergency`, `schedule`, `message`, or another
/// kind of order by its name on the wire
/// @param at when it is carried out, if not at once
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrderView(
        String kind,
        @Nullable Instant at,
        @Nullable String monitored,
        @Nullable Integer normal,
        @Nullable Integer emergency,
        @Nullable Integer overSeconds,
        @Nullable List<Integer> groups,
        @Nullable Integer profile,
        @Nullable Integer durationSeconds,
        @Nullable Integer samplePeriodSeconds,
        @Nullable Integer pushPeriodSeconds,
        @Nullable String title) {

    static OrderView of(Order order) {
        return switch (order.getBodyCase()) {
            case DISCONNECT -> plain("disconnect", order.getDisconnect().getExecuteAt());
            case RECONNECT -> plain("reconnect", 0);
            case LIMITER -> limit(order.getLimiter());
            case EMERGENCY ->
                    new OrderView(
                            "emergency",
                            instant(order.getEmergency().getActivationTime()),
                            null,
                            null,
                            null,
                            null,
                            null,
                            order.getEmergency().getProfile(),
                            order.getEmergency().getDuration(),
                            null,
                            null,
                            null);
            case SCHEDULE ->
                    new OrderView(
                            "schedule",
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            order.getSchedule().getSamplePeriod(),
                            order.getSchedule().getPushPeriod(),
                            null);
            case NOTICE ->
                    new OrderView(
                            "message",
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            order.getNotice().getTexts(0).getTitle());
            default -> plain(word(order.getBodyCase()), 0);
        };
    }

    private static OrderView plain(String kind, long at) {
        return new OrderView(
                kind, instant(at), null, null, null, null, null, null, null, null, null, null);
    }

    private static OrderView limit(Limiter limiter) {
        return new OrderView(
                "limit",
                null,
                word(limiter.getMonitored()),
                limiter.hasThresholdNormal() ? limiter.getThresholdNormal() : null,
                limiter.hasThresholdEmergency() ? limiter.getThresholdEmergency() : null,
                limiter.getMinimumOverDuration(),
                limiter.getEmergencyGroupsList(),
                null,
                null,
                null,
                null,
                null);
    }

    private static @Nullable Instant instant(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
