package org.smartmeter.network.importing;

/// A row that cannot be taken.
///
/// @param line where it stands in the file, counted from 1
/// @param reason what is wrong, and what would be right
public record BadRow(long line, String reason) {}
