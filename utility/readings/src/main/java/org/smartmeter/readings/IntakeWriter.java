package org.smartmeter.readings;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.terms.SequenceRange;

/// The one writer: takes what has gathered while the last transaction was written, writes it in one
/// transaction and lets everybody know after the commit. The busier, the larger the groups, the
/// fewer the flushes to disk. It has no thread of its own: [WriterThread] lends it one.
public final class IntakeWriter implements AutoCloseable {

    /// Told of each commit, in order.
    @FunctionalInterface
    public interface Observer {
        void committed(IntakePlan plan, Map<JournalKey, JournalState> states);
    }

    private static final Logger LOG = LoggerFactory.getLogger(IntakeWriter.class);
    private static final int ATTEMPTS = 4;

    private final IntakeTables tables;
    private final Installations installations;
    private final ReadingsSettings settings;
    private final Observer observer;
    private final SubmissionQueue queue;
    private final JournalStates states = new JournalStates();
    private final Executor answering;

    /// @param answering runs what those do who wait for an answer, in the order given
    public IntakeWriter(
            IntakeTables tables,
            Installations installations,
            ReadingsSettings settings,
            Observer observer,
            Executor answering) {
        this.tables = tables;
        this.installations = installations;
        this.settings = settings;
        this.observer = observer;
        this.answering = answering;
        this.queue = new SubmissionQueue(settings.queueBytes());
    }

    /// Takes a batch in; while too much waits to be written, waits itself.
    ///
    /// @param body a serialized [org.smartmeter.wire.v1.Records]; never change it afterwards
    /// @return completes after the commit that made the batch durable
    /// @throws IntakeFailedException if the writer is closed
    public CompletionStage<Committed> submit(
            JournalKey journal, SequenceRange range, byte[] body, Instant received) {
        CompletableFuture<Committed> done = new CompletableFuture<>();
        queue.put(new Submission(journal, range, body, received.toEpochMilli(), done));
        return done;
    }

    /// Writes the next group in one transaction; waits for one.
    ///
    /// @return false once it is closed and everything is written
    public boolean writeNext() throws InterruptedException {
        List<Submission> group = queue.take(settings.transactionBatches());
        if (group.isEmpty()) {
            return false;
        }
        write(group);
        return true;
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
        try (IntakeTables.Transaction transaction = tables.begin()) {
            try {
                IntakePlan plan =
                        new IntakePlan(
                                states.of(transaction, journals),
                                installations,
                                settings.aheadTolerance().toMillis());
                group.forEach(submission -> plan(plan, submission));
                Map<JournalKey, JournalState> saved =
                        plan.writesNothing() ? Map.of() : transaction.write(plan);
                transaction.commit();
                // Another writer may have forgotten what comes again: look it up the next time.
                states.forget(journals);
                states.remember(saved);
                plan.committed(saved);
                observer.committed(plan, saved);
                answering.execute(() -> plan.answers().forEach(Runnable::run));
            } catch (SQLException | RuntimeException e) {
                transaction.rollback();
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

    /// Takes nothing more; what waits can still be written.
    @Override
    public void close() {
        queue.close();
    }
}
