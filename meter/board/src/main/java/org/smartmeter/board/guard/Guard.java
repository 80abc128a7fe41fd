package org.smartmeter.board.guard;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.smartmeter.device.Part;
import org.smartmeter.device.button.PushButton;
import org.smartmeter.device.supply.SupplyButtons;
import org.smartmeter.device.supply.SupplyPart;
import org.smartmeter.device.tamper.TamperPart;

/// The switch of a meter, if it has one, and its watch, with the lines of the board that they hold.
public final class Guard implements AutoCloseable {

    private final Optional<SupplyPart> supply;
    private final TamperPart tamper;
    private final Optional<PushButton> button;
    private final List<Runnable> held;

    Guard(
            Optional<SupplyPart> supply,
            TamperPart tamper,
            Optional<PushButton> button,
            Collection<Runnable> held) {
        this.supply = supply;
        this.tamper = tamper;
        this.button = button;
        this.held = List.copyOf(held);
    }

    /// For the display.
    public Optional<SupplyButtons> buttons() {
        return supply.map(it -> it);
    }

    /// On the meter itself, if it has one.
    public Optional<PushButton> ownButton() {
        return button;
    }

    /// What the device has to have; the switch before the watch, which looks at it.
    public List<Part> parts() {
        return Stream.<Part>concat(supply.stream(), Stream.of(tamper)).toList();
    }

    /// Lets go of the board's lines; the relay's contacts stay where they are.
    @Override
    public void close() {
        held.forEach(Runnable::run);
    }
}
