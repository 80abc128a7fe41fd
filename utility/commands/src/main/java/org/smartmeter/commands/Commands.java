package org.smartmeter.commands;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Jdbi;
import org.smartmeter.database.Database;
import org.smartmeter.terms.MeterId;

/// The utility's commands to its meters, from the wish to the meter's report. Every call is one
/// transaction, durable when it returns; what was said twice changes nothing the second time. Safe
/// for many threads and for several processes on one database; a new process goes on where an old
/// one stopped.
public final class Commands {

    /// So many are handed out or expire in one transaction at most.
    static final int MOST_AT_ONCE = 1_000;

    private final Jdbi jdbi;
    private final CommandSettings settings;
    private final RandomGenerator random;

    private Commands(Jdbi jdbi, CommandSettings settings, RandomGenerator random) {
        this.jdbi = jdbi;
        this.settings = settings;
        this.random = random;
    }

    /// Brings the schema `commands` up to date and opens it.
    ///
    /// @param random spreads commands in time; safe for many threads
    public static Commands open(
            Database database, CommandSettings settings, RandomGenerator random) {
        database.migrate("commands");
        return new Commands(database.jdbi(), settings, random);
    }

    /// Asks for a batch. Routine commands are queued, critical ones wait for [#approve]. Whoever is
    /// to be reconnected is not cut any more: cuts that their meters have not answered are called
    /// back.
    ///
    /// @return the hash that a second person approves
    /// @throws IllegalArgumentException if its window is over
    /// @throws CommandConflictException if something else was asked for under this id
    public ListHash request(BatchRequest batch, Instant now) {
        requireOpen(batch, now);
        return jdbi.inTransaction(handle -> Decisions.request(handle, batch, now, random));
    }

    /// The hash of the batch as it lies in the database, if there is one.
    public Optional<ListHash> hashOf(UUID batch) {
        return batch(batch).map(ListHash::of);
    }

    /// Approves the critical commands of a batch. They are queued, as far as the volume guard lets
    /// them; the others are quarantined. Approving again changes nothing.
    ///
    /// @param approval of exactly what the person was shown
    /// @throws CommandConflictException if the person asked for it, was shown something else, the
    /// batch is unknown, needs no approval, or its window is over
    public void approve(UUID batch, Approval approval) {
        jdbi.useTransaction(
                handle -> Decisions.approve(handle, settings.volume(), batch, approval));
    }

    /// Lets a quarantined command go on.
    ///
    /// @throws CommandConflictException if it is not in quarantine, or the person asked for it
    public void release(long id, Person person, String reason, Instant now) {
        String why = Text.required("the reason for a release", reason);
        jdbi.useTransaction(handle -> Decisions.release(handle, id, person, why, now));
    }

    /// Calls back a single command, like one in quarantine.
    ///
    /// @return whether it was called back; false if its meter has answered, or it ended
    public boolean withdraw(long id, Person person, String reason, Instant now) {
        String why = Text.required("the reason for a withdrawal", reason);
        return jdbi.inTransaction(handle -> Decisions.withdraw(handle, id, person, why, now));
    }

    /// Calls back what of a batch no meter has answered yet. It is not sent (again); one that is on
    /// its way may still arrive, and then the meter's report counts.
    ///
    /// @return how many were called back
    public int withdraw(UUID batch, Person person, String reason, Instant now) {
        String why = Text.required("the reason for a withdrawal", reason);
        return jdbi.inTransaction(handle -> Decisions.withdraw(handle, batch, person, why, now));
    }

    /// Ends all that no meter has answered: nobody can tell any more what was wanted of it.
    ///
    /// @return how many ended
    public int endAll(String why, Instant now) {
        return jdbi.inTransaction(
                handle ->
                        Book.enter(
                                        handle,
                                        CommandTable.lockUnanswered(handle),
                                        CommandEvent.EXPIRED,
                                        now,
                                        Optional.empty(),
                                        why)
                                .size());
    }

    /// Ends what has not reached its meter within its window.
    ///
    /// @return how many expired
    public int expire(Instant now) {
        int expired = 0;
        int last;
        do {
            last =
                    jdbi.inTransaction(
                            handle ->
                                    Book.enter(
                                                    handle,
                                                    CommandTable.lockOver(
                                                            handle, now, MOST_AT_ONCE),
                                                    CommandEvent.EXPIRED,
                                                    now,
                                                    Optional.empty(),
                                                    "")
                                            .size());
            expired += last;
        } while (last == MOST_AT_ONCE);
        return expired;
    }

    /// Hands out what is due: by priority, then the oldest first; one under way per meter, and per
    /// feeder as many as the settings say. Nobody is handed the same; what is not [#sent], or not
    /// answered, comes again after a wait that doubles.
    ///
    /// @param most 1…1,000
    public List<HandedOut> next(Instant now, int most) {
        if (most < 1 || most > MOST_AT_ONCE) {
            throw new IllegalArgumentException(
                    "between 1 and " + MOST_AT_ONCE + " commands are handed out, not " + most);
        }
        return jdbi.inTransaction(handle -> Outbox.next(handle, settings.pacing(), now, most));
    }

