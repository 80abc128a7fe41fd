package org.smartmeter.network;

import java.time.Instant;
import java.util.UUID;
import org.smartmeter.terms.MeterId;

/// A meter hangs at a place for a period. What it measured before or after does not belong there.
public record Installation(MeterId meter, UUID place, Period period) {

    public Instant from() {
        return period.from();
    }
}
