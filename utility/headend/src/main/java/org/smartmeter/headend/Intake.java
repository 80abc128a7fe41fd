package org.smartmeter.headend;

import java.util.concurrent.CompletionStage;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.MeterId;

/// Where batches of journal records go: the seam behind which they are durable. Thread-safe.
public interface Intake {

    /// Takes a batch. The stage completes once every record of it is durably stored, be it a commit
    /// or a replicated log, and never before: a receipt to the meter rests on it. A batch that was
    /// stored before completes just the same. Completes exceptionally when it is not stored, with
    /// `MalformedException` when the body makes no sense.
    CompletionStage<Stored> store(Batch batch);

    /// What is durably stored of a meter's journal.
    CompletionStage<Stored> stored(MeterId meter, Epoch epoch);
}
