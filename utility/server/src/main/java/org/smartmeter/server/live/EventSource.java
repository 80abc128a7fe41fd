package org.smartmeter.server.live;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// Where a stream's events come from. Used by one thread, that of its stream.
public interface EventSource extends AutoCloseable {

    /// The next event, if one comes in that time.
    Optional<ServerEvent> next(Duration patience) throws InterruptedException;

    /// Nothing more will come.
    boolean hasEnded();

    @Override
    void close();

    /// An event each period, worked out when it is due.
    static EventSource every(Duration period, Supplier<ServerEvent> event) {
        return new EventSource() {
            private long due = System.nanoTime();

            @Override
            public Optional<ServerEvent> next(Duration patience) throws InterruptedException {
                Duration wait = Duration.ofNanos(Math.max(0, due - System.nanoTime()));
                if (wait.compareTo(patience) > 0) {
                    Thread.sleep(patience);
                    return Optional.empty();
                }
                Thread.sleep(wait);
                due += period.toNanos();
                return Optional.of(event.get());
            }

            @Override
            public boolean hasEnded() {
                return false;
            }

            @Override
            public void close() {
                due = Long.MAX_VALUE;
            }
        };
    }
}
