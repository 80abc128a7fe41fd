package org.smartmeter.readings;

import java.util.Optional;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Ed25519Verifier;

/// The keys with which meters sign the heads of their hash chains. Supplied by the server from the
/// enrolments.
@FunctionalInterface
public interface ChainKeys {

    /// The check of the meter's Ed25519 signatures; empty while its key is not known, and then
    /// nothing is verified and nothing called broken.
    Optional<Ed25519Verifier> verifier(MeterId meter);
}
