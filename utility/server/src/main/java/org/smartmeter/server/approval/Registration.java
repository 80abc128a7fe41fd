package org.smartmeter.server.approval;

/// What a person's device answers when it has made a passkey, base64url.
public record Registration(String attestation, String clientData) {}
