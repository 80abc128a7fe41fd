package org.smartmeter.network;

import java.util.Optional;
import java.util.UUID;

/// A place is connected to a transformer for a period.
///
/// @param phase where it is known
public record ServiceConnection(
        UUID place, Transformer transformer, Optional<Phase> phase, Period period) {}
