package org.smartmeter.network;

import java.util.Optional;
import org.smartmeter.terms.MeterId;

/// The way up from a meter at one instant: its place, who holds the account there, and what the
/// place is supplied from, as far as it is on record.
public record SupplyPath(
        MeterId meter,
        Place place,
        Optional<Customer> customer,
        Optional<Phase> phase,
        Optional<Transformer> transformer,
        Optional<Feeder> feeder) {}
