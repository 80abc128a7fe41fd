package org.smartmeter.simulator.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Channel;
import org.smartmeter.wire.Line;
import org.smartmeter.wire.LineConnector;
import org.smartmeter.wire.LineListener;
import org.smartmeter.wire.Topic;

/// What every line promises its meter, the one in memory and the one over MQTT and TLS alike.
public abstract class LineContract {

    protected static final MeterId METER = new MeterId("SEM0000000004410");

    private static final Topic UP = new Topic(METER, Channel.UP);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SILENCE = Duration.ofMillis(300);

    /// The broker and the utility behind it.
    protected interface Broker extends AutoCloseable {

        LineConnector connector();

        /// What came to the utility, in order, as `topic frame`.
        List<String> arrived();

        CompletionStage<Void> send(byte[] frame);

        boolean isConnected();

        /// Ends the meter's connection.
        void cut();

        /// From now on nobody can connect.
        void leave();

        /// Lets happen what was begun, where that does not happen by itself.
        void settle();

        @Override
        void close();
    }

    /// What a line told, in order.
    private static final class Ear implements LineListener {

        private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void up() {
            heard.add("up");
        }

        @Override
        public void down(String reason) {
            heard.add("down");
        }

        @Override
        public void received(String topic, byte[] payload) {
            heard.add(topic + " " + new String(payload));
        }

        List<String> heard() {
            return List.copyOf(heard);
        }
    }

    private Broker broker;
    private final Ear ear = new Ear();

    protected abstract Broker broker();

    protected LineContract() {
        broker = broker();
    }

    @BeforeEach
    void nobodyIsThere() {
        assertThat(broker.isConnected()).isFalse();
    }

    @AfterEach
    void close() {
        broker.close();
    }

    private void until(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .pollInSameThread()
                .until(
                        () -> {
                            broker.settle();
                            return condition.call();
                        });
    }

    private void untilHeard(Ear listener, String... all) {
        until(() -> listener.heard().size() >= all.length);
        assertThat(listener.heard()).containsExactly(all);
    }

    /// Nothing more comes, although there was time.
    private void assertStaysSilent(Ear listener, String... all) {
        Awaitility.await()
                .during(SILENCE)
                .atMost(PATIENCE)
                .pollInSameThread()
                .untilAsserted(
                        () -> {
                            broker.settle();
                            assertThat(listener.heard()).containsExactly(all);
                        });
    }

    private Line lineThatIsUp(Ear listener) {
        Line line = broker.connector().connect(listener);
        untilHeard(listener, "up");
        until(broker::isConnected);
        return line;
    }

    private void untilDone(CompletionStage<Void> sent) {
        until(sent.toCompletableFuture()::isDone);
    }

    private void assertNotTaken(Line line) {
        CompletionStage<Void> sent = line.send(UP, "too late".getBytes(), true);
        untilDone(sent);
        assertThat(sent)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(IOException.class);
    }

    @Test
    void connectingBlocksNobodyAndTellsWhenTheLineIsUp() {
        try (Line line = broker.connector().connect(ear)) {
            untilHeard(ear, "up");
            assertThat(line).isNotNull();
            assertStaysSilent(ear, "up");
        }
    }

    @Test
    void aMetersFramesArriveInTheirOrderOnceTheyWereTaken() {
        try (Line line = lineThatIsUp(ear)) {
            List<CompletionStage<Void>> sent = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                sent.add(line.send(UP, ("frame " + i).getBytes(), true));
                expected.add(UP + " frame " + i);
            }
            until(() -> sent.stream().allMatch(it -> it.toCompletableFuture().isDone()));
            assertThat(sent).allMatch(it -> !it.toCompletableFuture().isCompletedExceptionally());
            until(() -> broker.arrived().size() >= expected.size());
            assertThat(broker.arrived()).isEqualTo(expected);
        }
    }

    @Test
    void aLiveFrameIsTakenWithoutABrokersWord() {
        Topic live = new Topic(METER, Channel.LIVE);
        try (Line line = lineThatIsUp(ear)) {
            untilDone(line.send(live, "now".getBytes(), false));
            until(() -> !broker.arrived().isEmpty());
            assertThat(broker.arrived()).containsExactly(live + " now");
        }
    }

    @Test
    void theUtilitysFramesArriveInTheirOrderOnTheMetersOwnTopic() {
        try (Line line = lineThatIsUp(ear)) {
            List<String> expected = new ArrayList<>(List.of("up"));
            for (int i = 0; i < 200; i++) {
                var unused = broker.send(("order " + i).getBytes());
                expected.add(new Topic(METER, Channel.DOWN) + " order " + i);
            }
            untilHeard(ear, expected.toArray(String[]::new));
        }
    }

    @Test
    void aLineThatIsCutSaysSoOnceAndTakesNothingMore() {
        try (Line line = lineThatIsUp(ear)) {
            broker.cut();
            untilHeard(ear, "up", "down");
            assertNotTaken(line);
            until(() -> !broker.isConnected());
            untilDone(broker.send("nobody hears this".getBytes()));
            assertStaysSilent(ear, "up", "down");
        }
        assertStaysSilent(ear, "up", "down");
    }

    @Test
    void aLineThatTheMeterClosedIsSilentHoweverOftenItIsClosed() {
        Line line = lineThatIsUp(ear);
        line.close();
        line.close();
        assertNotTaken(line);
        until(() -> !broker.isConnected());
        untilDone(broker.send("nobody hears this".getBytes()));
        broker.cut();
        assertStaysSilent(ear, "up");
    }

    @Test
    void aLineClosedBeforeItIsUpIsSilentAndLeavesNoConnectionBehind() {
        broker.connector().connect(ear).close();
        assertStaysSilent(ear);
        until(() -> !broker.isConnected());
    }

    @Test
    void whereNobodyListensTheLineGoesDownOnce() {
        broker.leave();
        try (Line line = broker.connector().connect(ear)) {
            untilHeard(ear, "down");
            assertNotTaken(line);
            assertStaysSilent(ear, "down");
        }
    }

    @Test
    void aSecondLineOfTheSameMeterEndsTheFirst() {
        Ear second = new Ear();
        try (Line old = lineThatIsUp(ear);
                Line line = broker.connector().connect(second)) {
            untilHeard(second, "up");
            untilHeard(ear, "up", "down");
            assertNotTaken(old);
            untilDone(line.send(UP, "through the new one".getBytes(), true));
            until(() -> !broker.arrived().isEmpty());
            untilDone(broker.send("answer".getBytes()));
            untilHeard(second, "up", new Topic(METER, Channel.DOWN) + " answer");
            assertThat(ear.heard()).containsExactly("up", "down");
        }
    }
}
