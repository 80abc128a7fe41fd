package org.smartmeter.network.importing;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.smartmeter.network.Phase;
import org.smartmeter.terms.MeterId;

/// What a row says of a place from an instant on.
///
/// @param place the utility's number of it
/// @param zone if the row names one
record Statement(
        long line,
        String place,
        Optional<String> address,
        Optional<ZoneId> zone,
        Instant from,
        Optional<String> transformer,
        Optional<String> feeder,
        Optional<Phase> phase,
        Optional<String> customer,
        Optional<String> name,
        Optional<MeterId> meter) {

    /// Whether both speak of one place from one instant on.
    boolean belongsTo(Statement other) {
        return place.equals(other.place) && from.equals(other.from);
    }

    /// Whether both say the same of it. Only meters may differ: a place can have several.
    boolean agreesWith(Statement other) {
        return transformer.equals(other.transformer)
                && feeder.equals(other.feeder)
                && phase.equals(other.phase)
                && customer.equals(other.customer);
    }
}
