package org.smartmeter.readings;

/// What the store holds in all.
///
/// @param values register values in rows
public record StoredTotals(long meters, long records, long values, long quarantined) {}
