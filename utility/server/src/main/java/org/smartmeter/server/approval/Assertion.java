package org.smartmeter.server.approval;

import com.google.protobuf.ByteString;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a person's device signed when it was asked to: all parts base64url, as the browser gives
/// them.
///
/// @param credential id of the passkey
public record Assertion(
        String credential, String authenticatorData, String clientData, String signature) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// What a browser left out is empty, and then refused as what it is not.
    public Assertion(
            @Nullable String credential,
            @Nullable String authenticatorData,
            @Nullable String clientData,
            @Nullable String signature) {
        this.credential = Objects.requireNonNullElse(credential, "");
        this.authenticatorData = Objects.requireNonNullElse(authenticatorData, "");
        this.clientData = Objects.requireNonNullElse(clientData, "");
        this.signature = Objects.requireNonNullElse(signature, "");
    }

    /// As it is kept with an approval.
    public ByteString proof() {
        return ByteString.copyFromUtf8(
                JSON.writeValueAsString(
                        Map.of(
                                "credential", credential,
                                "authenticatorData", authenticatorData,
                                "clientData", clientData,
                                "signature", signature)));
    }

    /// @throws PasskeyRefusedException if that is no assertion
    static Assertion of(ByteString proof) throws PasskeyRefusedException {
        try {
            JsonNode kept = JSON.readTree(proof.toStringUtf8());
            return new Assertion(
                    kept.path("credential").asString(""),
                    kept.path("authenticatorData").asString(""),
                    kept.path("clientData").asString(""),
                    kept.path("signature").asString(""));
        } catch (JacksonException e) {
            throw new PasskeyRefusedException("the approval rests on no passkey's word", e);
        }
    }
}
