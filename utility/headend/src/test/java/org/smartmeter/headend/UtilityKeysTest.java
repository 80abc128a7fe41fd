package org.smartmeter.headend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Ed25519;
import org.smartmeter.wire.RawKeys;
import org.smartmeter.wire.SealKeys;

class UtilityKeysTest {

    private static final List<String> NAMES = List.of("meters.example.org", "192.0.2.7");

    @TempDir Path directory;
    private final SecureRandom random = new SecureRandom();
    private final TestClock clock = TestClock.real();
    private KeyDirectory keys;

    @BeforeEach
    void make() {
        keys = new KeyDirectory(directory.resolve("keys"));
    }

    private UtilityKeys open() {
        return UtilityKeys.open(keys, directory.resolve("approval"), random);
    }

    private CertificateAuthority authority() {
        return CertificateAuthority.open(keys, clock, random);
    }

    private ServerIdentity server(List<String> names) {
        return ServerIdentity.server(keys, authority(), names, clock.instant());
    }

    @Test
    void keysAreMadeOnceAndKept() {
        UtilityKeys made = open();
        UtilityKeys kept = open();
        assertThat(kept.x25519Public()).isEqualTo(made.x25519Public());
        assertThat(kept.commandPublic()).isEqualTo(made.commandPublic());
        assertThat(kept.approvalPublic()).isEqualTo(made.approvalPublic());
        assertThat(kept.commandPublic()).isNotEqualTo(kept.approvalPublic());
    }

    @Test
    void onlyTheOwnerReadsThem() throws IOException {
        open();
        server(NAMES);
        try (var files = Files.walk(directory)) {
            files.filter(Files::isRegularFile)
                    .forEach(
                            file ->
                                    assertThat(mode(file))
                                            .as(file.toString())
                                            .isEqualTo("rw-------"));
        }
        assertThat(mode(directory.resolve("keys"))).isEqualTo("rwx------");
        assertThat(directory.resolve("keys/approval.key")).doesNotExist();
        assertThat(directory.resolve("approval/approval.key")).exists();
    }

    private static String mode(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theApprovalKeyMayNotLieBesideTheOthers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HeadendSettings.loopback(directory, directory.resolve("x/..")))
                .withMessageContaining("another directory");
    }

    @Test
    void theCommandKeySignsAsEd25519() {
        byte[] message = "close the gate".getBytes(StandardCharsets.UTF_8);
        UtilityKeys utility = open();
        byte[] signature = utility.command().sign(message);
        assertThat(Ed25519.verifier(utility.commandPublic()).verify(message, signature)).isTrue();
        assertThat(Ed25519.verifier(utility.approvalPublic()).verify(message, signature)).isFalse();
    }

    @Test
    void bothEndsAgree() {
        UtilityKeys utility = open();
        MeterId meter = new MeterId("SEM0000000000001");
        SealKeys agreed =
                SealKeys.agree(
                        utility.x25519(), RawKeys.raw(RawKeys.newX25519().getPublic()), meter);
        assertThat(agreed.meter()).isEqualTo(meter);
    }

    @Test
    void theServersCertificateIsKeptUntilItsLastYearOrOtherNames() throws Exception {
        String first = server(NAMES).fingerprint();
        assertThat(server(NAMES).fingerprint()).isEqualTo(first);
        assertThat(server(NAMES).certificate().getSubjectAlternativeNames())
                .extracting(entry -> (Object) entry.get(1))
                .contains("meters.example.org", "192.0.2.7", "localhost", "127.0.0.1");

        String renamed = server(List.of("other.example.org")).fingerprint();
        assertThat(renamed).isNotEqualTo(first);
        clock.pass(Duration.ofDays(4 * 365 - 1));
        assertThat(server(List.of("other.example.org")).fingerprint()).isEqualTo(renamed);
        clock.pass(Duration.ofDays(2));
        assertThat(server(List.of("other.example.org")).fingerprint()).isNotEqualTo(renamed);
    }

    @Test
    void aServerKeyWithoutItsCertificateCountsAsNone() throws Exception {
        server(NAMES);
        Files.delete(directory.resolve("keys/server.crt"));
        ServerIdentity made = server(NAMES);
        made.certificate().verify(authority().certificate().getPublicKey());
        assertThat(made.fingerprint()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
    }

    @Test
    void aDamagedKeyFileIsNamed() throws IOException {
        open();
        Path damaged = directory.resolve("keys/command.key");
        Files.writeString(damaged, "nothing");
        assertThatThrownBy(this::open)
                .hasMessageContaining("command.key")
                .hasMessageContaining("restore");
    }

    @Test
    void theRevocationListIsSignedByTheAuthority() throws Exception {
        CertificateAuthority authority = authority();
        byte[] list = authority.revocationList(List.of("abc123"));
        var read =
                (java.security.cert.X509CRL)
                        java.security.cert.CertificateFactory.getInstance("X.509")
                                .generateCRL(new java.io.ByteArrayInputStream(list));
        read.verify(authority.certificate().getPublicKey());
        assertThat(read.getRevokedCertificate(new java.math.BigInteger("abc123", 16))).isNotNull();
        assertThat(read.getThisUpdate().toInstant()).isBeforeOrEqualTo(Instant.now());
    }

    @Property(tries = 200)
    void aCodeIsReadHoweverItIsTyped(@ForAll long seed) {
        EnrolmentCode code = EnrolmentCode.random(seeded(seed));
        assertThat(code.printed()).matches("([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}");
        String typed =
                code.printed()
                        .toLowerCase(java.util.Locale.ROOT)
                        .replace('-', ' ')
                        .replace('0', 'o')
                        .replace('1', 'l');
        assertThat(new EnrolmentCode(typed).hash()).isEqualTo(code.hash());
        assertThat(code.toString()).doesNotContain(code.characters());
    }

    private static SecureRandom seeded(long seed) {
        try {
            SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
            random.setSeed(seed);
            return random;
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
