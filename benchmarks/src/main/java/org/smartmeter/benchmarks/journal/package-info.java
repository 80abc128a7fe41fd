/// What a meter's memory costs and survives: power cuts, wear of flash and card, starts, and two
/// embedded stores on the same work. SQLite and MVStore are here to compare only; the meter has
/// neither.
@org.jspecify.annotations.NullMarked
package org.smartmeter.benchmarks.journal;
