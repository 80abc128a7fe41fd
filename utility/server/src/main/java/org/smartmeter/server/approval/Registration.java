package org.smartmeter.server.approval;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a person's device answers when it has made a passkey, base64url.
public record Registration(String attestation, String clientData) {

    /// What a browser left out is empty, and then refused as what it is not.
    public Registration(@Nullable String attestation, @Nullable String clientData) {
        this.attestation = Objects.requireNonNullElse(attestation, "");
        this.clientData = Objects.requireNonNullElse(clientData, "");
    }
}
