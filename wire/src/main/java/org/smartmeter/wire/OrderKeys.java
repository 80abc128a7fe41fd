package org.smartmeter.wire;

/// The utility's two public keys that a meter was given at enrolment.
///
/// @param command signs every order
/// @param approval signs critical orders too, after a second person's approval
public record OrderKeys(Ed25519Verifier command, Ed25519Verifier approval) {}
