package org.smartmeter.commands;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.v1.Disconnect;
import org.smartmeter.wire.v1.Limiter;
import org.smartmeter.wire.v1.Order;
import org.smartmeter.wire.v1.Reconnect;
import org.smartmeter.wire.v1.Schedule;

/// What people ask for in the tests.
final class Asked {

    static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");
    static final ValidityWindow TODAY = new ValidityWindow(NOON, NOON.plus(Duration.ofHours(8)));
    static final Person ADA = new Person("ada");
    static final Person BEN = new Person("ben");

    private Asked() {}

    static MeterId meter(int number) {
        return new MeterId("SEM%013d".formatted(number));
    }

    static OrderBody schedule() {
        return new OrderBody(
                Order.newBuilder()
                        .setSchedule(
                                Schedule.newBuilder().setSamplePeriod(900).setPushPeriod(3_600))
                        .build());
    }

    static OrderBody disconnect() {
        return new OrderBody(
                Order.newBuilder().setDisconnect(Disconnect.getDefaultInstance()).build());
    }

    static OrderBody disconnect(Instant at) {
        return new OrderBody(
                Order.newBuilder()
                        .setDisconnect(Disconnect.newBuilder().setExecuteAt(at.toEpochMilli()))
                        .build());
    }

    static OrderBody reconnect() {
        return new OrderBody(
                Order.newBuilder().setReconnect(Reconnect.getDefaultInstance()).build());
    }

    static OrderBody limit(int watts) {
        return new OrderBody(
                Order.newBuilder()
                        .setLimiter(
                                Limiter.newBuilder()
                                        .setMonitored(Limiter.Monitored.ACTIVE_POWER_IMPORT)
                                        .setThresholdNormal(watts))
                        .build());
    }

    static WantedCommand of(int meter, OrderBody body) {
        return new WantedCommand(meter(meter), Optional.empty(), body);
    }

    static WantedCommand of(int meter, String feeder, OrderBody body) {
        return new WantedCommand(meter(meter), Optional.of(feeder), body);
    }

    /// One such command for each of so many meters.
    static WantedCommand[] each(int first, int meters, OrderBody body) {
        return IntStream.range(first, first + meters)
                .mapToObj(meter -> of(meter, body))
                .toArray(WantedCommand[]::new);
    }

    static BatchRequest batch(WantedCommand... commands) {
        return batch(Priority.USUAL, Duration.ZERO, commands);
    }

    static BatchRequest batch(Priority priority, Duration spread, WantedCommand... commands) {
        return new BatchRequest(
                UUID.randomUUID(), ADA, "test", TODAY, priority, spread, List.of(commands));
    }

    static Approval approved(Person person, ListHash list, Instant at) {
        return new Approval(person, list, ByteString.copyFromUtf8("proof"), at);
    }

    static SignedCommand signed(long counter) {
        return new SignedCommand(counter, ByteString.copyFromUtf8("order " + counter));
    }
}
