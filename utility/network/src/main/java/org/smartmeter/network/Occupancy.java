package org.smartmeter.network;

import java.util.UUID;

/// A customer holds the account of a place for a period.
public record Occupancy(UUID place, UUID customer, Period period) {}
