package org.smartmeter.device;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.smartmeter.wire.LineListener;

/// What the line brought, waiting for the meter: the one place that other threads may enter. Frames
/// beyond a bound are dropped, as a line may do at any time; whoever sent them sends again.
final class LineEvents {

    private static final int MOST_FRAMES = 1_024;

    /// Something that happened on the connection with this number.
    sealed interface LineEvent {
        int connection();
    }

    record Up(int connection) implements LineEvent {}

    record Down(int connection, String reason) implements LineEvent {}

    record Frame(int connection, String topic, byte[] payload) implements LineEvent {}

    private final Queue<LineEvent> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger frames = new AtomicInteger();
    private volatile Runnable wake = () -> {};

    void wakeBy(Runnable wake) {
        this.wake = wake;
    }

    /// Has the meter look around, though the line brought nothing.
    void wake() {
        wake.run();
    }

    /// The ear for one connection.
    LineListener listener(int connection) {
        return new LineListener() {
            @Override
            public void up() {
                add(new Up(connection));
            }

            @Override
            public void down(String reason) {
                add(new Down(connection, reason));
            }

            @Override
            public void received(String topic, byte[] payload) {
                if (frames.incrementAndGet() > MOST_FRAMES) {
                    frames.decrementAndGet();
                    return;
                }
                add(new Frame(connection, topic, payload));
            }
        };
    }

    private void add(LineEvent event) {
        waiting.add(event);
        wake.run();
    }

    Optional<LineEvent> next() {
        LineEvent event = waiting.poll();
        if (event instanceof Frame) {
            frames.decrementAndGet();
        }
        return Optional.ofNullable(event);
    }
}
