package org.smartmeter.readings.bulk;

/// A row that was not stored.
///
/// @param line in the table, from 1, the header's included
/// @param reason in words
public record BadRow(long line, String reason) {}
