package org.smartmeter.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.smartmeter.commands.Asked.NOON;
import static org.smartmeter.commands.Asked.batch;
import static org.smartmeter.commands.Asked.each;
import static org.smartmeter.commands.Asked.limit;
import static org.smartmeter.commands.Asked.meter;
import static org.smartmeter.commands.Asked.of;
import static org.smartmeter.commands.Asked.reconnect;
import static org.smartmeter.commands.Asked.schedule;
import static org.smartmeter.commands.Asked.signed;
import static org.smartmeter.commands.OpenCommands.after;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.smartmeter.terms.MeterId;

class HandOutTest {

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

    private List<MeterId> nextMeters(Instant now, int most) {
        return commands.next(now, most).stream().map(out -> out.command().meter()).toList();
    }

    @Test
    void theOldestFirstWithinPriority() {
        open.asks(batch(Priority.BACKGROUND, Duration.ZERO, each(1, 2, schedule())));
        open.asks(batch(Priority.USUAL, Duration.ZERO, each(3, 2, schedule())));
        open.asks(batch(Priority.URGENT, Duration.ZERO, each(5, 2, schedule())));
        open.asks(batch(Priority.USUAL, Duration.ZERO, each(7, 2, schedule())));
        assertThat(nextMeters(NOON, 3)).containsExactly(meter(5), meter(6), meter(3));
        assertThat(nextMeters(NOON, 100))
                .containsExactly(meter(4), meter(7), meter(8), meter(1), meter(2));
        assertThat(nextMeters(NOON, 100)).isEmpty();
    }

    @Test
    void nothingBeforeItsWindowBegins() {
        BatchRequest early = batch(of(1, schedule()));
        commands.request(early, after(-60));
        assertThat(commands.next(after(-1), 10)).isEmpty();
        assertThat(nextMeters(NOON, 10)).containsExactly(meter(1));
    }

    @Test
    void aMeterHasOneUnderWayUntilItAnswers() {
        open.asks(batch(of(1, schedule()), of(1, limit(3_000))));
        long first = open.sends(NOON).getFirst();
        assertThat(commands.next(NOON, 10)).isEmpty();
        commands.received(meter(1), first, "", NOON);
        assertThat(commands.next(NOON, 10))
                .extracting(out -> out.command().body())
                .containsExactly(limit(3_000));
    }

    @Test
    void aFeederHasTwoUnderWayAndHidesNoOther() {
        WantedCommand[] crowded =
                IntStream.rangeClosed(1, 30)
                        .mapToObj(i -> of(i, "F1", schedule()))
                        .toArray(WantedCommand[]::new);
        open.asks(batch(crowded));
        open.asks(batch(of(40, "F2", schedule()), of(41, schedule())));
        assertThat(nextMeters(NOON, 3)).containsExactly(meter(1), meter(2));
        assertThat(nextMeters(NOON, 3)).containsExactly(meter(40), meter(41));
        assertThat(nextMeters(NOON, 3)).isEmpty();
    }

    @Test
    void anAnswerMakesRoomOnTheFeeder() {
        open.asks(batch(of(1, "F1", schedule()), of(2, "F1", schedule()), of(3, "F1", schedule())));
        List<Long> counters = open.sends(NOON);
        assertThat(counters).hasSize(2);
        commands.reported(meter(2), counters.get(1), Outcome.DONE, "", NOON);
        assertThat(nextMeters(NOON, 10)).containsExactly(meter(3));
    }

    @Test
    void reconnectionsComeBackSpreadOverTheirTime() {
        BatchRequest batch =
                open.asks(
                        batch(Priority.URGENT, Duration.ofMinutes(60), each(1, 200, reconnect())));
        List<Instant> due = commands.ofBatch(batch.id()).stream().map(Command::due).toList();
        assertThat(due).allSatisfy(at -> assertThat(at).isAfterOrEqualTo(NOON).isBefore(after(60)));
        for (int quarter = 0; quarter < 4; quarter++) {
            Instant from = after(15L * quarter);
            assertThat(due)
                    .filteredOn(at -> !at.isBefore(from) && at.isBefore(from.plusSeconds(900)))
                    .as("quarter %d", quarter)
                    .hasSizeBetween(30, 70);
        }
        assertThat(nextMeters(after(30), 1_000))
                .hasSize((int) due.stream().filter(at -> !at.isAfter(after(30))).count());
    }

    @Test
    void whatWasHandedOutAndNeverSentComesAgainAndTheOldHandOutIsVoid() {
        open.asks(batch(of(1, schedule())));
        HandedOut lost = commands.next(NOON, 10).getFirst();
        assertThat(commands.next(NOON.plusSeconds(29), 10)).isEmpty();
        HandedOut again = commands.next(NOON.plusSeconds(30), 10).getFirst();

        assertThat(again.sentBefore()).isEmpty();
        assertThat(commands.sent(lost, signed(1), NOON.plusSeconds(31))).isFalse();
        assertThat(commands.sent(again, signed(2), NOON.plusSeconds(31))).isTrue();
        assertThat(commands.sent(again, signed(3), NOON.plusSeconds(31))).isFalse();
        assertThat(commands.reported(meter(1), 1, Outcome.DONE, "", after(1))).isFalse();
        assertThat(commands.reported(meter(1), 2, Outcome.DONE, "", after(1))).isTrue();
    }

