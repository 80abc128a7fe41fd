package org.smartmeter.drivers.gpio;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Ends pulses on a thread of its own, so that a meter that is busy never leaves a coil under
/// current.
final class ThreadLater implements GpioRelay.Later {

    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().name("relay").daemon().factory());

    ThreadLater() {
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void after(Duration wait, Runnable what) {
        try {
            var unused = thread.schedule(what, wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException _) {
            what.run(); // it was let go of meanwhile
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
