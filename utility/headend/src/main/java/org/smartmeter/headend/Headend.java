package org.smartmeter.headend;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.smartmeter.database.Database;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.v1.Schedule;

/// The utility's end of all lines: meets meters, takes in what they send, tells them what is stored
/// and what is wanted. It carries and checks; it decides nothing. Thread-safe.
public final class Headend implements AutoCloseable {

    public Headend(
            HeadendSettings settings,
            Database database,
            Intake intake,
            LiveSink liveSink,
            InstantSource clock) {
        throw new UnsupportedOperationException("API only, for the first minutes");
    }

    /// Makes what keys are missing, opens the enrolment server and the line.
    public void start() {}

    /// A one-time code for the meter, good for seven days. Codes given to it before stop working.
    public Invitation invite(MeterId meter) {
        throw new UnsupportedOperationException();
    }

    /// The meter ought to keep this schedule; it is told until it reports it.
    ///
    /// @throws IllegalArgumentException if the schedule is none, or the meter is not enrolled
    public void schedule(MeterId meter, Schedule schedule) {}

    /// Somebody looks at the meter's live values until then. Asked for again, it goes on; the meter
    /// falls silent by itself soon after the last lease ends.
    ///
    /// @return whether the meter is connected
    public boolean lease(MeterId meter, Instant until) {
        return false;
    }

    /// The meter's certificate is good no longer; it is cut off at once and needs a new invitation.
    public void revoke(MeterId meter) {}

    public HeadendStatus status() {
        throw new UnsupportedOperationException();
    }

    /// Every enrolled meter, by id.
    public List<MeterStatus> meters() {
        throw new UnsupportedOperationException();
    }

    public Optional<MeterStatus> meter(MeterId meter) {
        throw new UnsupportedOperationException();
    }

    public boolean connected(MeterId meter) {
        throw new UnsupportedOperationException();
    }

    public Refusals refusals() {
        throw new UnsupportedOperationException();
    }

    /// The TCP port of the embedded broker, or of the external one.
    public int brokerPort() {
        throw new UnsupportedOperationException();
    }

    /// The TCP port of the enrolment server.
    public int enrolmentPort() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
