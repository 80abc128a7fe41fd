package org.smartmeter.commands;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.smartmeter.database.Database;
import org.smartmeter.database.TestDatabases;

/// Commands on a database of their own.
final class OpenCommands implements AutoCloseable {

    /// Three critical ones an hour, two per feeder; two under way per feeder.
    static final CommandSettings NARROW =
            new CommandSettings(new VolumeLimits(3, 2), new Pacing(2));

    final Database database = TestDatabases.fresh();
    final Commands commands = another();
    private long counter;

    OpenCommands() {
        empty();
    }

    /// As if nothing had ever been asked for. A database per test would take a second each; the
    /// guard of the history does not act on what a replica copies, so this passes for one.
    void empty() {
        database.jdbi()
                .useTransaction(
                        handle -> {
                            handle.execute("set local session_replication_role = replica");
                            handle.execute("truncate commands.batches cascade");
                        });
        counter = 100;
    }

    /// As another process on the same database, or the next start of this one.
    Commands another() {
        return Commands.open(database, NARROW, new Random(1));
    }

    BatchRequest asks(BatchRequest batch) {
        commands.request(batch, Asked.NOON);
        return batch;
    }

    /// Asks for it, and Ben approves it.
    BatchRequest asksApproved(BatchRequest batch) {
        commands.approve(
                batch.id(),
                Asked.approved(Asked.BEN, commands.request(batch, Asked.NOON), Asked.NOON));
        return batch;
    }

    /// Hands out what is due and signs it as far as it was not.
    List<Long> sends(Instant now) {
        return commands.next(now, 100).stream()
                .map(
                        out -> {
                            long used =
                                    out.sentBefore().map(SignedCommand::counter).orElse(++counter);
                            if (out.sentBefore().isEmpty()) {
                                commands.sent(out, Asked.signed(used), now);
                            }
                            return used;
                        })
                .toList();
    }

    Command only(BatchRequest batch) {
        return commands.ofBatch(batch.id()).getFirst();
    }

    Stream<CommandState> states(BatchRequest batch) {
        return commands.ofBatch(batch.id()).stream().map(Command::state);
    }

    Stream<CommandEvent> events(Command command) {
        return commands.history(command.id()).stream().map(HistoryEntry::event);
    }

    static Instant after(long minutes) {
        return Asked.NOON.plus(Duration.ofMinutes(minutes));
    }

    @Override
    public void close() {
        database.close();
    }
}
