package org.smartmeter.simulator.line;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.smartmeter.wire.Line;
import org.smartmeter.wire.LineConnector;
import org.smartmeter.wire.LineListener;
import org.smartmeter.wire.Topic;

/// A line that loses, repeats, delays, reorders and corrupts frames in both directions, laid over a
/// real one. Which frames suffer follows from the random generator; when delayed ones come, from
/// the timer.
public final class FaultyLineConnector implements LineConnector {

    private final LineConnector real;
    private final LineFaults faults;
    private final RandomGenerator random;
    private final ScheduledExecutorService timer;

    /// @param random is used by one thread at a time
    public FaultyLineConnector(
            LineConnector real,
            LineFaults faults,
            RandomGenerator random,
            ScheduledExecutorService timer) {
        this.real = real;
        this.faults = faults;
        this.random = random;
        this.timer = timer;
    }

    @Override
    public Line connect(LineListener listener) {
        return new FaultyLine(real.connect(new FaultyListener(listener)));
    }

    /// Delivers the frame as the faults have it.
    private synchronized void pass(byte[] frame, Consumer<byte[]> listener) {
        for (Delivery delivery : faults.fateOf(frame, random)) {
            if (delivery.after().isZero()) {
                listener.accept(delivery.frame());
            } else {
                timer.schedule(
                        () -> listener.accept(delivery.frame()),
                        delivery.after().toMillis(),
                        TimeUnit.MILLISECONDS);
            }
        }
    }

    /// The line says at once that it took the frame, as a broker does that loses it afterwards.
    private final class FaultyLine implements Line {

        private final Line line;

        FaultyLine(Line line) {
            this.line = line;
        }

        @Override
        public CompletionStage<Void> send(Topic topic, byte[] payload, boolean atLeastOnce) {
            pass(payload, frame -> line.send(topic, frame, atLeastOnce));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {
            line.close();
        }
    }

    private final class FaultyListener implements LineListener {

        private final LineListener listener;

        FaultyListener(LineListener listener) {
            this.listener = listener;
        }

        @Override
        public void up() {
            listener.up();
        }

        @Override
        public void down(String reason) {
            listener.down(reason);
        }

        @Override
        public void received(String topic, byte[] payload) {
            pass(payload, frame -> listener.received(topic, frame));
        }
    }
}
