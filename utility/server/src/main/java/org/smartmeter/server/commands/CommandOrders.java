package org.smartmeter.server.commands;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.smartmeter.wire.v1.Disconnect;
import org.smartmeter.wire.v1.Emergency;
import org.smartmeter.wire.v1.Limiter;
import org.smartmeter.wire.v1.Order;
import org.smartmeter.wire.v1.Reconnect;
import org.smartmeter.wire.v1.Schedule;

/// From what an operator asks for to what a meter is told. What no meter would take is refused
/// here, in words, instead of a thousand times out there.
final class CommandOrders {

    private static final int HOUR = 3_600;
    private static final int SHORTEST_HOLD = 60;
    private static final int LONGEST_PERIOD = 604_800;
    private static final int HIGHEST_PROFILE = 65_535;
    private static final int MOST_GROUPS = 16;
    private static final int SHORTEST_PUSH = 10;
    private static final int A_DAY = 86_400;
    private static final int USUAL_OVER = 60;

    private CommandOrders() {}

    /// Refuses what no meter would take; a message is looked at when it is numbered.
    ///
    /// @throws IllegalArgumentException in words for who asked
    static void check(AskedOrder asked, Instant now) {
        if (!(asked instanceof AskedOrder.Message)) {
            of(asked, now);
        }
    }

    /// A body that is the same for all.
    ///
    /// @throws IllegalArgumentException in words for who asked, also if it is a message, which
    /// bears a number of its own for each meter
    static Order of(AskedOrder asked, Instant now) {
        Order.Builder order = Order.newBuilder();
        switch (asked) {
            case AskedOrder.Disconnect cut -> order.setDisconnect(disconnect(cut, now));
            case AskedOrder.Reconnect _ -> order.setReconnect(Reconnect.getDefaultInstance());
            case AskedOrder.Limit limit -> order.setLimiter(limiter(limit));
            case AskedOrder.Emergency emergency -> order.setEmergency(emergency(emergency, now));
            case AskedOrder.Schedule schedule -> order.setSchedule(schedule(schedule));
            case AskedOrder.Message _ ->
                    throw new IllegalArgumentException("a message is numbered for each meter");
        }
        return order.build();
    }

    private static Disconnect disconnect(AskedOrder.Disconnect asked, Instant now) {
        Disconnect.Builder order = Disconnect.newBuilder();
        Instant at = asked.executeAt();
        if (at != null) {
            check(at.isAfter(now), "the cut would have been due already; choose a later time");
            check(
                    Duration.between(now, at).toSeconds() <= LONGEST_PERIOD,
                    "a cut is ordered at most seven days ahead");
            order.setExecuteAt(at.toEpochMilli());
            if (asked.holdAfterSeconds() != null) {
                order.setHoldAfter(
                        ranged(
                                "the silence after which a cut is held",
                                asked.holdAfterSeconds(),
                                SHORTEST_HOLD,
                                LONGEST_PERIOD));
            }
        }
        return order.build();
    }

    private static Limiter limiter(AskedOrder.Limit asked) {
        Limiter.Builder order =
                Limiter.newBuilder()
                        .setMonitored(monitored(asked.monitored()))
                        .setMinimumOverDuration(
                                ranged(
                                        "how long it may be exceeded",
                                        or(asked.overSeconds(), USUAL_OVER),
                                        0,
                                        HOUR))
                        .setMinimumUnderDuration(
                                ranged(
                                        "how long it must be kept",
                                        or(asked.underSeconds(), 0),
                                        0,
                                        HOUR));
        if (asked.normal() != null) {
            order.setThresholdNormal(ranged("the threshold", asked.normal(), 0, Integer.MAX_VALUE));
        }
        if (asked.emergency() != null) {
            order.setThresholdEmergency(
                    ranged("the emergency threshold", asked.emergency(), 0, Integer.MAX_VALUE));
        }
        List<Integer> groups = asked.groups() == null ? List.of() : asked.groups();
        check(groups.size() <= MOST_GROUPS, "a limiter obeys at most 16 emergency profiles");
        groups.forEach(
                id ->
                        order.addEmergencyGroups(
                                ranged("an emergency profile's id", id, 1, HIGHEST_PROFILE)));
        return order.build();
    }

    private static Limiter.Monitored monitored(@Nullable String word) {
        String name = word == null ? "active-power-import" : word;
        for (Limiter.Monitored each : Limiter.Monitored.values()) {
            boolean known =
                    each != Limiter.Monitored.MONITORED_UNKNOWN
                            && each != Limiter.Monitored.UNRECOGNIZED;
            if (known && each.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name)) {
                return each;
            }
        }
        throw new IllegalArgumentException(
                "'"
                        + name
                        + "' cannot be limited; choose active-power-import, apparent-power-import,"
                        + " current-l1 or current-any-phase");
    }

    private static Emergency emergency(AskedOrder.Emergency asked, Instant now) {
        Emergency.Builder order =
                Emergency.newBuilder()
                        .setProfile(
                                ranged(
                                        "an emergency profile's id",
                                        or(asked.profile(), 0),
                                        1,
                                        HIGHEST_PROFILE))
                        .setDuration(
                                ranged(
                                        "how long the emergency lasts",
                                        or(asked.durationSeconds(), -1),
                                        0,
                                        LONGEST_PERIOD));
        if (asked.at() != null) {
            check(asked.at().isAfter(now), "the emergency would have begun already");
            order.setActivationTime(asked.at().toEpochMilli());
        }
        return order.build();
    }

    private static Schedule schedule(AskedOrder.Schedule asked) {
        int sample = ranged("a sample period", or(asked.samplePeriodSeconds(), 0), 1, HOUR);
        check(HOUR % sample == 0, "a sample period divides the hour, not " + sample + " s");
        return Schedule.newBuilder()
                .setSamplePeriod(sample)
                .setPushPeriod(
                        ranged(
                                "a push period",
                                or(asked.pushPeriodSeconds(), 0),
                                SHORTEST_PUSH,
                                A_DAY))
                .build();
    }

    private static int or(@Nullable Integer said, int otherwise) {
        return said == null ? otherwise : said;
    }

    private static int ranged(String what, int value, int least, int most) {
        check(
                value >= least && value <= most,
                what + " is from " + least + " to " + most + ", not " + value);
        return value;
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
