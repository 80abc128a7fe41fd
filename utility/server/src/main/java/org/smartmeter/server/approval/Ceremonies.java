package org.smartmeter.server.approval;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.data.extension.authenticator.AuthenticationExtensionsAuthenticatorOutputs;
import com.webauthn4j.data.extension.client.AuthenticationExtensionsClientOutputs;
import com.webauthn4j.server.OriginPredicate;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.exception.BadChallengeException;
import com.webauthn4j.verifier.exception.BadOriginException;
import com.webauthn4j.verifier.exception.BadRpIdException;
import com.webauthn4j.verifier.exception.BadSignatureException;
import com.webauthn4j.verifier.exception.MaliciousCounterValueException;
import com.webauthn4j.verifier.exception.UserNotPresentException;
import com.webauthn4j.verifier.exception.UserNotVerifiedException;
import com.webauthn4j.verifier.exception.VerificationException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.smartmeter.commands.Person;

/// Web Authentication, level 3, as the relying party: what browsers bring is checked by WebAuthn4J.
/// A device has to have verified its person each time (PIN, finger, face), not only felt a touch.
final class Ceremonies {

    private static final boolean PERSON_VERIFIED = true;
    private static final boolean PERSON_PRESENT = true;

    private final String host;
    private final ObjectConverter converter = new ObjectConverter();
    private final WebAuthnManager manager =
            WebAuthnManager.createNonStrictWebAuthnManager(converter);
    private final AttestedCredentialDataConverter credentials =
            new AttestedCredentialDataConverter(converter);

    /// @param host for which passkeys are made
    Ceremonies(String host) {
        this.host = host;
    }

    /// The algorithms a passkey may have, best first, by their COSE numbers.
    static List<Integer> algorithms() {
        return List.of(-7, -8, -257);
    }

    /// A new passkey.
    ///
    /// @throws PasskeyRefusedException if it was not made for this challenge, or not as asked
    Passkey registered(
            RelyingParty party,
            byte[] challenge,
            Registration made,
            Person owner,
            String label,
            Instant now)
            throws PasskeyRefusedException {
        List<PublicKeyCredentialParameters> allowed =
                algorithms().stream()
                        .map(COSEAlgorithmIdentifier::create)
                        .map(
                                algorithm ->
                                        new PublicKeyCredentialParameters(
                                                PublicKeyCredentialType.PUBLIC_KEY, algorithm))
                        .toList();
        try {
            RegistrationData data =
                    manager.verify(
                            new RegistrationRequest(
                                    Base64Url.bytes(made.attestation()),
                                    Base64Url.bytes(made.clientData())),
                            new RegistrationParameters(
                                    exactly(party, challenge),
                                    allowed,
                                    PERSON_VERIFIED,
                                    PERSON_PRESENT));
            var told = known(known(data.getAttestationObject()).getAuthenticatorData());
            AttestedCredentialData credential = known(told.getAttestedCredentialData());
            return new Passkey(
                    Base64Url.of(credential.getCredentialId()),
                    owner,
                    Base64Url.of(credentials.convert(credential)),
                    told.getSignCount(),
                    label,
                    now);
        } catch (RuntimeException e) { // of whatever kind: it comes from outside
            throw refused(e);
        }
    }

    /// Checks what a passkey signed just now.
    ///
    /// @return the device's counter
    /// @throws PasskeyRefusedException if it did not sign this challenge
    long asserted(RelyingParty party, byte[] challenge, Assertion said, Passkey passkey)
            throws PasskeyRefusedException {
        return verify(exactly(party, challenge), said, passkey, passkey.counter());
    }

    /// Checks what a passkey signed some time ago, when this server may have had another port.
    ///
    /// @throws PasskeyRefusedException if it did not sign this challenge
    void assertedBefore(byte[] challenge, Assertion said, Passkey passkey)
            throws PasskeyRefusedException {
        OriginPredicate onThisHost = origin -> host.equals(URI.create(origin.toString()).getHost());
        verify(
                ServerProperty.builder()
                        .originPredicate(onThisHost)
                        .rpId(host)
                        .challenge(new DefaultChallenge(challenge))
                        .build(),
                said,
                passkey,
                0);
    }

    private static ServerProperty exactly(RelyingParty party, byte[] challenge) {
        return ServerProperty.builder()
                .origins(Set.of(new Origin(party.origin().toString())))
                .rpId(party.id())
                .challenge(new DefaultChallenge(challenge))
                .build();
    }

    private long verify(ServerProperty server, Assertion said, Passkey passkey, long counter)
            throws PasskeyRefusedException {
        try {
            AuthenticationData data =
                    manager.verify(
                            new AuthenticationRequest(
                                    Base64Url.bytes(said.credential()),
                                    Base64Url.bytes(said.authenticatorData()),
                                    Base64Url.bytes(said.clientData()),
                                    Base64Url.bytes(said.signature())),
                            new AuthenticationParameters(
                                    server,
                                    record(passkey, counter),
                                    List.of(Base64Url.bytes(passkey.id())),
                                    PERSON_VERIFIED,
                                    PERSON_PRESENT));
            return known(data.getAuthenticatorData()).getSignCount();
        } catch (RuntimeException e) { // of whatever kind: it comes from outside
            throw refused(e);
        }
    }

    /// What is there when a verification has passed.
    private static <T> T known(@Nullable T told) {
        if (told == null) {
            throw new IllegalStateException("a verified answer of a device lacks a part");
        }
        return told;
    }

    private CredentialRecordImpl record(Passkey passkey, long counter) {
        return new CredentialRecordImpl(
                new NoneAttestationStatement(),
                null,
                null,
                null,
                counter,
                credentials.convert(Base64Url.bytes(passkey.publicKey())),
                new AuthenticationExtensionsAuthenticatorOutputs<>(),
                null,
                new AuthenticationExtensionsClientOutputs<>(),
                Set.of());
    }

    private static PasskeyRefusedException refused(RuntimeException why) {
        return new PasskeyRefusedException(
                switch (why) {
                    case BadChallengeException _ ->
                            "the passkey signed something else than what was to be approved; load"
                                    + " the page again and look at it anew";
                    case BadSignatureException _ -> "the passkey's signature does not hold";
                    case BadOriginException _, BadRpIdException _ ->
                            "the passkey was used on another address than this console's; open the"
                                    + " console by its own name";
                    case UserNotVerifiedException _, UserNotPresentException _ ->
                            "the device did not verify you; use one with a PIN, a finger or a face";
                    case MaliciousCounterValueException _ ->
                            "this passkey's counter did not rise: it may have been copied; tell the"
                                    + " utility's security";
                    case VerificationException _ ->
                            "the passkey's word was not accepted: " + why.getMessage();
                    default -> "what the browser sent is not a passkey's word";
                },
                why);
    }
}
