package org.smartmeter.device;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One meter on the runner's threads: at any time it is planned once, or running, or ended.
final class RunningDevice implements DeviceRunner.Running {

    private static final Logger LOG = LoggerFactory.getLogger(RunningDevice.class);

    private final Device device;
    private final FrontEnd frontEnd;
    private final BoardClock clock;
    private final ScheduledExecutorService threads;
    private final Consumer<RunningDevice> ended;

    /// Held by whoever is inside the device.
    private final ReentrantLock inside = new ReentrantLock();

    private final Object planning = new Object();
    private @Nullable Future<?> planned;
    private Instant plannedFor = Instant.MAX;
    private boolean wanted;
    private boolean entered;

    private volatile boolean over;
    private volatile DeviceStatus status;
    private volatile @Nullable Throwable failure;

    RunningDevice(
            Device device,
            FrontEnd frontEnd,
            BoardClock clock,
            ScheduledExecutorService threads,
            Consumer<RunningDevice> ended) {
        this.device = device;
        this.frontEnd = frontEnd;
        this.clock = clock;
        this.threads = threads;
        this.ended = ended;
        status = device.status();
    }

    void begin() {
        device.wakeBy(this::wake);
        wake();
    }

    /// The line brought something: run as soon as possible, or once more if it is running now.
    private void wake() {
        synchronized (planning) {
            if (entered) {
                wanted = true;
            } else {
                plan(clock.now());
            }
        }
    }

    private void plan(Instant at) {
        synchronized (planning) {
            if (over || !at.isBefore(plannedFor)) {
                return;
            }
            if (planned != null) {
                planned.cancel(false);
            }
            plannedFor = at;
            long wait = clock.until(at).toMillis();
            planned = threads.schedule(this::enter, wait, TimeUnit.MILLISECONDS);
        }
    }

    private void enter() {
        synchronized (planning) {
            planned = null;
            plannedFor = Instant.MAX;
            entered = true;
            wanted = false;
        }
        inside.lock();
        try {
            if (!over) {
                Instant next = run();
                leave(next);
            }
        } catch (RuntimeException | Error e) {
            fail(e);
        } finally {
            inside.unlock();
        }
    }

    private Instant run() {
        Instant now = clock.now();
        Instant nextWindow = frontEnd.deliver(now, device);
        Instant next = device.run(now);
        status = device.status();
        return nextWindow.isBefore(next) ? nextWindow : next;
    }

    private void leave(Instant next) {
        synchronized (planning) {
            entered = false;
            plan(wanted ? clock.now() : next);
        }
    }

    /// A meter that cannot go on ends alone; the others run on.
    private void fail(Throwable cause) {
        LOG.error("a meter stopped: {}", cause.getMessage(), cause);
        failure = cause;
        over = true;
        try {
            device.close();
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
        frontEnd.close();
        ended.accept(this);
    }

    @Override
    public DeviceStatus status() {
        return status;
    }

    @Override
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void close() {
        inside.lock();
        try {
            if (over) {
                return;
            }
            over = true;
            synchronized (planning) {
                if (planned != null) {
                    planned.cancel(false);
                }
            }
            device.close();
            status = device.status();
        } finally {
            frontEnd.close();
            inside.unlock();
            ended.accept(this);
        }
    }
}
