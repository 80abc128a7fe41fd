package org.smartmeter.readings;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread that the writer runs on, and the one that its answers are given on.
final class WriterThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WriterThread.class);

    private final ExecutorService answering =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("readings-answers").factory());
    private final Thread thread = Thread.ofPlatform().name("readings-writer").unstarted(this::run);
    private final IntakeWriter writer;

    /// @param writer made with the executor that its answers are given on
    WriterThread(Function<Executor, IntakeWriter> writer) {
        this.writer = writer.apply(answering);
    }

    IntakeWriter writer() {
        return writer;
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (writer.writeNext()) {
                // written
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // Whatever ended this thread: better refuse the next batch than let it wait for ever.
            writer.close();
        }
    }

    /// Writes what waits, then stops.
    @Override
    public void close() {
        writer.close();
        try {
            if (thread.isAlive()) {
                thread.join();
            }
            answering.shutdown();
            if (!answering.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("somebody waiting for an answer holds up the end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
