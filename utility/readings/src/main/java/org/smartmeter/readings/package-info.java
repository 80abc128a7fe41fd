/// Meter data at the utility: takes in, stores, answers. One write path for live, late and re-read
/// records ([org.smartmeter.readings.ReadingStore#store]), one reader over all tiers. Comes in:
/// batches of journal records as [org.smartmeter.wire.RecordBatch] packs them. Goes out: curves,
/// sums, coverage, events, and the journal itself as the meter wrote it.
@org.jspecify.annotations.NullMarked
package org.smartmeter.readings;
