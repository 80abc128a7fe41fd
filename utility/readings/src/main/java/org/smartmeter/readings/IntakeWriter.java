package org.smartmeter.readings;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one writer: takes what has gathered while the last transaction was written, writes it in one
/// transaction and lets everybody know after the commit. The busier, the larger the groups, the
/// fewer the flushes to disk.
final class IntakeWriter implements AutoCloseable {

    /// Told of each commit, in order.
    interface Observer {
        void committed(IntakePlan plan, Map<JournalKey, JournalState> states);
    }

    private static final Logger LOG = LoggerFactory.getLogger(IntakeWriter.class);
    private static final int ATTEMPTS = 4;

    private final DataSource source;
    private final Installations installations;
    private final ReadingsSettings settings;
    private final Observer observer;
    private final SubmissionQueue queue;
    private final JournalStates states;
    private final ExecutorService answering =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("readings-answers").factory());
    private final Thread thread = Thread.ofPlatform().name("readings-writer").unstarted(this::run);

    IntakeWriter(
            DataSource source,
            Installations installations,
            ReadingsSettings settings,
            StoredDefinitions definitions,
            Observer observer) {
        this.states = new JournalStates(definitions);
        this.source = source;
        this.installations = installations;
        this.settings = settings;
        this.observer = observer;
        this.queue = new SubmissionQueue(settings.queueBytes());
    }

    void start() {
        thread.start();
    }

    void submit(Submission submission) {
        queue.put(submission);
    }

    private void run() {
        try {
            List<Submission> group = queue.take(settings.transactionBatches());
            while (!group.isEmpty()) {
                write(group);
                group = queue.take(settings.transactionBatches());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // Whatever ended this thread: better refuse the next batch than let it wait for ever.
            queue.close();
        }
    }

    private void write(List<Submission> group) {
        for (int attempt = 1; ; attempt++) {
            try {
                writeOnce(group);
                return;
            } catch (SQLException | RuntimeException e) {
                states.forget(IntakePlan.journals(group));
                if (attempt == ATTEMPTS || !isWorthRepeating(e)) {
                    LOG.error("{} batches could not be stored", group.size(), e);
                    answering.execute(() -> fail(group, e));
                    return;
                }
                LOG.info("writing again, because {}", e.getMessage());
            }
        }
    }

    private void writeOnce(List<Submission> group) throws SQLException {
        Set<JournalKey> journals = IntakePlan.journals(group);
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                IntakePlan plan =
                        new IntakePlan(
                                states.of(connection, journals),
                                installations,
                                settings.aheadTolerance().toMillis());
                group.forEach(submission -> plan(plan, submission));
                Map<JournalKey, JournalState> saved =
                        plan.writesNothing()
                                ? Map.of()
                                : new IntakeTransaction(connection, plan).write();
                connection.commit();
                // Another writer may have forgotten what comes again: look it up the next time.
                states.forget(journals);
                states.remember(saved);
                plan.committed(saved);
                observer.committed(plan, saved);
                answering.execute(() -> plan.answers().forEach(Runnable::run));
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    /// What goes wrong with one batch must not take its neighbours along.
    private static void plan(IntakePlan plan, Submission submission) {
        try {
            plan.add(submission);
        } catch (RuntimeException e) {
            LOG.error("batch {} of {} not stored", submission.range(), submission.journal(), e);
            plan.fail(submission, e);
        }
    }

    /// A second writer, a deadlock with it or a broken connection: the next try reads afresh.
    private static boolean isWorthRepeating(Exception e) {
        return e instanceof SecondWriterException
                || e instanceof SQLException sql
                        && sql.getSQLState() != null
                        && (sql.getSQLState().startsWith("40")
                                || sql.getSQLState().startsWith("23")
                                || sql.getSQLState().startsWith("08"));
    }

    private static void fail(List<Submission> group, Exception cause) {
        IntakeFailedException failure =
                new IntakeFailedException(
                        "the database did not take the batch: " + cause.getMessage(), cause);
        group.forEach(submission -> submission.done().completeExceptionally(failure));
    }

    /// For work that must come after the answers given so far.
    Executor answering() {
        return answering;
    }

    /// Writes what waits, then stops.
    @Override
    public void close() {
        queue.close();
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
