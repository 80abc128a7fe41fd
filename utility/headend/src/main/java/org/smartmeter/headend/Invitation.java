package org.smartmeter.headend;

import java.net.URI;
import java.time.Instant;
import org.smartmeter.terms.MeterId;

/// What an installer takes to a meter, on paper. Everything on it is needed once.
///
/// @param code good once, until `goodUntil`; the utility keeps only its hash
/// @param fingerprint SHA-256 of the enrolment server's certificate, by which the meter knows it,
/// as hexadecimal pairs with colons
/// @param url where to enrol
public record Invitation(
        MeterId meter, String code, String fingerprint, URI url, Instant goodUntil) {}
