package org.smartmeter.network.importing;

import java.util.Map;

/// A row of the table as it was written.
///
/// @param line where it stands in the file, counted from 1
/// @param cells a text for each of the table's columns
public record Row(long line, Map<Column, String> cells) {}
