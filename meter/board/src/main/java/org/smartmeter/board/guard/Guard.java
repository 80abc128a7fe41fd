package org.smartmeter.board.guard;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.smartmeter.device.Part;
import org.smartmeter.device.supply.SupplyButtons;
import org.smartmeter.device.supply.SupplyPart;
import org.smartmeter.device.tamper.TamperPart;

/// The switch of a meter, if it has one, and its watch, with the lines of the board that they hold.
public final class Guard implements AutoCloseable {

    private final Optional<SupplyPart> supply;
    private final TamperPart tamper;
    private final List<Runnable> held;

    Guard(Optional<SupplyPart> supply, TamperPart tamper, Collection<Runnable> held) {
        this.supply = supply;
        this.tamper = tamper;
        this.held = List.copyOf(held);
    }

    /// For the display.
    public Optional<SupplyButtons> buttons() {
        return supply.map(it -> it);
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
