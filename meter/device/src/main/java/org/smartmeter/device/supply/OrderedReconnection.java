package org.smartmeter.device.supply;

import java.time.Instant;

/// A reconnection that waits for its random time.
///
/// @param counter of the order
/// @param at when, by the meter's clock
record OrderedReconnection(long counter, Instant at) {}
