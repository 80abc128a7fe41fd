package org.smartmeter.readings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns segments into blocks in the background, one shelf of journals after the other, each in its
/// own transaction. What is merged when: shelves with many segments, with old ones, or with
/// something that looks wrong and should be seen soon.
final class Merger implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Merger.class);

    /// The advisory lock's name space; the shelf's number is its second half.
    private static final int MERGE_LOCK = 0x6d657267;

    /// Sealed in one round, so that merging is never kept waiting long.
    private static final int MONTHS_A_ROUND = 200;

    /// Months end seldom; what comes late to one may lie beside it for an hour.
    private static final Duration SEALING_PAUSE = Duration.ofHours(1);

    /// What waits to be merged in a shelf.
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
    private final AtomicLong newest = new AtomicLong(Long.MIN_VALUE);
    private Instant nextSealing = Instant.MIN;

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
        moveEarlierBlocks();
        try (Connection connection = source.getConnection()) {
            new Sealing(connection).forgetFailures();
            newest.set(MergeState.newest(connection));
        }
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

    private void moveEarlierBlocks() throws SQLException {
        List<Integer> shelves;
        try (Connection connection = source.getConnection()) {
            shelves = new EarlierBlocks(connection, definitions, settings.zone()).shelves();
        }
        for (int shelf : shelves) {
            alone(
                    shelf,
                    connection -> {
                        new EarlierBlocks(connection, definitions, settings.zone()).move(shelf);
                        return true;
                    });
        }
    }

    /// About up to when rows are merged, ms: the latest of any journal.
    long newest() {
        return newest.get();
    }

    void added(int journal, int segments, long received, boolean urgent) {
        addedToShelf(Shelf.of(journal), new Waiting(segments, received, urgent));
    }

    private void addedToShelf(int shelf, Waiting more) {
        waiting.merge(shelf, more, Waiting::plus);
    }

    private void run() {
        while (closing.getCount() > 0) {
            try {
                if (!closing.await(settings.mergeInterval().toMillis(), TimeUnit.MILLISECONDS)) {
                    mergeDue();
                    sealWhenTime();
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
                    LOG.error("shelf {} cannot be merged and waits", entry.getKey(), e);
                }
            }
        }
    }

    /// Merges everything that waits, now.
    void mergeAll() throws SQLException {
        for (Integer shelf : List.copyOf(waiting.keySet())) {
            merge(shelf);
        }
    }

    private void merge(int shelf) throws SQLException {
        oneAtATime.lock();
        try {
            waiting.remove(shelf);
            while (mergeOnce(shelf) && closing.getCount() > 0) {
                LOG.trace("shelf {} has more", shelf);
            }
        } catch (SQLException | RuntimeException e) {
            addedToShelf(shelf, new Waiting(1, clock.millis(), false));
            throw e;
        } finally {
            oneAtATime.unlock();
        }
    }

    private boolean mergeOnce(int shelf) throws SQLException {
        return alone(
                shelf,
                connection -> {
                    ShelfMerge merge =
                            new ShelfMerge(
                                    connection, shelf, settings, installations, keys, definitions);
                    boolean more = merge.merge();
                    newest.accumulateAndGet(merge.newest(), Math::max);
                    if (!merge.damaged().isEmpty()) {
                        addedToShelf(shelf, new Waiting(1, clock.millis(), false));
                    }
                    return more;
                });
    }

    private void sealWhenTime() throws SQLException {
        Instant now = clock.instant();
        if (!now.isBefore(nextSealing)) {
            int sealed = sealDue(MONTHS_A_ROUND);
            nextSealing = sealed == MONTHS_A_ROUND ? now : now.plus(SEALING_PAUSE);
        }
    }

    /// Seals months that ended long enough ago, each in a transaction of its own.
    ///
    /// @return how many were tried
    int sealDue(int most) throws SQLException {
        LocalDate before =
                LocalDate.ofInstant(clock.instant().minus(settings.sealAge()), settings.zone());
        List<Sealing.Due> due;
        try (Connection connection = source.getConnection()) {
            due = new Sealing(connection).due(before, most);
        }
        for (Sealing.Due month : due) {
            if (closing.getCount() == 0) {
                break;
            }
            try {
                seal(month);
            } catch (SQLException | RuntimeException e) {
                LOG.error(
                        "{} of shelf {} stays in blocks of days until the next start, because it"
                                + " cannot be sealed",
                        month.month(),
                        month.shelf(),
                        e);
                try (Connection connection = source.getConnection()) {
                    new Sealing(connection).failed(month, String.valueOf(e.getMessage()));
                }
            }
        }
        return due.size();
    }

    private void seal(Sealing.Due month) throws SQLException {
        oneAtATime.lock();
        try {
            alone(
                    month.shelf(),
                    connection -> {
                        new Sealing(connection).seal(month);
                        return true;
                    });
        } finally {
            oneAtATime.unlock();
        }
    }

    private interface Work {
        boolean in(Connection connection) throws SQLException;
    }

    /// In one transaction, in which nobody else changes a shelf's blocks, neither this process nor
    /// another of ours.
    private boolean alone(int shelf, Work work) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                lock(connection, shelf);
                boolean result = work.in(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    /// A merge lost in a power cut is only a merge to do again, since the log keeps its order: the
    /// segments come back with it. So its commit does not wait for the disk. And it finds all its
    /// rows by index, whatever statistics say of tables that fill and empty all the time.
    private static void lock(Connection connection, int shelf) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT set_config('synchronous_commit', 'off', true),
                            set_config('enable_seqscan', 'off', true),
                            set_config('enable_hashjoin', 'off', true),
                            set_config('enable_mergejoin', 'off', true),
                            pg_advisory_xact_lock(?, ?)
                        """)) {
            statement.setInt(1, MERGE_LOCK);
            statement.setInt(2, shelf);
            statement.execute();
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
