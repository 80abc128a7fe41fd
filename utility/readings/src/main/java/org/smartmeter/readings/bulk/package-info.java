/// Registers of meters that never spoke our line, delivered in bulk by a utility that has a
/// head-end of its own: a table becomes batches of records, and those take the one write path. An
/// interval's place in time is its record's number (`IntervalNumbers`), so a table may come twice,
/// in parts or in any order, and holes are holes like any meter's. Bad rows come back with line and
/// reason, the others are stored.
@NullMarked
package org.smartmeter.readings.bulk;

import org.jspecify.annotations.NullMarked;
