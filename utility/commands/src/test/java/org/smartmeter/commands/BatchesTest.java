package org.smartmeter.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;
import static org.smartmeter.commands.Asked.ADA;
import static org.smartmeter.commands.Asked.BEN;
import static org.smartmeter.commands.Asked.NOON;
import static org.smartmeter.commands.Asked.approved;
import static org.smartmeter.commands.Asked.batch;
import static org.smartmeter.commands.Asked.disconnect;
import static org.smartmeter.commands.Asked.meter;
import static org.smartmeter.commands.Asked.of;
import static org.smartmeter.commands.Asked.reconnect;
import static org.smartmeter.commands.Asked.schedule;
import static org.smartmeter.commands.OpenCommands.after;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Batches as a whole, cuts that a reconnection calls back, and orders that a meter still owes an
/// answer.
class BatchesTest {

    private static OpenCommands open;
    private static Commands commands;

    @BeforeAll
    static void open() {
        open = new OpenCommands();
        commands = open.commands;
    }

    @AfterAll
    static void close() {
        open.close();
    }

    @BeforeEach
    void empty() {
        open.empty();
    }

    @Test
    void aBatchTellsWhatItIsWhoApprovedItAndHowFarItIs() {
        BatchRequest older = batch(of(1, schedule()));
        commands.request(older, NOON);
        BatchRequest cut = batch(of(1, disconnect()), of(2, disconnect()), of(3, disconnect()));
        ListHash hash = commands.request(cut, after(1));
        Approval approval = approved(BEN, hash, after(2));
        commands.approve(cut.id(), approval);
        long second = commands.ofBatch(cut.id()).get(1).id();
        assertThat(commands.withdraw(second, ADA, "paid", after(3))).isTrue();
        assertThat(commands.withdraw(second, ADA, "paid", after(3))).isFalse();

        assertThat(commands.newest(10, 0))
                .extracting(BatchSummary::id)
                .containsExactly(cut.id(), older.id());
        assertThat(commands.newest(10, 1)).extracting(BatchSummary::id).containsExactly(older.id());
        BatchSummary told = commands.summary(cut.id()).orElseThrow();
        assertThat(told.sample()).isEqualTo(disconnect());
        assertThat(told.critical()).isTrue();
        assertThat(told.approval()).contains(approval);
        assertThat(told.progress().counts())
                .isEqualTo(Map.of(CommandState.QUEUED, 2, CommandState.EXPIRED, 1));
        assertThat(told.withdrawn()).isEqualTo(1);
        assertThat(commands.summary(older.id()).orElseThrow().critical()).isFalse();
        assertThat(commands.summary(UUID.randomUUID())).isEmpty();
    }

    @Test
    void whatWaitsForAnApprovalIsListedUntilItIsGivenRefusedOrTooLate() {
        BatchRequest given = open.asks(batch(of(1, disconnect())));
        BatchRequest declined = open.asks(batch(of(2, disconnect())));
        BatchRequest late = open.asks(batch(of(3, disconnect())));
        open.asks(batch(of(4, schedule())));
        assertThat(commands.waiting(after(1)))
                .extracting(BatchSummary::id)
                .containsExactlyInAnyOrder(given.id(), declined.id(), late.id());

        commands.approve(given.id(), approved(BEN, ListHash.of(given), after(2)));
        commands.withdraw(declined.id(), BEN, "the bill is disputed", after(2));
        assertThat(commands.waiting(after(3)))
                .extracting(BatchSummary::id)
                .containsExactly(late.id());
        assertThat(commands.waiting(after(480))).isEmpty();
        assertThatExceptionOfType(CommandConflictException.class)
                .isThrownBy(
                        () ->
                                commands.approve(
                                        declined.id(),
                                        approved(BEN, ListHash.of(declined), after(3))))
                .withMessageContaining("nothing waits");
    }

