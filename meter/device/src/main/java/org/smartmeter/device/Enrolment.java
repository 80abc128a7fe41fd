package org.smartmeter.device;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.List;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.RawKeys;
import org.smartmeter.wire.v1.EnrolmentRequest;
import org.smartmeter.wire.v1.EnrolmentResponse;

/// How a meter and its utility meet: once, over HTTPS, with a one-time code and the fingerprint of
/// the server's certificate that is printed with it.
public final class Enrolment {

    private static final String PATH = "/enrol";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Enrolment() {}

    /// Makes the meter's keys, has them certified and keeps them with what the utility answered.
    ///
    /// @param server the address of the enrolment, as the invitation gives it; without a path,
    /// `/enrol` is meant
    /// @param fingerprint SHA-256 of the server's certificate in hexadecimal, colons allowed
    /// @param code one-time, good for seven days
    /// @param stateDirectory where the keys are kept; one that holds keys already is refused
    /// @throws IllegalArgumentException if the address is not `https` or the fingerprint is none:
    /// without TLS anybody on the way could read the code
    /// @throws EnrolmentRefusedException with what to do
    /// @throws java.io.UncheckedIOException if the keys cannot be kept
    public static MeterKeys enrol(
            URI server, String fingerprint, String code, MeterId meter, Path stateDirectory)
            throws EnrolmentRefusedException {
        if (MeterKeysFile.exists(stateDirectory)) {
            throw new EnrolmentRefusedException(
                    "there are keys of an enrolled meter in "
                            + stateDirectory
                            + " already; remove them to enrol it anew");
        }
        checkAddress(server);
        MeterKeys keys = ask(server, new PinnedServer(fingerprint), code, meter);
        keys.save(stateDirectory);
        return keys;
    }

    private static void checkAddress(URI server) {
        if (!"https".equalsIgnoreCase(server.getScheme()) || server.getHost() == null) {
            throw new IllegalArgumentException(
                    "'" + server + "' is no enrolment address; it is like https://host:8884/enrol");
        }
    }

    private static MeterKeys ask(URI server, PinnedServer pinned, String code, MeterId meter)
            throws EnrolmentRefusedException {
        try {
            KeyPair transport = newTransportKey();
            KeyPair seal = RawKeys.newX25519();
            KeyPair chain = RawKeys.newEd25519();
            EnrolmentRequest request =
                    EnrolmentRequest.newBuilder()
                            .setCode(code)
                            .setMeter(meter.value())
                            .setCertificateRequest(
                                    ByteString.copyFrom(
                                            CertificateRequest.encode(meter, transport)))
                            .setX25519(ByteString.copyFrom(RawKeys.raw(seal.getPublic())))
                            .setEd25519(ByteString.copyFrom(RawKeys.raw(chain.getPublic())))
                            .build();
            byte[] answer = post(server, pinned, request.toByteArray());
            MeterKeys keys =
                    keysOf(meter, transport, seal, chain, EnrolmentResponse.parseFrom(answer));
            check(keys, transport);
            return keys;
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new EnrolmentRefusedException(
                    "enrolment at " + server + ": " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new EnrolmentRefusedException(
                    "the certificates that " + server + " gave are not good: " + e.getMessage(), e);
        }
    }

    private static KeyPair newTransportKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static byte[] post(URI server, PinnedServer pinned, byte[] request)
            throws EnrolmentRefusedException, GeneralSecurityException {
        boolean bare = server.getPath() == null || server.getPath().length() <= 1;
        URI address = bare ? server.resolve(PATH) : server;
        try (HttpClient client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .sslContext(pinned.context())
                        .connectTimeout(PATIENCE)
                        .build()) {
            HttpResponse<byte[]> response =
                    client.send(
                            HttpRequest.newBuilder(address)
                                    .timeout(PATIENCE)
                                    .header("Content-Type", "application/x-protobuf")
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(request))
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new EnrolmentRefusedException(
                        "the utility refused: "
                                + new String(response.body(), StandardCharsets.UTF_8).strip());
            }
            return response.body();
        } catch (IOException e) {
            throw new EnrolmentRefusedException(
                    "no enrolment at " + address + ": " + reasonOf(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnrolmentRefusedException("enrolment was interrupted", e);
        }
    }

    /// The innermost cause says what was wrong: a fingerprint, a port where nobody listens.
    private static String reasonOf(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private static MeterKeys keysOf(
            MeterId meter,
            KeyPair transport,
            KeyPair seal,
            KeyPair chain,
            EnrolmentResponse response)
            throws GeneralSecurityException {
        ByteArrayOutputStream certificates = new ByteArrayOutputStream();
        for (ByteString certificate : response.getCertificateChainList()) {
            certificates.writeBytes(certificate.toByteArray());
        }
        return new MeterKeys(
                meter,
                transport.getPrivate(),
                MeterKeysFile.certificates(certificates.toByteArray()),
                response.getBrokerHost(),
                response.getBrokerPort(),
                seal,
                chain,
                response.getX25519().toByteArray(),
                response.getGeneration(),
                response.getCommandKey().toByteArray(),
                response.getApprovalKey().toByteArray(),
                Schedule.of(response.getSchedule()));
    }

    /// The certificate is for the key that was sent, and each is signed by the next.
    private static void check(MeterKeys keys, KeyPair transport) throws GeneralSecurityException {
        List<X509Certificate> chain = keys.certificateChain();
        if (!chain.getFirst().getPublicKey().equals(transport.getPublic())) {
            throw new GeneralSecurityException("the certificate is for another key");
        }
        for (int i = 0; i < chain.size(); i++) {
            X509Certificate issuer = chain.get(Math.min(i + 1, chain.size() - 1));
            chain.get(i).verify(issuer.getPublicKey());
        }
        if (keys.generation() < 1) {
            throw new IllegalArgumentException("the answer does not number the agreement");
        }
        keys.deviceKeys(); // throws if one of the utility's keys is none
    }
}
