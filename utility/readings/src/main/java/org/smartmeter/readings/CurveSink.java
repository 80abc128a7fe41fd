package org.smartmeter.readings;

import java.util.Collection;
import java.util.Optional;

/// Takes what is read of the curves of some journals and makes lines of it.
interface CurveSink {

    /// The shelves of the journals.
    Collection<Integer> shelves();

    /// What was read of a block; what was not asked for is empty.
    ///
    /// @param edges what [CurveEdges] wrote
    /// @param curves sections, as [CurveWriter] wrote them
    /// @param more further sections
    void add(int shelf, byte[] edges, byte[] curves, byte[] more);

    /// Takes the rows of the journal that are not merged yet.
    LineBuilder tail(JournalId journal);

    /// The line of what was read; empty if that is not enough to say about the window what the
    /// whole journal would.
    Optional<RegisterLine> line(JournalId journal);
}
