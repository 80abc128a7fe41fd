package org.smartmeter.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smartmeter.commands.CommandState.APPROVED;
import static org.smartmeter.commands.CommandState.DONE;
import static org.smartmeter.commands.CommandState.EXPIRED;
import static org.smartmeter.commands.CommandState.QUARANTINED;
import static org.smartmeter.commands.CommandState.QUEUED;
import static org.smartmeter.commands.CommandState.RECEIVED;
import static org.smartmeter.commands.CommandState.REFUSED;
import static org.smartmeter.commands.CommandState.REQUESTED;
import static org.smartmeter.commands.CommandState.SENT;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TransitionsTest {

    /// All that may happen; whatever is not here may not.
    @ParameterizedTest
    @CsvSource({
        "ASKED,         ,                                          REQUESTED",
        "APPROVED,      REQUESTED,                                 APPROVED",
        "WAVED_THROUGH, REQUESTED,                                 QUEUED",
        "ADMITTED,      APPROVED,                                  QUEUED",
        "QUARANTINED,   APPROVED,                                  QUARANTINED",
        "RELEASED,      QUARANTINED,                               QUEUED",
        "SENT,          QUEUED,                                    SENT",
        "RECEIVED,      SENT EXPIRED,                              RECEIVED",
        "OVERTAKEN,     SENT,                                      QUEUED",
        "DONE,          QUEUED SENT RECEIVED REFUSED EXPIRED,      DONE",
        "REFUSED,       SENT RECEIVED EXPIRED,                     REFUSED",
        "EXPIRED,       REQUESTED APPROVED QUARANTINED QUEUED SENT, EXPIRED",
        "WITHDRAWN,     REQUESTED APPROVED QUARANTINED QUEUED SENT, EXPIRED",
    })
    void anEventLeadsWhereTheTableSaysAndNowhereElse(
            CommandEvent event, String from, CommandState to) {
        Set<String> starts = from == null ? Set.of() : Set.of(from.split(" "));
        for (CommandState state : CommandState.values()) {
            assertThat(Transitions.after(CommandKind.ROUTINE, state, event))
                    .as("%s when %s", event, state)
                    .isEqualTo(starts.contains(state.name()) ? Optional.of(to) : Optional.empty());
        }
    }

    @ParameterizedTest
    @EnumSource(CommandState.class)
    void aCriticalCommandIsNeverWavedThrough(CommandState state) {
        assertThat(Transitions.after(CommandKind.CRITICAL, state, CommandEvent.WAVED_THROUGH))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(CommandEvent.class)
    void onlyTheMetersReportLeadsToDoneAndNothingLeadsAway(CommandEvent event) {
        for (CommandState from : CommandState.values()) {
            Optional<CommandState> to = Transitions.after(CommandKind.ROUTINE, from, event);
            assertThat(to.equals(Optional.of(DONE)) && event != CommandEvent.DONE).isFalse();
            assertThat(from == DONE && to.isPresent()).isFalse();
        }
    }

    @Test
    void everyStateHasItsWord() {
        assertThat(CommandState.values())
                .containsExactlyInAnyOrder(
                        REQUESTED,
                        APPROVED,
                        QUEUED,
                        SENT,
                        RECEIVED,
                        DONE,
                        REFUSED,
                        EXPIRED,
                        QUARANTINED)
                .allSatisfy(s -> assertThat(CommandState.ofWord(s.word())).isEqualTo(s));
    }
}
