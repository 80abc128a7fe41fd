package org.smartmeter.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smartmeter.commands.Asked.NOON;
import static org.smartmeter.commands.Asked.batch;
import static org.smartmeter.commands.Asked.disconnect;
import static org.smartmeter.commands.Asked.meter;
import static org.smartmeter.commands.Asked.of;
import static org.smartmeter.commands.Asked.schedule;
import static org.smartmeter.commands.OpenCommands.after;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.smartmeter.terms.MeterId;

class DispatchTest {

    /// A line that remembers what it was given, and can fail.
    private static final class ModelSender implements Sender {

        final List<String> given = new ArrayList<>();
        final Set<MeterId> cannotSign = new HashSet<>();
        final Set<MeterId> away = new HashSet<>();
        boolean down;
        private long counter;

        @Override
        public boolean reaches(MeterId meter) {
            return !away.contains(meter);
        }

        @Override
        public SignedCommand sign(Command command) {
            if (cannotSign.contains(command.meter())) {
                throw new IllegalStateException("no keys of " + command.meter());
            }
            return Asked.signed(++counter);
        }

        @Override
        public void pass(MeterId meter, ByteString signed) {
            if (down) {
                throw new IllegalStateException("the broker is away");
            }
            given.add(meter.value().substring(15) + ": " + signed.toStringUtf8());
        }
    }

    private static OpenCommands open;
    private ModelSender line;
    private Dispatch dispatch;

    @BeforeAll
    static void open() {
        open = new OpenCommands();
    }

    @AfterAll
    static void close() {
        open.close();
    }

    @BeforeEach
    void empty() {
        open.empty();
        line = new ModelSender();
        dispatch = new Dispatch(open.commands, line);
    }

    @Test
    void whatIsDueGoesToTheLineAndIsDoneOnlyByTheMetersReport() {
        BatchRequest batch = open.asks(batch(of(1, schedule()), of(2, disconnect())));
        assertThat(dispatch.round(NOON, 10)).isEqualTo(1);
        assertThat(line.given).containsExactly("1: order 1");
        assertThat(open.states(batch)).containsExactly(CommandState.SENT, CommandState.REQUESTED);
        open.commands.reported(meter(1), 1, Outcome.DONE, "", after(1));
        assertThat(dispatch.round(after(9), 10)).isZero();
        assertThat(open.states(batch)).containsExactly(CommandState.DONE, CommandState.REQUESTED);
    }

    @Test
    void anUnansweredOrderIsGivenAgainAsItWasUntilItsWindowIsOver() {
        BatchRequest batch = open.asks(batch(of(1, schedule())));
        dispatch.round(NOON, 10);
        dispatch.round(after(1), 10);
        dispatch.round(after(480), 10);
        assertThat(line.given).containsExactly("1: order 1", "1: order 1");
        assertThat(open.states(batch)).containsExactly(CommandState.EXPIRED);
    }

    @Test
    void aCommandThatCannotBeSignedHoldsUpNoOther() {
        BatchRequest batch = open.asks(batch(of(1, schedule()), of(2, schedule())));
        line.cannotSign.add(meter(1));
        assertThat(dispatch.round(NOON, 10)).isEqualTo(1);
        assertThat(open.states(batch)).containsExactly(CommandState.QUEUED, CommandState.SENT);
        line.cannotSign.clear();
        dispatch.round(after(1), 1);
        assertThat(line.given).containsExactly("2: order 1", "1: order 2");
    }

    @Test
    void aMeterThatIsAwayHoldsUpNobodyAndIsGivenItsOrdersInTurnOnceItIsHeard() {
        BatchRequest batch =
                open.asks(
                        batch(
                                of(1, "F1", schedule()),
                                of(1, "F1", schedule()),
                                of(2, "F1", schedule()),
                                of(3, "F1", schedule()),
                                of(4, "F1", schedule())));
        line.away.add(meter(1));
        line.away.add(meter(2));
        dispatch.round(NOON, 10);
        dispatch.round(NOON, 10);
        dispatch.round(NOON, 10);
        assertThat(line.given).containsExactly("3: order 1", "4: order 2");
        assertThat(open.states(batch))
                .containsExactly(
                        CommandState.QUEUED,
                        CommandState.QUEUED,
                        CommandState.QUEUED,
                        CommandState.SENT,
                        CommandState.SENT);

        line.away.clear();
        open.commands.reported(meter(3), 1, Outcome.DONE, "", NOON);
        open.commands.heard(meter(1), 0, NOON.plusSeconds(1));
        dispatch.round(NOON.plusSeconds(1), 10);
        assertThat(line.given).endsWith("1: order 3").hasSize(3);
        open.commands.reported(meter(1), 3, Outcome.DONE, "", NOON.plusSeconds(2));
        dispatch.round(NOON.plusSeconds(2), 10);
        assertThat(line.given).endsWith("1: order 4").hasSize(4);
    }

    @Test
    void whatWasSentToAMeterThatWentAwayTakesNobodysPlaceButNothingOvertakesIt() {
        open.asks(
                batch(
                        of(1, "F1", schedule()),
                        of(2, "F1", schedule()),
                        of(3, "F1", schedule()),
                        of(1, "F1", schedule())));
        dispatch.round(NOON, 10);
        line.away.addAll(Set.of(meter(1), meter(2)));
        dispatch.round(after(1), 10);
        dispatch.round(after(1), 10);
        assertThat(line.given).containsExactly("1: order 1", "2: order 2", "3: order 3");

        line.away.clear();
        open.commands.heard(meter(1), 0, after(1).plusSeconds(10));
        dispatch.round(after(1).plusSeconds(10), 10);
        assertThat(line.given).endsWith("1: order 1").hasSize(4);
    }

    @Test
    void whatAMeterSaysItActedOnIsNotGivenAgain() {
        BatchRequest batch = open.asks(batch(of(1, schedule()), of(2, schedule())));
        dispatch.round(NOON, 10);
        open.commands.heard(meter(1), 1, after(1));
        open.commands.heard(meter(2), 7, NOON.plusSeconds(10));
        dispatch.round(NOON.plusSeconds(10), 10);
        assertThat(line.given).hasSize(2);
        assertThat(open.states(batch)).containsExactly(CommandState.RECEIVED, CommandState.SENT);
    }

    @Test
    void anOrderKeptButNotPassedIsPassedLaterUnderItsCounter() {
        BatchRequest batch = open.asks(batch(of(1, schedule())));
        line.down = true;
        assertThat(dispatch.round(NOON, 10)).isZero();
        assertThat(open.states(batch)).containsExactly(CommandState.SENT);
        line.down = false;
        assertThat(dispatch.round(after(1), 10)).isEqualTo(1);
        assertThat(line.given).containsExactly("1: order 1");
    }
}
