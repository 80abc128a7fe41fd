package org.smartmeter.device;

import java.util.Optional;
import org.smartmeter.device.supply.Relay;
import org.smartmeter.device.supply.RelayPosition;

/// A relay that obeys at once, and whose feedback may be dead.
final class BenchRelay implements Relay {

    Optional<RelayPosition> dead = Optional.empty();
    int closings;
    private boolean closed = true;

    @Override
    public void open() {
        closed = false;
    }

    @Override
    public void close() {
        closings++;
        closed = true;
    }

    @Override
    public RelayPosition feedback() {
        return dead.orElse(closed ? RelayPosition.CLOSED : RelayPosition.OPEN);
    }
}