    @Test
    void whoIsToBeReconnectedIsNotCutAnyMore() {
        BatchRequest sent = open.asksApproved(batch(of(1, disconnect())));
        open.sends(after(1));
        BatchRequest waiting = open.asks(batch(of(1, disconnect()), of(2, disconnect())));
        BatchRequest other = open.asks(batch(of(1, schedule())));
        BatchRequest back = batch(of(1, reconnect()));
        commands.request(back, after(2));

        assertThat(open.states(sent)).containsExactly(CommandState.EXPIRED);
        assertThat(open.states(waiting))
                .containsExactly(CommandState.EXPIRED, CommandState.REQUESTED);
        assertThat(open.states(other)).containsExactly(CommandState.QUEUED);
        assertThat(commands.history(open.only(sent).id()).getLast())
                .extracting(HistoryEntry::event, HistoryEntry::detail)
                .containsExactly(CommandEvent.WITHDRAWN, "to be reconnected: test");
        assertThat(commands.next(after(3), 10))
                .extracting(out -> out.command().batch())
                .containsExactly(other.id());
    }

    @Test
    void whoIsCutLaterIsNotReconnectedAnyMore() {
        BatchRequest back = open.asks(batch(of(1, reconnect()), of(1, schedule())));
        BatchRequest cut = open.asks(batch(of(1, disconnect())));
        assertThat(open.states(back))
                .as("only asked for")
                .containsExactly(CommandState.QUEUED, CommandState.QUEUED);
        commands.approve(cut.id(), approved(BEN, ListHash.of(cut), after(1)));
        assertThat(open.states(back)).containsExactly(CommandState.EXPIRED, CommandState.QUEUED);
        assertThat(open.states(cut)).containsExactly(CommandState.QUEUED);
        assertThat(commands.history(open.only(back).id()).getLast().detail())
                .isEqualTo("overruled by a cut that was approved later");
    }

    @Test
    void allThatNoMeterHasAnsweredCanBeEnded() {
        BatchRequest some =
                open.asks(batch(of(1, schedule()), of(2, schedule()), of(3, disconnect())));
        List<Long> counters = open.sends(after(1));
        answer(1, counters.get(0), CommandEvent.RECEIVED);
        assertThat(commands.endAll("restored", after(2))).isEqualTo(2);
        assertThat(commands.endAll("restored", after(2))).isZero();
        assertThat(open.states(some))
                .containsExactly(CommandState.RECEIVED, CommandState.EXPIRED, CommandState.EXPIRED);
    }

    @Test
    void theCommandsOfABatchComeInParts() {
        BatchRequest some =
                open.asks(batch(of(1, schedule()), of(2, schedule()), of(3, schedule())));
        commands.next(NOON, 1).forEach(out -> commands.sent(out, Asked.signed(1), NOON));
        Set<CommandState> queued = Set.of(CommandState.QUEUED);
        assertThat(commands.ofBatch(some.id(), queued, 1, 1))
                .extracting(Command::meter)
                .containsExactly(meter(3));
        assertThat(commands.ofBatch(some.id(), Set.of(CommandState.values()), 2, 0))
                .extracting(Command::meter)
                .containsExactly(meter(1), meter(2));
    }

    @Test
    void anOrderIsAwaitedUntilItsMeterHasSaidItsLastEvenWhenItExpired() {
        open.asks(batch(of(1, schedule()), of(2, schedule()), of(3, schedule())));
        List<Long> counters = open.sends(after(1));
        assertThat(commands.awaitedMeters(NOON)).containsExactly(meter(1), meter(2), meter(3));
        assertThat(commands.awaitedMeters(after(2))).isEmpty();

        answer(1, counters.get(0), CommandEvent.DONE);
        answer(2, counters.get(1), CommandEvent.OVERTAKEN);
        commands.expire(after(480));
        assertThat(commands.awaited(meter(1))).isEmpty();
        assertThat(commands.awaited(meter(2)))
                .extracting(Awaited::counter, Awaited::state, Awaited::body)
                .containsExactly(tuple(counters.get(1), CommandState.EXPIRED, schedule()));
        answer(2, counters.get(1), CommandEvent.DONE);
        answer(3, counters.get(2), CommandEvent.REFUSED);
        assertThat(commands.awaitedMeters(NOON)).isEmpty();
    }

    private static void answer(int meter, long counter, CommandEvent event) {
        assertThat(commands.answered(meter(meter), counter, new Judgement(event, ""), after(5)))
                .isTrue();
    }
}
