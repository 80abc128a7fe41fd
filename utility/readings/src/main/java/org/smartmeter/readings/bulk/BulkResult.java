package org.smartmeter.readings.bulk;

/// What became of a table.
///
/// @param rows of it, bad ones included
/// @param stored new in the store now, durably
/// @param held in the store before, with the same registers
/// @param bad not stored, each told with its line and reason
/// @param values registers of the stored rows
public record BulkResult(long rows, long stored, long held, long bad, long values) {}
