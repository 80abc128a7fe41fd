package org.smartmeter.device;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;

/// Runs many meters on one clock with a few threads: each is entered by one thread at a time, when
/// it asked to be, when its front end has something, or when its line brought something. A meter
/// costs an entry in a heap, not a thread.
public final class DeviceRunner implements AutoCloseable {

    private final BoardClock clock;
    private final ScheduledThreadPoolExecutor threads;
    private final Set<RunningDevice> running = ConcurrentHashMap.newKeySet();

    /// @param threads two or three per processor core serve thousands of meters
    public DeviceRunner(BoardClock clock, int threads) {
        this.clock = clock;
        ThreadFactory named = Thread.ofPlatform().name("meters-", 1).daemon().factory();
        this.threads = new ScheduledThreadPoolExecutor(threads, named);
        this.threads.setRemoveOnCancelPolicy(true);
        this.threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /// Takes a meter over; from here on only the runner enters it.
    public Running run(Device device, FrontEnd frontEnd) {
        RunningDevice started =
                new RunningDevice(device, frontEnd, clock, threads, running::remove);
        running.add(started);
        started.begin();
        return started;
    }

    /// How many meters run.
    public int size() {
        return running.size();
    }

    /// Stops and closes every meter and waits until that is done.
    @Override
    public void close() {
        Set.copyOf(running).forEach(Running::close);
        threads.shutdown();
    }

    /// A meter that runs.
    public interface Running extends AutoCloseable {

        /// As it was after the last run; any thread may ask.
        DeviceStatus status();

        /// Why the meter stopped by itself, if it did: its disk failed, for example.
        Optional<Throwable> failure();

        /// Stops this meter and closes it in order; returns when that is done.
        @Override
        void close();
    }
}
