package org.smartmeter.commands;

/// An order that left and of which the meter has not said its last.
///
/// @param counter the order's, 64 bits without sign
/// @param command which command travelled under it
/// @param state where that stands
public record Awaited(long counter, long command, OrderBody body, CommandState state) {}
