package org.smartmeter.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.RawKeys;
import org.smartmeter.wire.v1.EnrolmentRequest;
import org.smartmeter.wire.v1.EnrolmentResponse;

class EnrolmentTest {

    private static final MeterId METER = new MeterId("SEM0000000004410");

    @TempDir Path directory;
    private final TestAuthority authority = new TestAuthority();
    private HttpsServer server;
    private boolean certifiesAnotherKey;

    @BeforeEach
    void open() throws Exception {
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(authority.serverStore(), TestAuthority.PASSWORD);
        SSLContext tls = SSLContext.getInstance("TLSv1.3");
        tls.init(keys.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/enrol", this::answer);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            EnrolmentRequest request =
                    EnrolmentRequest.parseFrom(exchange.getRequestBody().readAllBytes());
            boolean good = request.getCode().equals("good");
            byte[] answer = good ? welcome(request).toByteArray() : "this code is used".getBytes();
            exchange.sendResponseHeaders(good ? 200 : 403, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private EnrolmentResponse welcome(EnrolmentRequest request) throws Exception {
        var asked =
                new JcaPKCS10CertificationRequest(request.getCertificateRequest().toByteArray());
        assertThat(
                        asked.isSignatureValid(
                                new JcaContentVerifierProviderBuilder()
                                        .build(asked.getPublicKey())))
                .isTrue();
        assertThat(asked.getSubject().toString()).isEqualTo("CN=" + METER);
        X509Certificate certificate =
                authority.certify(
                        "CN=" + METER,
                        certifiesAnotherKey
                                ? TestAuthority.newKey().getPublic()
                                : asked.getPublicKey(),
                        false);
        return EnrolmentResponse.newBuilder()
                .addCertificateChain(ByteString.copyFrom(certificate.getEncoded()))
                .addCertificateChain(ByteString.copyFrom(authority.certificate.getEncoded()))
                .setBrokerHost("broker.example")
                .setBrokerPort(8_883)
                .setX25519(ByteString.copyFrom(RawKeys.raw(RawKeys.newX25519().getPublic())))
                .setCommandKey(ByteString.copyFrom(RawKeys.raw(RawKeys.newEd25519().getPublic())))
                .setApprovalKey(ByteString.copyFrom(RawKeys.raw(RawKeys.newEd25519().getPublic())))
                .setSchedule(Schedule.USUAL.toWire())
                .setGeneration(1)
                .build();
    }

    private URI address() {
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    }

    private String fingerprint() throws Exception {
        return fingerprint(authority.server);
    }

    private static String fingerprint(X509Certificate certificate) throws Exception {
        byte[] encoded = encoded(certificate);
        return HexFormat.ofDelimiter(":")
                .withUpperCase()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
    }

    private static byte[] encoded(X509Certificate certificate) throws CertificateEncodingException {
        return certificate.getEncoded();
    }

    @Test
    void aMeterThatEnrolsKeepsItsKeysForItselfAndFindsThemAgain() throws Exception {
        MeterKeys keys = Enrolment.enrol(address(), fingerprint(), "good", METER, directory);
        MeterKeys found = MeterKeys.load(directory).orElseThrow();

        assertThat(found.meter()).isEqualTo(METER);
        assertThat(found.brokerHost()).isEqualTo("broker.example");
        assertThat(found.authority()).isEqualTo(authority.certificate);
        assertThat(found.transportKey()).isEqualTo(keys.transportKey());
        assertThat(RawKeys.raw(found.sealKey().getPrivate()))
                .isEqualTo(RawKeys.raw(keys.sealKey().getPrivate()));
        assertThat(found.utilitySealKey()).isEqualTo(keys.utilitySealKey());
        assertThat(found.deviceKeys().generation()).isEqualTo(1);
        Path file = directory.resolve("meter-keys.properties");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(keys.toString()).doesNotContain("PrivateKey");
    }

    @Test
    void anEnrolledMeterIsNotEnrolledOverItsKeys() throws Exception {
        Enrolment.enrol(address(), fingerprint(), "good", METER, directory);
        assertThatThrownBy(
                        () -> Enrolment.enrol(address(), fingerprint(), "good", METER, directory))
                .isInstanceOf(EnrolmentRefusedException.class)
                .hasMessageContaining("already");
    }

    @Test
    void aServerWithAnotherFingerprintHearsNoCode() throws Exception {
        String other = fingerprint(authority.certificate);
        assertThatThrownBy(() -> Enrolment.enrol(address(), other, "good", METER, directory))
                .isInstanceOf(EnrolmentRefusedException.class)
                .hasMessageContaining("fingerprint");
        assertThat(MeterKeys.load(directory)).isEmpty();
    }

    @Test
    void aUsedCodeIsRefusedInTheUtilitysWords() throws Exception {
        assertThatThrownBy(
                        () -> Enrolment.enrol(address(), fingerprint(), "used", METER, directory))
                .isInstanceOf(EnrolmentRefusedException.class)
                .hasMessageContaining("this code is used");
        assertThat(MeterKeys.load(directory)).isEmpty();
    }

    @Test
    void aCertificateForAnotherKeyIsRefused() {
        certifiesAnotherKey = true;
        assertThatThrownBy(
                        () -> Enrolment.enrol(address(), fingerprint(), "good", METER, directory))
                .isInstanceOf(EnrolmentRefusedException.class)
                .hasMessageContaining("another key");
        assertThat(MeterKeys.load(directory)).isEmpty();
    }

    @Test
    void whatIsNoFingerprintIsNamed() {
        assertThatThrownBy(() -> Enrolment.enrol(address(), "ab:cd", "good", METER, directory))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("64 hexadecimal digits");
    }

    @Test
    void withoutTlsTheCodeIsNotSent() {
        URI plain = URI.create(address().toString().replace("https:", "http:"));
        assertThatThrownBy(() -> Enrolment.enrol(plain, fingerprint(), "good", METER, directory))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it is like https://");
        assertThat(MeterKeys.load(directory)).isEmpty();
    }
}
