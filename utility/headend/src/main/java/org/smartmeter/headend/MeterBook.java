package org.smartmeter.headend;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.v1.Schedule;

/// Port: what the head-end keeps of its meters over a restart. What was written is durable when a
/// method returns; one that throws may have written it or not. Safe for many threads.
public interface MeterBook {

    /// The number of a new start: greater than that of every start before, even where the book was
    /// restored from a copy, so that no nonce and no order's counter is used twice.
    int newBoot(Instant now);

    /// Every enrolled meter.
    List<EnrolledMeter> all();

    /// The meter declared this epoch; an older one than is known changes nothing.
    void epoch(MeterId meter, long epoch);

    /// The schedule that the meter ought to keep.
    void schedule(MeterId meter, Schedule schedule);

    /// Where the replay windows stand and what the last hellos said; many meters at once.
    void keep(Collection<EnrolledMeter> meters);
}
