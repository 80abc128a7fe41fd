package org.smartmeter.commands;

import com.google.protobuf.ByteString;

/// A command as it travels.
///
/// @param counter the order's, 64 bits without sign
/// @param bytes a `SignedOrder` of the wire
public record SignedCommand(long counter, ByteString bytes) {}
