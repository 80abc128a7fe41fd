package org.smartmeter.headend;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.smartmeter.terms.MeterId;

/// What was refused, for the operator's eyes.
public interface Refusals {

    /// Counts by reason since an instant, to the hour below it.
    Map<RefusalReason, Long> counts(Instant since);

    /// The same of one meter.
    Map<RefusalReason, Long> counts(MeterId meter, Instant since);

    /// How many of each meter's were refused since an instant, to the hour below it.
    Map<MeterId, Long> byMeter(Instant since);

    /// The latest first.
    List<Refusal> recent(int limit);

    /// The latest of one meter first.
    List<Refusal> recent(MeterId meter, int limit);
}
