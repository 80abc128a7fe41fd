package org.smartmeter.readings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns segments into blocks in the background, one journal after the other, each in its own
/// transaction. What is merged when: journals with many segments, with old ones, or with something
/// that looks wrong and should be seen soon.
final class Merger implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Merger.class);

    /// The advisory lock's name space; the journal's number is its second half.
    private static final int MERGE_LOCK = 0x6d657267;

    /// Sealed in one round, so that merging is never kept waiting long.
    private static final int MONTHS_A_ROUND = 200;

    /// What waits to be merged in a journal.
    private record Waiting(int segments, long oldest, boolean urgent) {

        Waiting plus(Waiting more) {
            return new Waiting(
                    segments + more.segments, Math.min(oldest, more.oldest), urgent || more.urgent);
        }
    }

    private final DataSource source;
    private final Installations installations;
    private final ChainKeys keys;
    private final ReadingsSettings settings;
    private final StoredDefinitions definitions;
    private final InstantSource clock;
    private final Map<Integer, Waiting> waiting = new ConcurrentHashMap<>();
    /// Months that failed; the next start tries them again.
    private final Set<Sealing.Due> unsealable = ConcurrentHashMap.newKeySet();

    private final ReentrantLock oneAtATime = new ReentrantLock();
    private final Thread thread = Thread.ofPlatform().name("readings-merger").unstarted(this::run);
    private final CountDownLatch closing = new CountDownLatch(1);

    Merger(
            DataSource source,
            Installations installations,
            ChainKeys keys,
            ReadingsSettings settings,
            StoredDefinitions definitions,
            InstantSource clock) {
        this.source = source;
        this.installations = installations;
        this.keys = keys;
        this.settings = settings;
        this.definitions = definitions;
        this.clock = clock;
    }

    /// Takes up what an earlier process left, and begins.
    void start() throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                "SELECT journal, count(*) AS segments, min(received_ms) AS oldest"
                                        + " FROM readings.segment GROUP BY journal");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                added(
                        rows.getInt("journal"),
                        rows.getInt("segments"),
                        rows.getLong("oldest"),
                        false);
            }
        }
        thread.start();
    }

    void added(int journal, int segments, long received, boolean urgent) {
        waiting.merge(journal, new Waiting(segments, received, urgent), Waiting::plus);
    }

    private void run() {
        while (closing.getCount() > 0) {
            try {
                if (!closing.await(settings.mergeInterval().toMillis(), TimeUnit.MILLISECONDS)) {
                    mergeDue();
                    sealDue(MONTHS_A_ROUND);
                }
            } catch (InterruptedException _) {
                return;
            } catch (SQLException | RuntimeException e) {
                LOG.error("merging failed; what waits stays as it is and is tried again", e);
            }
        }
    }

    private void mergeDue() throws SQLException {
        long old = clock.instant().minus(settings.mergeAge()).toEpochMilli();
        for (Map.Entry<Integer, Waiting> entry : waiting.entrySet()) {
            Waiting one = entry.getValue();
            boolean due =
                    one.segments() >= settings.mergeSegments()
                            || one.oldest() <= old
                            || one.urgent();
            if (due && closing.getCount() > 0) {
                try {
                    merge(entry.getKey());
                } catch (SQLException | RuntimeException e) {
                    // The others do not wait for one that is damaged.
                    LOG.error("journal {} cannot be merged and waits", entry.getKey(), e);
                }
            }
        }
    }

    /// Merges everything that waits, now.
    void mergeAll() throws SQLException {
        for (Integer journal : List.copyOf(waiting.keySet())) {
            merge(journal);
        }
    }

    private void merge(int journal) throws SQLException {
        oneAtATime.lock();
        try {
            waiting.remove(journal);
            while (mergeOnce(journal) > 0 && closing.getCount() > 0) {
                LOG.trace("journal {} has more", journal);
            }
        } catch (SQLException | RuntimeException e) {
            added(journal, 1, clock.millis(), false);
            throw e;
        } finally {
            oneAtATime.unlock();
        }
    }

    private int mergeOnce(int journal) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                alone(connection, journal);
                int merged = 0;
                var row = JournalRows.one(connection, journal);
                if (row.isPresent()) {
                    var meter = row.get().key().meter();
                    merged =
                            new MergeTransaction(connection, row.get(), settings.zone())
                                    .merge(
                                            definitions
                                                    .of(connection, List.of(journal))
                                                    .getOrDefault(journal, Definitions.NONE),
                                            installations.installedSince(meter),
                                            settings.aheadTolerance().toMillis(),
                                            keys.verifier(meter));
                }
                connection.commit();
                return merged;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    /// Seals months that ended long enough ago, each in a transaction of its own.
    ///
    /// @return how many were sealed
    int sealDue(int most) throws SQLException {
        LocalDate before =
                LocalDate.ofInstant(clock.instant().minus(settings.sealAge()), settings.zone());
        List<Sealing.Due> due;
        try (Connection connection = source.getConnection()) {
            due = new Sealing(connection).due(before, most);
        }
        int sealed = 0;
        for (Sealing.Due month : due) {
            if (closing.getCount() == 0) {
                break;
            }
            if (!unsealable.contains(month)) {
                try {
                    seal(month);
                    sealed++;
                } catch (SQLException | RuntimeException e) {
                    LOG.error("{} cannot be sealed and stays as it is", month, e);
                    unsealable.add(month);
                }
            }
        }
        return sealed;
    }

    private void seal(Sealing.Due month) throws SQLException {
        oneAtATime.lock();
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                alone(connection, month.journal());
                new Sealing(connection).seal(month);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } finally {
            oneAtATime.unlock();
        }
    }

    /// Only one at a time changes a journal's blocks, this process or another of ours.
    private static void alone(Connection connection, int journal) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // A merge lost in a power cut is only a merge to do again, since the log keeps its
            // order: the segments come back with it.
            statement.execute("SET LOCAL synchronous_commit = off");
            statement.execute("SELECT pg_advisory_xact_lock(" + MERGE_LOCK + ", " + journal + ")");
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
