/// The meter's nonvolatile, append-only memory: the journal of records and small state files.
/// Touches the world through {@link org.smartmeter.journal.Files} only.
@org.jspecify.annotations.NullMarked
package org.smartmeter.journal;
