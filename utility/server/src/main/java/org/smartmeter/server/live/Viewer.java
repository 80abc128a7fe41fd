package org.smartmeter.server.live;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// One screen that looks: a short queue of events for it. A screen that does not keep up loses its
/// place instead of holding up the others; it will come back and start anew.
public final class Viewer implements EventSource {

    private static final int MOST_WAITING = 16;

    private final BlockingQueue<ServerEvent> events = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Runnable leave;
    private volatile boolean ended;

    /// @param leave called when the viewer is closed
    public Viewer(Runnable leave) {
        this.leave = leave;
    }

    /// Never blocks.
    public void offer(ServerEvent event) {
        if (!events.offer(event)) {
            ended = true;
        }
    }

    @Override
    public Optional<ServerEvent> next(Duration patience) throws InterruptedException {
        return Optional.ofNullable(events.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public boolean hasEnded() {
        return ended;
    }

    @Override
    public void close() {
        ended = true;
        leave.run();
    }
}
