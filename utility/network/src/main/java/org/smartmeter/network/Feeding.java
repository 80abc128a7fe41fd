package org.smartmeter.network;

/// A transformer hangs on a feeder for a period.
public record Feeding(Transformer transformer, Feeder feeder, Period period) {}
