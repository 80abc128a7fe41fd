package org.smartmeter.device.supply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.smartmeter.device.supply.DisconnectControl.Answer;

/// Every mode × every state × every event, as IEC 62056-6-2 has it for class 70.
class DisconnectControlTest {

    /// The state that follows: D disconnected, C connected, R ready for reconnection; `.` none, `h`
    /// connected if the limiter had opened it.
    private static final String TABLE =
            """
            mode state | remote off, remote on, manual off, manual on, local off, local on
            0 C | . . . . . .
            0 D | . . . . . .
            0 R | . . . . . .
            1 C | D . R . R .
            1 D | . R . . . .
            1 R | D . . C . .
            2 C | D . R . R .
            2 D | . C . . . .
            2 R | D . . C . .
            3 C | D . . . R .
            3 D | . R . . . .
            3 R | D . . C . .
            4 C | D . . . R .
            4 D | . C . . . .
            4 R | D . . C . .
            5 C | D . R . R .
            5 D | . R . . . .
            5 R | D . . C . h
            6 C | D . . . R .
            6 D | . R . . . .
            6 R | D . . C . h
            """;

    private static final List<SupplyEvent> COLUMNS =
            List.of(
                    SupplyEvent.REMOTE_DISCONNECT,
                    SupplyEvent.REMOTE_RECONNECT,
                    SupplyEvent.MANUAL_DISCONNECT,
                    SupplyEvent.MANUAL_RECONNECT,
                    SupplyEvent.LOCAL_DISCONNECT,
                    SupplyEvent.LOCAL_RECONNECT);

    record Row(ControlMode mode, ControlState from, SupplyEvent event, char to) {}

    static Stream<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (String line : TABLE.lines().skip(1).toList()) {
            String[] words = line.replace("|", "").split("\\s+");
            for (int column = 0; column < COLUMNS.size(); column++) {
                rows.add(
                        new Row(
                                ControlMode.ofNumber(Integer.parseInt(words[0])).orElseThrow(),
                                state(words[1].charAt(0)),
                                COLUMNS.get(column),
                                words[2 + column].charAt(0)));
            }
        }
        return rows.stream();
    }

    private static ControlState state(char letter) {
        return switch (letter) {
            case 'D' -> ControlState.DISCONNECTED;
            case 'C', 'h' -> ControlState.CONNECTED;
            case 'R' -> ControlState.READY_FOR_RECONNECTION;
            default -> throw new IllegalArgumentException("state " + letter);
        };
    }

    @Test
    void theTableIsWhole() {
        assertThat(rows()).hasSize(7 * 3 * 6).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void anEventDoesWhatTheModesTableSays(Row row) {
        for (SupplyCause cause : SupplyCause.values()) {
            Answer answer = new DisconnectControl(row.mode, row.from, cause, false).on(row.event);
            boolean changes = row.to == 'h' ? cause == SupplyCause.LIMITER : row.to != '.';
            if (changes) {
                assertThat(answer)
                        .isInstanceOfSatisfying(
                                Answer.Changed.class,
                                changed -> {
                                    assertThat(changed.now().state()).isEqualTo(state(row.to));
                                    assertThat(changed.by().from()).isEqualTo(row.from);
                                    assertThat(changed.by().event()).isEqualTo(row.event);
                                });
            } else {
                assertThat(answer)
                        .as("%s, opened by %s", row, cause)
                        .isInstanceOf(Answer.Refused.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void whileItIsToStayOffNothingClosesButByHand(Row row) {
        DisconnectControl off =
                new DisconnectControl(row.mode, row.from, SupplyCause.LIMITER, true);
        if (off.on(row.event) instanceof Answer.Changed(DisconnectControl now, _)
                && now.wantsClosed()) {
            assertThat(row.event).isEqualTo(SupplyEvent.MANUAL_RECONNECT);
            assertThat(now.stayOff()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MODE_5, CLOSED,  CONNECTED",
        "MODE_5, OPEN,    READY_FOR_RECONNECTION",
        "MODE_5, UNKNOWN, CONNECTED",
        "MODE_0, OPEN,    CONNECTED",
    })
    void aMeterThatKnowsOfNothingTakesTheRelayAsItIs(
            ControlMode mode, RelayPosition feedback, ControlState state) {
        assertThat(DisconnectControl.found(mode, feedback).state()).isEqualTo(state);
    }

    /// Only somebody at home closes what would not close.
    @ParameterizedTest
    @EnumSource(ControlMode.class)
    void aRelayThatDoesNotCloseLeavesItReadyForThePersonAtHome(ControlMode mode) {
        DisconnectControl closed = DisconnectControl.found(mode, RelayPosition.CLOSED);
        if (mode == ControlMode.MODE_0) {
            assertThat(closed.notClosed()).isInstanceOf(Answer.Refused.class);
            return;
        }
        assertThat(closed.notClosed())
                .isInstanceOfSatisfying(
                        Answer.Changed.class,
                        changed -> {
                            assertThat(changed.by()).isEqualTo(Transition.G);
                            assertThat(changed.now().on(SupplyEvent.LOCAL_RECONNECT))
                                    .isInstanceOf(Answer.Refused.class);
                            assertThat(changed.now().on(SupplyEvent.MANUAL_RECONNECT))
                                    .isInstanceOf(Answer.Changed.class);
                        });
    }
}
