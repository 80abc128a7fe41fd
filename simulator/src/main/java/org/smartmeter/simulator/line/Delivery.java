package org.smartmeter.simulator.line;

import java.time.Duration;

/// A frame as it arrives.
///
/// @param after how long after it was sent
record Delivery(Duration after, byte[] frame) {}
