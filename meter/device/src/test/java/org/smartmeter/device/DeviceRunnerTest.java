package org.smartmeter.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.smartmeter.journal.JournalSettings;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Line;
import org.smartmeter.wire.LineConnector;
import org.smartmeter.wire.LineListener;
import org.smartmeter.wire.Topic;

class DeviceRunnerTest {

    /// A line whose other end answers on a thread of its own, as a real one does.
    private static final class AnsweringLine implements LineConnector {

        private final ModelUtility utility;

        AnsweringLine(ModelUtility utility) {
            this.utility = utility;
        }

        @Override
        public Line connect(LineListener listener) {
            CompletableFuture.runAsync(listener::up);
            return new Line() {
                @Override
                public CompletionStage<Void> send(Topic topic, byte[] frame, boolean least) {
                    return CompletableFuture.runAsync(() -> answer(listener, topic, frame));
                }

                @Override
                public void close() {
                    // nothing is held
                }
            };
        }

        private void answer(LineListener listener, Topic topic, byte[] frame) {
            synchronized (utility) {
                utility.take(topic, frame, Instant.now());
                List<byte[]> frames = List.copyOf(utility.outgoing);
                utility.outgoing.clear();
                String down = topic.toString().replace("/up", "/down");
                frames.forEach(it -> listener.received(down, it));
            }
        }
    }

    /// Steady load, a window every tenth of a second; fails if two threads enter it at once.
    private static final class SteadyLoad implements FrontEnd {

        private final AtomicInteger inside = new AtomicInteger();
        private Instant measured;

        SteadyLoad(Instant start) {
            measured = start;
        }

        @Override
        public Instant deliver(Instant now, Windows windows) {
            assertThat(inside.incrementAndGet()).isEqualTo(1);
            Duration length = Duration.between(measured, now);
            if (length.isPositive()) {
                windows.measured(Bench.measurement(1_000, length), now);
                measured = now;
            }
            inside.decrementAndGet();
            return now.plusMillis(100);
        }
    }

    @Test
    void manyMetersRunOnTwoThreadsAndEveryRecordArrives() {
        BoardClock clock = BoardClock.system();
        List<ModelUtility> utilities = new ArrayList<>();
        List<DeviceRunner.Running> meters = new ArrayList<>();
        try (DeviceRunner runner = new DeviceRunner(clock, 2)) {
            for (int i = 0; i < 100; i++) {
                MeterId meter = new MeterId("SEM%013d".formatted(i));
                ModelUtility utility = new ModelUtility(meter);
                utilities.add(utility);
                meters.add(runner.run(device(meter, utility, clock), new SteadyLoad(clock.now())));
            }
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> meters.stream().allMatch(DeviceRunnerTest::hasDelivered));
            assertThat(runner.size()).isEqualTo(100);
        }
        assertThat(meters).allMatch(meter -> meter.failure().isEmpty());
        for (ModelUtility utility : utilities) {
            synchronized (utility) {
                assertThat(utility.records()).isNotEmpty();
            }
        }
    }

    private static boolean hasDelivered(DeviceRunner.Running meter) {
        return meter.status().acknowledged() >= 4 && meter.status().link() == LinkState.STREAMING;
    }

    private static Device device(MeterId meter, ModelUtility utility, BoardClock clock) {
        DeviceSettings settings =
                DeviceSettings.of(meter, "smart-meter 0.1.0", Bench.BUILT)
                        .withTrustedBoardClock()
                        .withSchedule(new Schedule(1, 10));
        return Device.start(
                settings,
                new DeviceMemory(new MemoryFiles(), new MemoryFiles(), JournalSettings.DEFAULT),
                utility.meterKeys(),
                new AnsweringLine(utility),
                new Random(1),
                clock.now());
    }

    @Test
    void aMeterThatFailsEndsAloneAndSaysWhy() {
        BoardClock clock = BoardClock.system();
        MeterId good = new MeterId("SEM0000000000001");
        MeterId bad = new MeterId("SEM0000000000002");
        ModelUtility utility = new ModelUtility(good);
        try (DeviceRunner runner = new DeviceRunner(clock, 1)) {
            var runs = runner.run(device(good, utility, clock), new SteadyLoad(clock.now()));
            var fails =
                    runner.run(
                            device(bad, new ModelUtility(bad), clock),
                            (now, windows) -> {
                                throw new IllegalStateException("the converter is gone");
                            });
            await().atMost(Duration.ofSeconds(20)).until(() -> fails.failure().isPresent());
            assertThat(fails.failure().orElseThrow()).hasMessage("the converter is gone");
            await().atMost(Duration.ofSeconds(20)).until(() -> hasDelivered(runs));
            assertThat(runner.size()).isEqualTo(1);
        }
    }

    @Test
    void timeMayRunFasterThanLife() {
        Instant start = Instant.parse("2026-05-01T00:00:00Z");
        BoardClock clock = BoardClock.faster(start, 1_000);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> clock.now().isAfter(start.plusSeconds(60)));
        assertThat(clock.until(clock.now().plusSeconds(1_000)))
                .isLessThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(clock.until(start)).isZero();
    }
}
