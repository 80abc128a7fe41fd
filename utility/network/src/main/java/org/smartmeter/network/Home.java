package org.smartmeter.network;

import java.util.Optional;
import org.smartmeter.terms.MeterId;

/// A place with who holds its account and the meter that hangs there, where there is one. A place
/// with several meters appears once per meter.
public record Home(Place place, Optional<Customer> customer, Optional<MeterId> meter) {}
