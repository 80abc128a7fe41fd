package org.smartmeter.journal;

import java.util.List;

/// What opening a journal found.
///
/// @param records how many records are readable, as far as was looked: segments before the last are
/// counted by their headers
/// @param tornBytes bytes after the last whole record that a cut left behind, now removed
/// @param faults what is damaged, one sentence each; empty when all is well
public record Recovery(long records, long tornBytes, List<String> faults) {

    public Recovery {
        faults = List.copyOf(faults);
    }
}
