package org.smartmeter.readings;

import java.util.concurrent.CompletableFuture;
import org.smartmeter.terms.SequenceRange;

/// A batch that waits to be written, and whoever waits for it.
record Submission(
        JournalKey journal,
        SequenceRange range,
        byte[] body,
        long received,
        CompletableFuture<Committed> done) {

    /// What a waiting batch costs in memory beside its body.
    private static final int OVERHEAD_BYTES = 256;

    int bytes() {
        return body.length + OVERHEAD_BYTES;
    }
}
