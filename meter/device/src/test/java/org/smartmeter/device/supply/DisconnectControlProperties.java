package org.smartmeter.device.supply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.smartmeter.device.supply.DisconnectControl.Answer;

/// No sequence of events does what the mode's table does not allow.
class DisconnectControlProperties {

    /// The letters of FIELD's table, written again on purpose.
    private static final Map<Integer, String> LETTERS =
            Map.of(
                    0, "", 1, "BCGDEF", 2, "BCGAEF", 3, "BCGDE", 4, "BCGAE", 5, "BCGDEFH", 6,
                    "BCGDEH");

    @Property(tries = 2_000)
    void onlyTransitionsOfTheModeAreMade(
            @ForAll ControlMode mode, @ForAll @Size(max = 60) List<SupplyEvent> events) {
        DisconnectControl control = DisconnectControl.found(mode, RelayPosition.CLOSED);
        for (SupplyEvent event : events) {
            if (control.on(event) instanceof Answer.Changed(DisconnectControl now, Transition by)) {
                assertThat(LETTERS.get(mode.number())).contains(by.name());
                assertThat(by.from()).isEqualTo(control.state());
                assertThat(by.to()).isEqualTo(now.state());
                control = now;
            }
        }
    }

    @Property(tries = 2_000)
    void theLimiterClosesOnlyWhatItOpened(
            @ForAll ControlMode mode, @ForAll @Size(max = 60) List<SupplyEvent> events) {
        DisconnectControl control = DisconnectControl.found(mode, RelayPosition.CLOSED);
        Optional<Transition> last = Optional.empty();
        for (SupplyEvent event : events) {
            if (control.on(event) instanceof Answer.Changed(DisconnectControl now, Transition by)) {
                if (by == Transition.H) {
                    assertThat(last).contains(Transition.G);
                }
                last = Optional.of(by);
                control = now;
            }
        }
    }
}
