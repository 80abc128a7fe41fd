package org.smartmeter.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.smartmeter.readings.IntakePlan;
import org.smartmeter.readings.IntakeTables;
import org.smartmeter.readings.JournalKey;
import org.smartmeter.readings.JournalState;
import org.smartmeter.terms.SequenceRanges;

/// A simulation that finds nothing proves nothing: here somebody breaks the store on purpose.
class BrokenStoreTest {

    private static final WorldSettings SOUND = WorldSettings.of(6, Duration.ofHours(24));
    private static final int SEEDS = 12;

    /// Tables that stand between, as they are.
    private record Between(IntakeTables tables) implements IntakeTables {

        @Override
        public Transaction begin() throws SQLException {
            return tables.begin();
        }
    }

    private static class Passing implements IntakeTables.Transaction {

        private final IntakeTables.Transaction to;

        Passing(IntakeTables.Transaction to) {
            this.to = to;
        }

        @Override
        public Map<JournalKey, JournalState> read(Collection<JournalKey> journals)
                throws SQLException {
            return to.read(journals);
        }

        @Override
        public Map<JournalKey, JournalState> write(IntakePlan plan) throws SQLException {
            return to.write(plan);
        }

        @Override
        public void commit() throws SQLException {
            to.commit();
        }

        @Override
        public void rollback() throws SQLException {
            to.rollback();
        }

        @Override
        public void close() throws SQLException {
            to.close();
        }
    }

    private static Set<Invariant> found(UnaryOperator<IntakeTables> broken) {
        Set<Invariant> found = new HashSet<>();
        LongStream.rangeClosed(1, SEEDS)
                .forEach(
                        seed ->
                                World.live(seed, SOUND.with(broken))
                                        .violation()
                                        .ifPresent(it -> found.add(it.invariant())));
        return found;
    }

    @Test
    void tablesThatPassEverythingOnBreakNothing() {
        assertThat(found(Between::new)).isEmpty();
    }

    @Test
    void aStoreThatAnswersBeforeItsCommitIsFoundOut() {
        int[] commits = {0};
        UnaryOperator<IntakeTables> hasty =
                tables ->
                        () ->
                                new Passing(tables.begin()) {
                                    @Override
                                    public void commit() throws SQLException {
                                        if (++commits[0] % 50 == 0) {
                                            rollback();
                                        } else {
                                            super.commit();
                                        }
                                    }
                                };
        assertThat(found(hasty)).contains(Invariant.ACKNOWLEDGED_IS_STORED);
    }

    @Test
    void aStoreThatForgetsWhatItHoldsIsFoundOut() {
        UnaryOperator<IntakeTables> forgetful =
                tables ->
                        () ->
                                new Passing(tables.begin()) {
                                    @Override
                                    public Map<JournalKey, JournalState> read(
                                            Collection<JournalKey> journals) throws SQLException {
                                        Map<JournalKey, JournalState> states =
                                                new HashMap<>(super.read(journals));
                                        states.replaceAll((_, state) -> holdingNothing(state));
                                        return states;
                                    }
                                };
        assertThat(found(forgetful)).contains(Invariant.EACH_RECORD_ONCE);
    }

    private static JournalState holdingNothing(JournalState state) {
        return new JournalState(
                state.id(),
                state.version(),
                SequenceRanges.EMPTY,
                state.definitions(),
                state.lastMeasured());
    }
}
