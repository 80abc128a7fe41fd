package org.smartmeter.headend;

import org.smartmeter.wire.v1.SignedOrder;

/// An order that was signed and did not leave yet: its counter can be kept first.
///
/// @param counter 64 bits without sign
public record KeptOrder(long counter, SignedOrder signed) {}
