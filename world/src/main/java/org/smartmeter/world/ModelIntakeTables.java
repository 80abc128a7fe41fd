package org.smartmeter.world;

import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.smartmeter.readings.IntakePlan;
import org.smartmeter.readings.IntakeTables;
import org.smartmeter.readings.JournalKey;
import org.smartmeter.readings.JournalState;

/// The way to intake's tables of a [ModelDatabase], on which a call can fail or be the process's
/// last.
final class ModelIntakeTables implements IntakeTables {

    private final ModelDatabase database;
    private final Calls calls;

    ModelIntakeTables(ModelDatabase database, Calls calls) {
        this.database = database;
        this.calls = calls;
    }

    @Override
    public Transaction begin() throws SQLException {
        calls.reading();
        return new ModelTransaction();
    }

    private final class ModelTransaction implements Transaction {

        private @Nullable IntakePlan plan;
        private Map<JournalKey, JournalState> saved = Map.of();
        private boolean broken;

        @Override
        public Map<JournalKey, JournalState> read(Collection<JournalKey> journals)
                throws SQLException {
            call(false);
            Map<JournalKey, JournalState> states = new HashMap<>();
            for (JournalKey journal : journals) {
                Optional<JournalState> state = database.state(journal);
                state.ifPresent(found -> states.put(journal, found));
            }
            return states;
        }

        @Override
        public Map<JournalKey, JournalState> write(IntakePlan written) throws SQLException {
            call(true);
            saved = database.check(written);
            plan = written;
            return saved;
        }

        private void call(boolean writes) throws SQLException {
            refuseIfBroken();
            try {
                if (writes) {
                    calls.writing();
                } else {
                    calls.reading();
                }
            } catch (SQLException e) {
                broken = String.valueOf(e.getSQLState()).startsWith("08");
                throw e;
            }
        }

        private void refuseIfBroken() throws SQLException {
            if (broken) {
                throw new SQLException("this connection has been closed", "08003");
            }
        }

        @Override
        public void commit() throws SQLException {
            call(plan != null);
            boolean lost = calls.isLostInCommit();
            if (!lost || calls.counts()) {
                apply();
            }
            if (lost) {
                broken = true;
                throw new SQLException("the connection was lost in a commit", "08006");
            }
            calls.done();
        }

        private void apply() {
            IntakePlan written = plan;
            plan = null;
            if (written != null) {
                database.check(written);
                database.commit(written, saved);
                calls.committed(written, saved);
            }
        }

        @Override
        public void rollback() throws SQLException {
            refuseIfBroken();
            plan = null;
        }

        @Override
        public void close() {
            plan = null;
        }
    }
}
