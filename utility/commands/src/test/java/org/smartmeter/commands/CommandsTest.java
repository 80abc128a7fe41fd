package org.smartmeter.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.smartmeter.commands.Asked.ADA;
import static org.smartmeter.commands.Asked.BEN;
import static org.smartmeter.commands.Asked.NOON;
import static org.smartmeter.commands.Asked.approved;
import static org.smartmeter.commands.Asked.batch;
import static org.smartmeter.commands.Asked.disconnect;
import static org.smartmeter.commands.Asked.each;
import static org.smartmeter.commands.Asked.meter;
import static org.smartmeter.commands.Asked.of;
import static org.smartmeter.commands.Asked.schedule;
import static org.smartmeter.commands.Asked.signed;
import static org.smartmeter.commands.OpenCommands.after;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {

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
    void aRoutineCommandsWayToTheMetersReport() {
        BatchRequest batch = open.asks(batch(of(1, "F1", schedule())));
        long counter = open.sends(after(1)).getFirst();
        commands.received(meter(1), counter, "accepted", after(2));
        commands.reported(meter(1), counter, Outcome.DONE, "schedule", after(3));

        assertThat(commands.history(open.only(batch).id()))
                .extracting(HistoryEntry::number, e -> e.event() + " " + e.state())
                .containsExactly(
                        tuple(1, "ASKED REQUESTED"),
                        tuple(2, "WAVED_THROUGH QUEUED"),
                        tuple(3, "SENT SENT"),
                        tuple(4, "RECEIVED RECEIVED"),
                        tuple(5, "DONE DONE"));
        assertThat(commands.history(open.only(batch).id()).getLast())
                .isEqualTo(
                        new HistoryEntry(
                                5,
                                CommandEvent.DONE,
                                CommandState.DONE,
                                after(3),
                                Optional.empty(),
                                "schedule"));
        assertThat(commands.next(after(60), 10)).isEmpty();
    }

    @Test
    void aCriticalCommandStaysUntilAnotherPersonHasApprovedExactlyThis() {
        BatchRequest batch = open.asks(batch(of(1, disconnect())));
        ListHash seen = commands.hashOf(batch.id()).orElseThrow();
        assertThat(seen).isEqualTo(ListHash.of(batch));
        assertThat(commands.next(after(1), 10)).isEmpty();

        assertRefused(
                "another person", () -> commands.approve(batch.id(), approved(ADA, seen, NOON)));
        assertRefused(
                "another person",
                () -> commands.approve(batch.id(), approved(new Person("Ada "), seen, NOON)));
        ListHash other = ListHash.of(batch(of(1, disconnect())));
        assertRefused(
                "not what was shown",
                () -> commands.approve(batch.id(), approved(BEN, other, NOON)));
        assertRefused(
                "was to be done until",
                () -> commands.approve(batch.id(), approved(BEN, seen, after(480))));
        assertRefused(
                "there is no batch",
                () -> commands.approve(UUID.randomUUID(), approved(BEN, seen, NOON)));
        assertThat(open.states(batch)).containsExactly(CommandState.REQUESTED);

        commands.approve(batch.id(), approved(BEN, seen, after(1)));
        commands.approve(batch.id(), approved(new Person("cara"), seen, after(2)));
        assertThat(open.events(open.only(batch)))
                .containsExactly(CommandEvent.ASKED, CommandEvent.APPROVED, CommandEvent.ADMITTED);
        HistoryEntry approval = commands.history(open.only(batch).id()).get(1);
        assertThat(approval.person()).contains(BEN);
        assertThat(approval.detail()).isEqualTo(seen.hex());
        assertThat(open.sends(after(3))).hasSize(1);
    }

    @Test
    void whatWasChangedInTheDatabaseAfterItWasShownIsNotApproved() {
        BatchRequest batch = open.asks(batch(of(1, disconnect())));
        open.database
                .jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "update commands.commands set meter = ?",
                                        meter(2).value()));
        assertRefused(
                "not what was shown",
                () -> commands.approve(batch.id(), approved(BEN, ListHash.of(batch), NOON)));
    }

    @Test
    void aRoutineBatchNeedsNoApproval() {
        BatchRequest batch = open.asks(batch(of(1, schedule())));
        assertRefused(
                "needs no approval",
                () -> commands.approve(batch.id(), approved(BEN, ListHash.of(batch), NOON)));
    }

    @Test
    void whatIsCriticalInAMixedBatchWaitsAlone() {
        BatchRequest batch = open.asks(batch(of(1, schedule()), of(2, disconnect())));
        assertThat(open.states(batch)).containsExactly(CommandState.QUEUED, CommandState.REQUESTED);
    }

    @Test
    void whatExceedsTheVolumeIsQuarantinedUntilAPersonReleasesIt() {
        BatchRequest batch =
                open.asksApproved(
                        batch(
                                of(1, "F1", disconnect()),
                                of(2, "F1", disconnect()),
                                of(3, "F1", disconnect()),
                                of(4, disconnect()),
                                of(5, disconnect())));
        assertThat(open.states(batch))
                .containsExactly(
                        CommandState.QUEUED,
                        CommandState.QUEUED,
                        CommandState.QUARANTINED,
                        CommandState.QUEUED,
                        CommandState.QUARANTINED);
        assertThat(commands.quarantined(100))
                .extracting(q -> q.command().meter(), QuarantinedCommand::why)
                .containsExactly(
                        tuple(
                                meter(3),
                                "2 critical commands on feeder F1 take effect within an hour of"
                                        + " 2026-07-01T12:00:00Z already; the limit is 2"),
                        tuple(
                                meter(5),
                                "3 critical commands take effect within an hour of"
                                        + " 2026-07-01T12:00:00Z already; the limit is 3"));

        long held = commands.quarantined(100).getFirst().command().id();
        assertRefused("another person", () -> commands.release(held, ADA, "looked", NOON));
        assertRefused("there is no command", () -> commands.release(-1, BEN, "looked", NOON));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> commands.release(held, BEN, " ", NOON))
                .withMessageContaining("the reason for a release");
        commands.release(held, BEN, "looked", after(1));
        assertRefused("not quarantined but queued", () -> commands.release(held, BEN, "x", NOON));
        HistoryEntry release = commands.history(held).getLast();
        assertThat(release.person()).contains(BEN);
        assertThat(release.detail()).isEqualTo("looked");
        assertThat(commands.progress(batch.id()).counts())
                .isEqualTo(Map.of(CommandState.QUEUED, 4, CommandState.QUARANTINED, 1));
    }

    @Test
    void batchesAskedForHourByHourAndDueTogetherCountTogether() {
        for (int i = 1; i <= 3; i++) {
            BatchRequest batch = batch(of(i, disconnect(after(400))));
            ListHash hash = commands.request(batch, after(61L * i));
            commands.approve(batch.id(), approved(BEN, hash, after(61L * i)));
        }
        BatchRequest fourth = open.asksApproved(batch(of(4, disconnect(after(420)))));
        BatchRequest now = open.asksApproved(batch(of(5, disconnect())));
        assertThat(open.states(fourth)).containsExactly(CommandState.QUARANTINED);
        assertThat(open.states(now)).containsExactly(CommandState.QUEUED);
    }

    @Test
    void aReleasedCommandCountsForThoseThatFollow() {
        open.asksApproved(batch(each(1, 3, disconnect())));
        BatchRequest held = open.asksApproved(batch(of(4, disconnect())));
        commands.release(open.only(held).id(), BEN, "looked", after(59));
        BatchRequest later = batch(each(5, 3, disconnect()));
        commands.approve(later.id(), approved(BEN, commands.request(later, after(61)), after(61)));
        assertThat(commands.progress(later.id()).in(CommandState.QUARANTINED)).isEqualTo(1);
    }

    @Test
    void askingAgainAsksOnceAndNeverForSomethingElse() {
        BatchRequest batch = open.asks(batch(of(1, schedule())));
        assertThat(commands.request(batch, after(5))).isEqualTo(ListHash.of(batch));
        assertThat(commands.progress(batch.id()).total()).isEqualTo(1);
        BatchRequest other =
                new BatchRequest(
                        batch.id(),
                        ADA,
                        "another reason",
                        batch.window(),
                        batch.priority(),
                        batch.spread(),
                        batch.commands());
        assertRefused("other content", () -> commands.request(other, NOON));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> commands.request(batch(of(1, schedule())), after(480)))
                .withMessageContaining("before all of it can go out");
    }

    @Test
    void aNewProcessGoesOnWhereTheOldOneStopped() {
        BatchRequest batch = open.asksApproved(batch(of(1, disconnect()), of(2, schedule())));
        List<Long> counters = open.sends(after(1));

        Commands next = open.another();
        assertThat(next.next(after(1), 10)).isEmpty();
        assertThat(next.next(after(10), 10))
                .extracting(out -> out.sentBefore().orElseThrow())
                .containsExactly(signed(counters.get(0)), signed(counters.get(1)));
        assertThat(next.reported(meter(1), counters.get(0), Outcome.DONE, "", after(11))).isTrue();
        assertThat(next.progress(batch.id()).counts())
                .isEqualTo(Map.of(CommandState.DONE, 1, CommandState.SENT, 1));
    }

    @Test
    void aReportSaidTwiceOrAboutSomethingElseChangesNothing() {
        BatchRequest batch = open.asks(batch(of(1, schedule())));
        long counter = open.sends(after(1)).getFirst();
        assertThat(commands.reported(meter(1), counter + 1, Outcome.DONE, "", after(2))).isFalse();
        assertThat(commands.reported(meter(2), counter, Outcome.DONE, "", after(2))).isFalse();
        assertThat(commands.reported(meter(1), counter, Outcome.DONE, "", after(2))).isTrue();
        assertThat(commands.reported(meter(1), counter, Outcome.DONE, "", after(3))).isFalse();
        assertThat(commands.reported(meter(1), counter, Outcome.REFUSED, "", after(3))).isFalse();
        assertThat(commands.received(meter(1), counter, "", after(3))).isFalse();
        assertThat(open.only(batch).changes()).isEqualTo(4);
    }

    @Test
    void aRefusalKeepsWhatTheMeterSaid() {
        BatchRequest batch = open.asks(batch(of(1, schedule())));
        commands.reported(
                meter(1), open.sends(after(1)).getFirst(), Outcome.REFUSED, "not now", after(2));
        assertThat(open.states(batch)).containsExactly(CommandState.REFUSED);
        assertThat(commands.history(open.only(batch).id()).getLast().detail()).isEqualTo("not now");
        assertThat(commands.next(after(60), 10)).isEmpty();
    }

    @Test
    void whatDidNotReachItsMeterInTimeExpiresAndALateReportStillCounts() {
        BatchRequest batch =
                open.asks(batch(of(1, schedule()), of(2, disconnect()), of(3, schedule())));
        List<Long> counters = open.sends(after(1));
        commands.received(meter(3), counters.get(1), "", after(2));

        assertThat(commands.expire(after(479))).isZero();
        assertThat(commands.expire(after(480))).isEqualTo(2);
        assertThat(commands.expire(after(481))).isZero();
        assertThat(open.states(batch))
                .containsExactly(CommandState.EXPIRED, CommandState.EXPIRED, CommandState.RECEIVED);
        assertThat(commands.next(after(482), 10)).isEmpty();

        commands.reported(meter(1), counters.getFirst(), Outcome.DONE, "at 12:02", after(600));
        assertThat(open.states(batch).toList().getFirst()).isEqualTo(CommandState.DONE);
    }

    @Test
    void whatIsCalledBackIsNotSentAgainAndMakesRoomForTheNext() {
        BatchRequest cut = open.asksApproved(batch(of(1, disconnect()), of(2, disconnect())));
        List<Long> counters = open.sends(after(1));
        commands.received(meter(2), counters.get(1), "", after(1));
        open.asks(batch(of(1, schedule())));
        assertThat(commands.next(after(1), 10)).as("one at a time").isEmpty();

        assertThat(commands.withdraw(cut.id(), ADA, "paid", after(3))).isEqualTo(1);
        assertThat(commands.withdraw(cut.id(), ADA, "paid", after(3))).isZero();
        assertThat(open.states(cut)).containsExactly(CommandState.EXPIRED, CommandState.RECEIVED);
        assertThat(commands.history(open.only(cut).id()).getLast().detail()).isEqualTo("paid");
        assertThat(commands.next(after(4), 10))
                .extracting(out -> out.command().body())
                .containsExactly(schedule());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update commands.history set detail = 'x'",
                "delete from commands.history",
                "truncate commands.history",
                "update commands.approvals set person = 'x'",
                "delete from commands.approvals",
                "truncate commands.approvals",
            })
    void theDatabaseItselfLetsHistoryBeOnlyAppendedTo(String change) {
        open.asksApproved(batch(of(1, disconnect())));
        assertThatThrownBy(() -> open.database.jdbi().useHandle(handle -> handle.execute(change)))
                .hasMessageContaining("is only appended to");
    }

    @Test
    void aMetersCommandsAreListedNewestFirst() {
        open.asks(batch(of(1, schedule()), of(2, schedule())));
        BatchRequest newer = open.asks(batch(of(1, schedule())));
        assertThat(commands.ofMeter(meter(1), 10)).hasSize(2);
        assertThat(commands.ofMeter(meter(1), 1)).containsExactly(open.only(newer));
        assertThat(commands.command(open.only(newer).id())).contains(open.only(newer));
        assertThat(commands.command(-1)).isEmpty();
    }

    private static void assertRefused(String why, ThrowingCallable what) {
        assertThatExceptionOfType(CommandConflictException.class)
                .isThrownBy(what)
                .withMessageContaining(why);
    }
}
