package org.smartmeter.headend;

import java.time.Instant;
import java.util.Optional;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.ReplayWindow;
import org.smartmeter.wire.v1.Schedule;

/// What is kept of an enrolled meter.
///
/// @param generation number of the agreement in force, from 1
/// @param x25519 the meter's raw public key for the seals
/// @param ed25519 the meter's raw public key for its journal's signatures
/// @param serial of the certificate in force, hexadecimal
/// @param revoked whether that certificate is good no longer
/// @param epoch the last one it declared, 0 if none
/// @param up what was accepted on its up topic
/// @param live what was accepted on its live topic
/// @param desired the schedule it ought to keep
@SuppressWarnings("ArrayRecordComponent") // identity is the meter's; never compared
public record EnrolledMeter(
        MeterId meter,
        int generation,
        byte[] x25519,
        byte[] ed25519,
        String serial,
        boolean revoked,
        Instant enrolled,
        long epoch,
        ReplayWindow.State up,
        ReplayWindow.State live,
        Schedule desired,
        Optional<MeterReport> report) {}
