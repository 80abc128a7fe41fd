package org.smartmeter.simulator.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Channel;
import org.smartmeter.wire.Line;
import org.smartmeter.wire.LineListener;
import org.smartmeter.wire.Topic;

/// Faults and virtual time on the line in memory.
class ModelBrokerTest {

    private static final MeterId METER = new MeterId("SEM0000000004410");
    private static final Topic UP = new Topic(METER, Channel.UP);
    private static final Instant START = Instant.parse("2026-05-01T00:00:00Z");
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final LineListener DEAF =
            new LineListener() {
                @Override
                public void up() {}

                @Override
                public void down(String reason) {}

                @Override
                public void received(String topic, byte[] payload) {}
            };

    private record Arrived(int frame, Instant time) {}

    /// Sends frames 0…n − 1 at once and lets a minute of virtual time pass.
    private static List<Arrived> send(int frames, LineFaults faults, long seed) {
        List<Arrived> arrived = new ArrayList<>();
        Instant[] now = {START};
        ModelBroker broker =
                new ModelBroker(
                        faults,
                        new Random(seed),
                        START,
                        (topic, frame) -> arrived.add(new Arrived(frame[0] & 0xFF, now[0])));
        Line line = broker.connector(METER).connect(DEAF);
        broker.run(START);
        List<CompletionStage<Void>> taken = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            taken.add(line.send(UP, new byte[] {(byte) i, 1, 2, 3}, true));
        }
        broker.run(START);
        assertThat(taken).allMatch(it -> it.toCompletableFuture().isDone());
        for (var next = broker.next(); next.isPresent(); next = broker.next()) {
            now[0] = next.get();
            assertThat(broker.run(now[0])).isTrue();
        }
        return arrived;
    }

    @Test
    void withoutFaultsEverythingArrivesAtOnceInOrder() {
        List<Arrived> arrived = send(100, LineFaults.NONE, 1);
        assertThat(arrived).extracting(Arrived::frame).isSorted().hasSize(100);
        assertThat(arrived).allMatch(it -> it.time().equals(START));
    }

    @Test
    void whatTheBrokerTookMayBeLostRepeatedLateAndOvertakenAndTheSeedSaysWhich() {
        LineFaults faults = new LineFaults(0.2, 0.2, 0.3, LONGEST, 0);
        List<Arrived> arrived = send(200, faults, 5);

        List<Integer> frames = arrived.stream().map(Arrived::frame).toList();
        assertThat(frames.stream().distinct().count()).isBetween(130L, 190L);
        assertThat(frames.size()).isGreaterThan((int) frames.stream().distinct().count());
        assertThat(frames).isNotEqualTo(frames.stream().sorted().toList());
        assertThat(arrived).extracting(Arrived::time).isSorted();
        assertThat(arrived.getLast().time()).isBetween(START.plusSeconds(10), START.plus(LONGEST));
        assertThat(send(200, faults, 5)).isEqualTo(arrived);
        assertThat(send(200, faults, 6)).isNotEqualTo(arrived);
    }

    @Test
    void corruptionFlipsOneBitOfACopy() {
        List<byte[]> arrived = new ArrayList<>();
        ModelBroker broker =
                new ModelBroker(
                        new LineFaults(0, 0, 0, Duration.ZERO, 1),
                        new Random(3),
                        START,
                        (topic, frame) -> arrived.add(frame));
        Line line = broker.connector(METER).connect(DEAF);
        broker.run(START);
        byte[] sent = new byte[8];
        var unused = line.send(UP, sent, true);
        broker.run(START);

        int flipped = 0;
        for (byte part : arrived.getFirst()) {
            flipped += Integer.bitCount(part & 0xFF);
        }
        assertThat(flipped).isEqualTo(1);
        assertThat(sent).containsOnly(0);
    }
}
