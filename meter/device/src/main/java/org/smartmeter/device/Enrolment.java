package org.smartmeter.device;

import java.net.URI;
import java.nio.file.Path;
import org.smartmeter.terms.MeterId;

/// How a meter and its utility meet: once, over HTTPS, with a one-time code and the fingerprint of
/// the server's certificate that is printed with it.
public final class Enrolment {

    private Enrolment() {}

    /// Makes the meter's keys, has them certified and keeps them with what the utility answered.
    ///
    /// @param server the address of the enrolment, as the invitation gives it
    /// @param fingerprint SHA-256 of the server's certificate in hexadecimal, colons allowed
    /// @param code one-time, good for seven days
    /// @param stateDirectory where the keys are kept; one that holds keys already is refused
    /// @throws EnrolmentRefusedException with what to do
    public static MeterKeys enrol(
            URI server, String fingerprint, String code, MeterId meter, Path stateDirectory)
            throws EnrolmentRefusedException {
        throw new UnsupportedOperationException();
    }
}
