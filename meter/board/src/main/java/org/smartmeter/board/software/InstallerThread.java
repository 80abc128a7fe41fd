package org.smartmeter.board.software;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.smartmeter.wire.v1.Software;

/// Installs on a thread of its own, which is there only while it is needed.
public final class InstallerThread implements Installation, AutoCloseable {

    private static final long IDLE_SECONDS = 10;

    private final Installer installer;
    private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
    private final ExecutorService thread;

    public InstallerThread(Installer installer) {
        this.installer = installer;
        ThreadPoolExecutor one =
                new ThreadPoolExecutor(
                        1,
                        1,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().name("installer").daemon().factory());
        one.allowCoreThreadTimeOut(true);
        thread = one;
    }

    @Override
    public void begin(long counter, Software order, Slot into, Runnable done) {
        thread.execute(
                () -> {
                    outcomes.add(outcome(counter, order, into));
                    done.run();
                });
    }

    private Outcome outcome(long counter, Software order, Slot into) {
        try {
            return new Installed(counter, installer.install(order, into));
        } catch (SoftwareRefusedException e) {
            return new Refused(counter, e.reason(), String.valueOf(e.getMessage()));
        } catch (IOException | UncheckedIOException e) {
            return new Failed(counter, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Optional<Outcome> outcome() {
        return Optional.ofNullable(outcomes.poll());
    }

    @Override
    public void discard() {
        thread.execute(installer::discard);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
