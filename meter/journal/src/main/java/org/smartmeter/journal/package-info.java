/// The meter's nonvolatile, append-only memory: the journal of records and small state files.
/// Touches the world through {@link org.smartmeter.journal.Files} only. What the bytes on the disk
/// look like stands at SegmentHeader, Frame and StateFile; how a journal comes up after a cut at
/// JournalOpening.
@org.jspecify.annotations.NullMarked
package org.smartmeter.journal;
