package org.smartmeter.headend;

import java.time.Instant;
import java.util.Optional;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.v1.Schedule;

/// How the head-end stands with one enrolled meter.
///
/// @param lastHeard when its last accepted message came in
/// @param report its last hello
/// @param desired the schedule it ought to keep
public record MeterStatus(
        MeterId meter,
        boolean connected,
        Instant enrolled,
        Optional<Instant> lastHeard,
        Optional<MeterReport> report,
        Schedule desired) {

    /// The meter has not yet reported the desired schedule.
    public boolean schedulePending() {
        return report.map(said -> !said.schedule().equals(desired)).orElse(true);
    }
}
