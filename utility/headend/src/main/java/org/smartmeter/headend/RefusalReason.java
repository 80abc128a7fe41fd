package org.smartmeter.headend;

/// Why the head-end refused something.
public enum RefusalReason {
    /// The TLS handshake failed: no certificate, one of another authority, an old TLS version.
    WRONG_CERTIFICATE,
    /// The certificate was revoked.
    REVOKED_CERTIFICATE,
    /// The client id is not the meter id of the certificate.
    WRONG_CLIENT_ID,
    /// The meter published or subscribed where it has no business.
    FOREIGN_TOPIC,
    /// The message asked for what the line does not carry, a retained message for example.
    WRONG_PUBLISH,
    /// No such meter is enrolled.
    UNKNOWN_METER,
    /// The frame is not a sealed message, or the seal does not open.
    BROKEN_SEAL,
    /// The seal belongs to an agreement that is not in force.
    WRONG_GENERATION,
    /// A message with this number was accepted before.
    REPLAYED,
    /// Sealed rightly, but its content makes no sense.
    MALFORMED,
    /// An epoch that is older than the one in force, or beyond any calendar.
    UNKNOWN_EPOCH,
    /// More messages under way than the head-end holds for one meter or for all; the meter sends
    /// again.
    OVER_LIMIT,
    /// The store did not take it; the meter sends again.
    NOT_STORED,
    /// An enrolment with a code that was never given.
    WRONG_CODE,
    /// An enrolment with a code that was used before.
    USED_CODE,
    /// An enrolment with a code that is too old.
    EXPIRED_CODE,
    /// An enrolment whose certificate request is not right: other name, other curve, bad signature.
    WRONG_CERTIFICATE_REQUEST,
    /// An enrolment that is not one, or with keys that are none.
    MALFORMED_ENROLMENT,
    /// Too many enrolments tried from one address.
    TOO_MANY_TRIES
}