    /// Keeps a command's signed order and counter. To be called before the order is given to the
    /// line.
    ///
    /// @return false if it must not be given to the line, since it was handed out again, ended or
    /// was answered meanwhile
    /// @throws CommandConflictException if the counter belongs to another command of the meter
    public boolean sent(HandedOut out, SignedCommand signed, Instant now) {
        return jdbi.inTransaction(
                handle -> {
                    Optional<Command> command =
                            CommandTable.lock(handle, out.command().id())
                                    .filter(c -> c.can(CommandEvent.SENT))
                                    .filter(c -> !c.window().isOver(now))
                                    .filter(_ -> Outbox.isCurrent(handle, out));
                    if (command.isEmpty()) {
                        return false;
                    }
                    Outbox.keep(handle, out, signed, now);
                    Book.enter(
                            handle,
                            List.of(command.get()),
                            CommandEvent.SENT,
                            now,
                            Optional.empty(),
                            "counter " + Long.toUnsignedString(signed.counter()));
                    return true;
                });
    }

    /// The meter is not on the line: the command waits for it, and holds up nobody meanwhile.
    public void putBack(HandedOut out) {
        jdbi.useTransaction(handle -> Outbox.putBack(handle, out));
    }

    /// The meter said that it has the order of this counter, and will act or tell more.
    ///
    /// @return whether that was news about one of these commands
    public boolean received(MeterId meter, long counter, String detail, Instant now) {
        return answered(meter, counter, CommandEvent.RECEIVED, detail, now);
    }

    /// The meter's journal says what became of the order of this counter. Journals are read in
    /// their order.
    ///
    /// @param detail what the meter said, like the reason of a refusal
    /// @return whether that was news about one of these commands
    public boolean reported(
            MeterId meter, long counter, Outcome outcome, String detail, Instant now) {
        return answered(meter, counter, outcome.event(), detail, now);
    }

    private boolean answered(
            MeterId meter, long counter, CommandEvent event, String detail, Instant now) {
        return jdbi.inTransaction(
                handle -> Answers.take(handle, meter, counter, event, detail, now));
    }

    /// The same, as it follows from what the meter said.
    ///
    /// @return whether that was news about one of these commands
    public boolean answered(MeterId meter, long counter, Judgement judgement, Instant now) {
        return answered(meter, counter, judgement.event(), judgement.detail(), now);
    }

    /// The meter was heard: what waits for it goes out again with the next hand-out, unless the
    /// meter has it.
    ///
    /// @param actedOn counter of the last order that the meter says it acted on
    public void heard(MeterId meter, long actedOn, Instant now) {
        jdbi.useTransaction(handle -> Answers.heard(handle, meter, actedOn, now));
    }

    /// The orders to this meter of which it has not said its last, the oldest first. Those of a
    /// command that expired are among them: its meter may have acted before.
    public List<Awaited> awaited(MeterId meter) {
        return jdbi.withHandle(handle -> Outbox.awaited(handle, meter));
    }

    /// All meters that have not said their last about an order given to them since.
    public List<MeterId> awaitedMeters(Instant since) {
        return jdbi.withHandle(handle -> Outbox.awaitedMeters(handle, since));
    }

    /// The batch as it was asked for, read from the rows that go out.
    public Optional<BatchRequest> batch(UUID batch) {
        return jdbi.withHandle(handle -> BatchTable.find(handle, batch));
    }

    /// Who approved the batch, if somebody did.
    public Optional<Approval> approvalOf(UUID batch) {
        return jdbi.withHandle(handle -> BatchTable.approval(handle, batch));
    }

    /// What was asked for together and how far it is, without its commands.
    public Optional<BatchSummary> summary(UUID batch) {
        return jdbi.withHandle(handle -> SummaryTable.find(handle, batch));
    }

    /// The newest batches first.
    public List<BatchSummary> newest(int limit, int offset) {
        return jdbi.withHandle(handle -> SummaryTable.newest(handle, limit, offset));
    }

    /// Batches that wait for a second person's approval, those first whose window ends first.
    public List<BatchSummary> waiting(Instant now) {
        return jdbi.withHandle(handle -> SummaryTable.waiting(handle, now));
    }

    public Progress progress(UUID batch) {
        return jdbi.withHandle(handle -> CommandTable.progress(handle, batch));
    }

    public Optional<Command> command(long id) {
        return jdbi.withHandle(handle -> CommandTable.find(handle, id));
    }

    /// The commands of a batch in the order they were asked for.
    public List<Command> ofBatch(UUID batch) {
        return jdbi.withHandle(handle -> CommandTable.ofBatch(handle, batch));
    }

    /// Those of them that stand in one of the states, so many from one on.
    public List<Command> ofBatch(UUID batch, Set<CommandState> states, int limit, int offset) {
        return jdbi.withHandle(
                handle -> CommandTable.ofBatch(handle, batch, states, limit, offset));
    }

    /// The newest first.
    public List<Command> ofMeter(MeterId meter, int limit) {
        return jdbi.withHandle(handle -> CommandTable.ofMeter(handle, meter, limit));
    }

    /// What waits for a person's decision, the oldest first.
    public List<QuarantinedCommand> quarantined(int limit) {
        return jdbi.withHandle(handle -> CommandTable.quarantined(handle, limit));
    }

    /// How many wait for a person's decision.
    public int quarantinedCount() {
        return jdbi.withHandle(CommandTable::quarantinedCount);
    }

    /// What happened last to each of these commands.
    public Map<Long, HistoryEntry> last(Collection<Long> ids) {
        return jdbi.withHandle(handle -> CommandTable.last(handle, ids));
    }

    /// What happened to a command, from the first to the last.
    public List<HistoryEntry> history(long id) {
        return jdbi.withHandle(handle -> CommandTable.history(handle, id));
    }

    private static void requireOpen(BatchRequest batch, Instant now) {
        if (!now.plus(batch.spread()).isBefore(batch.window().until())) {
            throw new IllegalArgumentException(
                    "batch "
                            + batch.id()
                            + ": its window ends at "
                            + batch.window().until()
                            + ", before all of it can go out");
        }
    }
}
