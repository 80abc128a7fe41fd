package org.smartmeter.headend;

/// The head-end's figures at this moment.
///
/// @param enrolled meters that hold a certificate
/// @param connected meters on the line now (with an external broker: heard in the last minutes)
/// @param uploads batches accepted since start
/// @param uploadsPerSecond mean of the last ten seconds
/// @param refused everything refused since start
/// @param inFlightBytes messages received and not yet stored
public record HeadendStatus(
        int enrolled,
        int connected,
        long uploads,
        double uploadsPerSecond,
        long refused,
        long inFlightBytes) {}
