package org.smartmeter.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.smartmeter.commands.Asked.ADA;
import static org.smartmeter.commands.Asked.BEN;
import static org.smartmeter.commands.Asked.NOON;
import static org.smartmeter.commands.Asked.TODAY;
import static org.smartmeter.commands.Asked.disconnect;
import static org.smartmeter.commands.Asked.limit;
import static org.smartmeter.commands.Asked.of;
import static org.smartmeter.commands.Asked.reconnect;
import static org.smartmeter.commands.Asked.schedule;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.smartmeter.wire.v1.LiveLease;
import org.smartmeter.wire.v1.Notice;
import org.smartmeter.wire.v1.Order;
import org.smartmeter.wire.v1.Software;
import org.smartmeter.wire.v1.Time;

class BatchRequestTest {

    private static final UUID ID = new UUID(1, 2);
    private static final List<WantedCommand> LIST =
            List.of(of(1, "F1", disconnect()), of(2, disconnect()));

    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of(disconnect(), CommandKind.CRITICAL),
                Arguments.of(limit(499), CommandKind.CRITICAL),
                Arguments.of(limit(500), CommandKind.ROUTINE),
                Arguments.of(reconnect(), CommandKind.ROUTINE),
                Arguments.of(schedule(), CommandKind.ROUTINE),
                Arguments.of(
                        new OrderBody(
                                Order.newBuilder()
                                        .setSoftware(Software.getDefaultInstance())
                                        .build()),
                        CommandKind.CRITICAL),
                Arguments.of(
                        new OrderBody(
                                Order.newBuilder().setNotice(Notice.getDefaultInstance()).build()),
                        CommandKind.ROUTINE));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theBodyItselfSaysWhetherItIsCritical(OrderBody body, CommandKind kind) {
        assertThat(body.kind()).isEqualTo(kind);
        assertThat(OrderBody.read(body.bytes())).isEqualTo(body);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong("do nothing", () -> new OrderBody(Order.getDefaultInstance())),
                wrong("not an order", () -> OrderBody.read(new byte[] {(byte) 0xff})),
                wrong(
                        "TIME is good for a moment only",
                        () -> new OrderBody(Order.newBuilder().setTime(Time.newBuilder()).build())),
                wrong(
                        "LIVE is good for a moment only",
                        () ->
                                new OrderBody(
                                        Order.newBuilder()
                                                .setLive(LiveLease.newBuilder())
                                                .build())),
                wrong(
                        "set when it is signed",
                        () ->
                                new OrderBody(
                                        disconnect().order().toBuilder().setCounter(7).build())),
                wrong("name of a person", () -> new Person(" ")),
                wrong("name of a feeder", () -> of(1, " ", schedule())),
                wrong("must end after it begins", () -> new ValidityWindow(NOON, NOON)),
                wrong("64 hexadecimal digits", () -> new ListHash("AB")),
                wrong("has no commands", () -> batch(ADA, "why", TODAY, Duration.ZERO, List.of())),
                wrong("the reason", () -> batch(ADA, " ", TODAY, Duration.ZERO, LIST)),
                wrong(
                        "spread of PT-1S",
                        () -> batch(ADA, "why", TODAY, Duration.ofSeconds(-1), LIST)),
                wrong(
                        "does not fit into the window",
                        () -> batch(ADA, "why", TODAY, Duration.ofHours(8), LIST)),
                wrong(
                        "give a spread of time",
                        () ->
                                batch(
                                        ADA,
                                        "why",
                                        TODAY,
                                        Duration.ZERO,
                                        List.of(of(1, reconnect()), of(2, reconnect())))));
    }

    private static Arguments wrong(String message, ThrowingCallable what) {
        return Arguments.of(message, what);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void whatCannotBeMeantIsRefusedWithItsReason(String message, ThrowingCallable what) {
        assertThatIllegalArgumentException().isThrownBy(what).withMessageContaining(message);
    }

    @Test
    void oneReconnectionNeedsNoSpread() {
        assertThat(batch(ADA, "why", TODAY, Duration.ZERO, List.of(of(1, reconnect()))).spread())
                .isZero();
    }

    static Stream<BatchRequest> others() {
        Duration none = Duration.ZERO;
        return Stream.of(
                new BatchRequest(new UUID(1, 3), ADA, "why", TODAY, Priority.USUAL, none, LIST),
                new BatchRequest(ID, ADA, "why", TODAY, Priority.URGENT, none, LIST),
                batch(BEN, "why", TODAY, none, LIST),
                batch(ADA, "other", TODAY, none, LIST),
                batch(ADA, "why", new ValidityWindow(NOON, NOON.plusSeconds(1)), none, LIST),
                batch(ADA, "why", TODAY, Duration.ofMillis(1), LIST),
                batch(ADA, "why", TODAY, none, List.of(LIST.get(1), LIST.get(0))),
                batch(ADA, "why", TODAY, none, List.of(LIST.get(0))),
                batch(
                        ADA,
                        "why",
                        TODAY,
                        none,
                        List.of(of(1, "F2", disconnect()), of(2, disconnect()))),
                batch(
                        ADA,
                        "why",
                        TODAY,
                        none,
                        List.of(of(1, "F1", disconnect()), of(3, disconnect()))),
                batch(
                        ADA,
                        "why",
                        TODAY,
                        none,
                        List.of(of(1, "F1", disconnect(NOON)), of(2, disconnect()))));
    }

    @ParameterizedTest
    @MethodSource("others")
    void whateverIsDifferentHasAnotherHash(BatchRequest other) {
        BatchRequest batch = batch(ADA, "why", TODAY, Duration.ZERO, LIST);
        assertThat(ListHash.of(other)).isNotEqualTo(ListHash.of(batch));
        assertThat(ListHash.of(batch))
                .isEqualTo(ListHash.of(batch(ADA, " why ", TODAY, Duration.ZERO, LIST)));
    }

    private static BatchRequest batch(
            Person by,
            String reason,
            ValidityWindow window,
            Duration spread,
            List<WantedCommand> list) {
        return new BatchRequest(ID, by, reason, window, Priority.USUAL, spread, list);
    }
}
