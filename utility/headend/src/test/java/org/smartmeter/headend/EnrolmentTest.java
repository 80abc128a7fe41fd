package org.smartmeter.headend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.smartmeter.headend.RefusalReason.EXPIRED_CODE;
import static org.smartmeter.headend.RefusalReason.MALFORMED_ENROLMENT;
import static org.smartmeter.headend.RefusalReason.TOO_MANY_TRIES;
import static org.smartmeter.headend.RefusalReason.USED_CODE;
import static org.smartmeter.headend.RefusalReason.WRONG_CERTIFICATE_REQUEST;
import static org.smartmeter.headend.RefusalReason.WRONG_CODE;

import com.google.protobuf.ByteString;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.smartmeter.database.Database;
import org.smartmeter.database.TestDatabases;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.v1.EnrolmentRequest;

/// Enrolment over real HTTPS, its time told as a diary.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnrolmentTest {

    private Path directory;
    private Database database;
    private TestClock clock;
    private Headend headend;
    private int meters;
    private TestMeter meter;

    @BeforeAll
    void open(@TempDir Path given) {
        directory = given;
        database = TestDatabases.fresh();
    }

    @AfterAll
    void close() {
        database.close();
    }

    @BeforeEach
    void start() {
        clock = TestClock.real();
        headend =
                new Headend(
                        HeadendSettings.loopback(
                                directory.resolve("keys"), directory.resolve("approval")),
                        database,
                        new ModelIntake(),
                        (from, live) -> {},
                        clock);
        headend.start();
        meter = new TestMeter(new MeterId(String.format("SEM%013d", ++meters)));
    }

    @AfterEach
    void stop() {
        headend.close();
    }

    private void assertRefused(
            Invitation invitation, EnrolmentRequest request, RefusalReason reason, String words)
            throws Exception {
        assertRefused(invitation, request.toByteArray(), 403, reason, words);
    }

    private void assertRefused(
            Invitation invitation, byte[] request, int status, RefusalReason reason, String words)
            throws Exception {
        HttpResponse<byte[]> answer =
                TestMeter.post(invitation.url(), invitation.fingerprint(), request);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains(words);
        assertThat(headend.refusals().recent(1))
                .singleElement()
                .satisfies(
                        refusal -> {
                            assertThat(refusal.reason()).isEqualTo(reason);
                            assertThat(refusal.detail()).contains(words);
                        });
    }

    @Test
    void aCodeIsGoodOnceAndForSevenDays() throws Exception {
        // Monday: invited.
        Invitation monday = headend.invite(meter.id);
        assertThat(monday.goodUntil()).isEqualTo(clock.instant().plus(Duration.ofDays(7)));
        assertThat(monday.code()).matches("([0-9A-Z]{4}-){4}[0-9A-Z]{4}");
        assertThat(monday.url().toString()).startsWith("https://localhost:").endsWith("/enrol");

        // Wednesday: the slip got lost, a new code is given; the first one stops working.
        clock.pass(Duration.ofDays(2));
        Invitation wednesday = headend.invite(meter.id);
        assertRefused(
                monday, meter.request(monday.code()).build(), EXPIRED_CODE, "ask the utility");

        // The Wednesday after, a moment before noon's end: still good.
        clock.pass(Duration.ofDays(7).minusSeconds(1));
        meter.enrol(wednesday);
        assertThat(meter.welcome.getGeneration()).isEqualTo(1);
        assertThat(headend.meter(meter.id)).isPresent();

        // Once is enough.
        assertRefused(wednesday, meter.request(wednesday.code()).build(), USED_CODE, "used before");

        // A third code, a week and a second later.
        Invitation third = headend.invite(meter.id);
        clock.pass(Duration.ofDays(7));
        assertRefused(third, meter.request(third.code()).build(), EXPIRED_CODE, "no longer");
    }

    @Test
    void theCertificateNamesTheMeterAndIsOurs() throws Exception {
        meter.enrol(headend.invite(meter.id));
        X509Certificate own = meter.chain().getFirst();
        X509Certificate authority = meter.chain().getLast();
        own.verify(authority.getPublicKey());
        own.checkValidity();
        assertThat(Admission.commonName(own)).isEqualTo(meter.id.value());
        assertThat(own.getPublicKey()).isEqualTo(meter.transport.getPublic());
        assertThat(own.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(own.getBasicConstraints()).isEqualTo(-1);
        assertThat(own.getNotAfter().toInstant())
                .isBefore(Instant.now().plus(Duration.ofDays(6 * 365)));
        assertThat(meter.welcome.getBrokerPort()).isEqualTo(headend.brokerPort());
        assertThat(meter.welcome.getUtilityTime()).isEqualTo(clock.millis());
        assertThat(meter.welcome.getCommandKey()).isNotEqualTo(meter.welcome.getApprovalKey());
        assertThat(headend.signatureKey(meter.id).orElseThrow())
                .isEqualTo(meter.request("").getEd25519().toByteArray());
    }

    @Test
    void aCodeIsForOneMeter() throws Exception {
        Invitation invitation = headend.invite(meter.id);
        TestMeter thief = new TestMeter(new MeterId("XXX0000000000001"));
        assertRefused(
                invitation,
                thief.request(invitation.code()).build(),
                WRONG_CODE,
                "not given to meter XXX0000000000001");
        assertRefused(
                invitation,
                meter.request("0000-0000-0000-0000-0000").build(),
                WRONG_CODE,
                "not given");
        meter.enrol(invitation);
    }

    @Test
    void aWrongCertificateRequestIsRefusedAndLeavesTheCodeGood() throws Exception {
        Invitation invitation = headend.invite(meter.id);
        var request = meter.request(invitation.code());

        byte[] otherName = TestMeter.certificateRequest(meter.transport, "SEM0000000000099");
        KeyPair p384 = pair("EC", "secp384r1");
        byte[] otherCurve = TestMeter.certificateRequest(p384, meter.id.value());
        byte[] rsa = TestMeter.certificateRequest(pair("RSA", ""), meter.id.value());
        byte[] unsigned = TestMeter.certificateRequest(meter.transport, meter.id.value());
        unsigned[unsigned.length - 1] ^= 1;
        Object[][] table = {
            {otherName, "instead of meter"},
            {otherCurve, "P-256"},
            {rsa, "P-256"},
            {unsigned, "certificate request"},
            {new byte[] {1, 2, 3}, "cannot be read"},
            {new byte[5_000], "longer than"},
        };
        for (Object[] row : table) {
            assertRefused(
                    invitation,
                    request.setCertificateRequest(ByteString.copyFrom((byte[]) row[0])).build(),
                    WRONG_CERTIFICATE_REQUEST,
                    (String) row[1]);
        }
        meter.enrol(invitation);
    }

    @Test
    void whatIsNoEnrolmentIsRefused() throws Exception {
        Invitation invitation = headend.invite(meter.id);
        var request = meter.request(invitation.code());
        assertRefused(
                invitation,
                request.clone().setX25519(ByteString.copyFrom(new byte[32])).build(),
                MALFORMED_ENROLMENT,
                "X25519");
        assertRefused(
                invitation,
                request.clone().setEd25519(ByteString.copyFrom(new byte[31])).build(),
                MALFORMED_ENROLMENT,
                "Ed25519");
        assertRefused(
                invitation,
                request.clone().setMeter("meter").build(),
                MALFORMED_ENROLMENT,
                "not a meter id");
        assertRefused(
                invitation,
                new byte[] {(byte) 0xFF, 1, 2, 3},
                400,
                MALFORMED_ENROLMENT,
                "not an EnrolmentRequest");
        assertRefused(invitation, new byte[20_000], 403, MALFORMED_ENROLMENT, "at most");
        URI elsewhere = invitation.url().resolve("/enrol/more");
        assertThat(TestMeter.post(elsewhere, invitation.fingerprint(), new byte[0]).statusCode())
                .isEqualTo(400);
        meter.enrol(invitation);
    }

    @Test
    void whoeverGuessesWaitsAMinuteAndTheRestOfTheStreetEnrolsWithoutWaiting() throws Exception {
        for (int i = 0; i < 15; i++) {
            TestMeter neighbour = new TestMeter(new MeterId(String.format("NEI%013d", i)));
            neighbour.enrol(headend.invite(neighbour.id));
        }
        Invitation invitation = headend.invite(meter.id);
        for (int i = 0; i < 10; i++) {
            assertRefused(invitation, meter.request("guess " + i).build(), WRONG_CODE, "not given");
        }
        byte[] right = meter.request(invitation.code()).build().toByteArray();
        assertRefused(invitation, right, 429, TOO_MANY_TRIES, "wait");
        clock.pass(Duration.ofMinutes(1));
        meter.enrol(invitation);
    }

    @Test
    void enrollingAgainBeginsANewAgreementAndKeepsTheEpoch() throws Exception {
        meter.enrol(headend.invite(meter.id));
        X509Certificate first = meter.chain().getFirst();
        meter.enrol(headend.invite(meter.id));
        assertThat(meter.welcome.getGeneration()).isEqualTo(2);
        assertThat(meter.chain().getFirst().getSerialNumber())
                .isNotEqualTo(first.getSerialNumber());
        assertThat(headend.status().enrolled()).isPositive();
    }

    @Test
    void theServerKeepsItsFaceOverARestart() {
        String shown = headend.fingerprint();
        headend.close();
        start();
        assertThat(headend.fingerprint()).isEqualTo(shown);
    }

    @Test
    void theEnrolmentServerSpeaksTls13Only() throws Exception {
        SSLContext old = SSLContext.getInstance("TLSv1.2");
        old.init(null, null, new SecureRandom());
        try (var socket =
                old.getSocketFactory().createSocket("localhost", headend.enrolmentPort())) {
            var tls = (javax.net.ssl.SSLSocket) socket;
            tls.setEnabledProtocols(new String[] {"TLSv1.2"});
            assertThatThrownBy(tls::startHandshake).hasMessageContaining("protocol_version");
        }
    }

    private static KeyPair pair(String algorithm, String curve) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (!curve.isEmpty()) {
            generator.initialize(new ECGenParameterSpec(curve));
        }
        return generator.generateKeyPair();
    }
}
