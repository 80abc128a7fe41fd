package org.smartmeter.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What was read and waits for the journal, in order.
final class DueReadings {

    private final List<Reading> readings = new ArrayList<>();
    private Optional<byte[]> demandBeforeEnd = Optional.empty();

    void add(Reading reading) {
        readings.add(reading);
    }

    boolean isEmpty() {
        return readings.isEmpty();
    }

    /// The calendar ends a billing period whose last reading is among them.
    ///
    /// @param demand registers just before, as they are kept
    void billingPeriodEnds(byte[] demand) {
        demandBeforeEnd = demandBeforeEnd.or(() -> Optional.of(demand));
    }

    /// The demand registers that are to be kept until the readings are durable, if they have begun
    /// anew since.
    Optional<byte[]> demandBeforeEnd() {
        return demandBeforeEnd;
    }

    /// The readings since the last call.
    List<Reading> take() {
        List<Reading> taken = List.copyOf(readings);
        readings.clear();
        demandBeforeEnd = Optional.empty();
        return taken;
    }
}