    @Test
    void whatTheMeterDoesNotAnswerIsRepeatedByteForByteAfterWaitsThatDouble() {
        BatchRequest batch = open.asks(batch(of(1, schedule())));
        open.sends(NOON);
        int changes = open.only(batch).changes();
        Instant now = NOON;
        for (int seconds : new int[] {30, 60, 120}) {
            assertThat(commands.next(now.plusSeconds(seconds - 1), 10)).isEmpty();
            now = now.plusSeconds(seconds);
            assertThat(commands.next(now, 10))
                    .extracting(out -> out.sentBefore().orElseThrow())
                    .containsExactly(signed(101));
        }
        assertThat(open.only(batch).changes()).isEqualTo(changes);
    }

    @Test
    void whatALaterOrderOvertookIsSignedAnewAndOnlyTheNewestSendingCanFail() {
        BatchRequest batch = open.asks(batch(of(1, schedule())));
        HandedOut first = commands.next(NOON, 1).getFirst();
        long old = 7;
        commands.sent(first, signed(old), NOON);
        assertThat(commands.reported(meter(1), old, Outcome.OVERTAKEN, "counter", after(1)))
                .isTrue();
        assertThat(commands.sent(first, signed(8), after(1))).as("used up").isFalse();
        long newer = open.sends(after(1)).getFirst();
        assertThat(newer).isGreaterThan(old);

        assertThat(commands.reported(meter(1), old, Outcome.OVERTAKEN, "", after(2))).isFalse();
        assertThat(commands.reported(meter(1), old, Outcome.REFUSED, "", after(2))).isFalse();
        assertThat(open.states(batch)).containsExactly(CommandState.SENT);
        assertThat(commands.reported(meter(1), old, Outcome.DONE, "after all", after(3))).isTrue();
        assertThat(open.states(batch)).containsExactly(CommandState.DONE);
    }

    @Test
    void aCounterBelongsToOneCommandOfAMeter() {
        BatchRequest batch =
                open.asks(batch(of(1, schedule()), of(2, schedule()), of(1, schedule())));
        List<HandedOut> out = commands.next(NOON, 10);
        commands.sent(out.get(0), signed(7), NOON);
        assertThat(commands.sent(out.get(1), signed(7), NOON)).as("another meter").isTrue();
        commands.reported(meter(1), 7, Outcome.DONE, "", NOON);
        HandedOut second = commands.next(NOON, 10).getFirst();
        assertThatExceptionOfType(CommandConflictException.class)
                .isThrownBy(() -> commands.sent(second, signed(7), NOON))
                .withMessageContaining("counter 7 of meter SEM0000000000001");
        assertThat(open.states(batch).toList().getLast()).isEqualTo(CommandState.QUEUED);
    }

    @Test
    void whatEndedBetweenHandOutAndLineIsNotGivenToTheLine() {
        BatchRequest batch = open.asks(batch(of(1, schedule()), of(2, schedule())));
        List<HandedOut> out = commands.next(NOON, 10);
        assertThat(commands.sent(out.get(0), signed(1), after(480))).as("window over").isFalse();
        commands.withdraw(batch.id(), Asked.ADA, "mistake", NOON);
        assertThat(commands.sent(out.get(1), signed(2), NOON)).as("withdrawn").isFalse();
    }

    @Test
    void twoInstancesAtOnceHandNothingOutTwice() throws Exception {
        open.asks(batch(each(1, 300, schedule())));
        List<Commands> instances = List.of(commands, open.another());
        List<Long> all = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Callable<List<Long>>> takers =
                    IntStream.range(0, 4)
                            .mapToObj(
                                    i -> (Callable<List<Long>>) () -> takeAll(instances.get(i % 2)))
                            .toList();
            for (Future<List<Long>> taken : threads.invokeAll(takers)) {
                all.addAll(taken.get());
            }
        }
        assertThat(all).hasSize(300).doesNotHaveDuplicates();
    }

    private static List<Long> takeAll(Commands commands) {
        List<Long> taken = new ArrayList<>();
        for (List<HandedOut> some = commands.next(NOON, 7);
                !some.isEmpty();
                some = commands.next(NOON, 7)) {
            some.forEach(out -> taken.add(out.command().id()));
        }
        return taken;
    }

    /// Without passing it by, the hand-out would wait for the other transaction for ever.
    @Test
    @Timeout(60)
    void aCommandThatSomebodyIsJustChangingHoldsUpNoOther() {
        BatchRequest batch = open.asks(batch(each(1, 2, schedule())));
        try (Handle somebody = open.database.jdbi().open()) {
            somebody.begin();
            somebody.execute(
                    "update commands.commands set attempts = 0 where id = ?",
                    open.only(batch).id());
            assertThat(nextMeters(NOON, 10)).containsExactly(meter(2));
            somebody.rollback();
        }
        assertThat(nextMeters(NOON, 10)).containsExactly(meter(1));
    }

    @Test
    void aHandOutOfNothingOrTooMuchIsNone() {
        for (int most : new int[] {0, 1_001}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> commands.next(NOON, most))
                    .withMessageContaining("between 1 and 1000");
        }
    }
}
