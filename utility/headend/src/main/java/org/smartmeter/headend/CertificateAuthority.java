package org.smartmeter.headend;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.smartmeter.terms.MeterId;

/// The utility's own certificate authority (P-256, ECDSA with SHA-256): certifies the utility's
/// servers and its meters, nobody else. Meters and servers trust this one authority only.
final class CertificateAuthority {

    static final Duration AUTHORITY_VALIDITY = Duration.ofDays(20 * 365);
    static final Duration SERVER_VALIDITY = Duration.ofDays(5 * 365);
    static final Duration METER_VALIDITY = Duration.ofDays(5 * 365);

    /// Clocks of meters differ: a certificate is good a day before it was made.
    private static final Duration BACKDATED = Duration.ofDays(1);

    private static final int SERIAL_BITS = 127;
    private static final String SIGNATURE = "SHA256withECDSA";

    private final PrivateKey key;
    private final X509Certificate certificate;
    private final InstantSource clock;
    private final SecureRandom random;

    private CertificateAuthority(
            PrivateKey key, X509Certificate certificate, InstantSource clock, SecureRandom random) {
        this.key = key;
        this.certificate = certificate;
        this.clock = clock;
        this.random = random;
    }

    /// The authority kept in the directory as `ca.key` and `ca.crt`; made when missing.
    static CertificateAuthority open(KeyDirectory keys, InstantSource clock, SecureRandom random) {
        if (keys.read("ca.crt").isEmpty()) {
            KeyPair pair = newKeyPair();
            X509Certificate made = selfSigned(pair, clock.instant(), random);
            keys.write("ca.key", "PRIVATE KEY", pair.getPrivate().getEncoded());
            keys.write("ca.crt", "CERTIFICATE", encoded(made));
        }
        return new CertificateAuthority(
                privateKey(keys.read("ca.key").orElseThrow()),
                certificate(keys.read("ca.crt").orElseThrow()),
                clock,
                random);
    }

    X509Certificate certificate() {
        return certificate;
    }

    /// For TLS servers under the given names and addresses.
    X509Certificate certifyServer(PublicKey subject, String name, GeneralNames alternatives) {
        return certify(
                subject,
                name,
                SERVER_VALIDITY,
                List.of(
                        new Added(Extension.subjectAlternativeName, false, alternatives),
                        usage(KeyPurposeId.id_kp_serverAuth)));
    }

    /// For the utility's own client at an external broker.
    X509Certificate certifyClient(PublicKey subject, String name) {
        return certify(
                subject, name, SERVER_VALIDITY, List.of(usage(KeyPurposeId.id_kp_clientAuth)));
    }

    /// For a meter: its id is the common name, TLS client its only use.
    X509Certificate certifyMeter(PublicKey subject, MeterId meter) {
        return certify(
                subject,
                meter.value(),
                METER_VALIDITY,
                List.of(usage(KeyPurposeId.id_kp_clientAuth)));
    }

    /// The signed list of these serial numbers (hexadecimal), DER.
    byte[] revocationList(Collection<String> serials) {
        return RevocationList.sign(certificate, key, serials, clock.instant());
    }

    static KeyPair newKeyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no P-256", e);
        }
    }

    static PrivateKey privateKey(byte[] pkcs8) {
        try {
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("not a P-256 private key; restore it from a copy", e);
        }
    }

    static X509Certificate certificate(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("not a certificate; restore it from a copy", e);
        }
    }

    static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate always has an encoding", e);
        }
    }

    private record Added(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {}

    private static Added usage(KeyPurposeId purpose) {
        return new Added(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purpose));
    }

    private static X500Name named(String commonName) {
        return new X500Name("CN=" + commonName);
    }

    private X509Certificate certify(
            PublicKey subject, String name, Duration validity, List<Added> extensions) {
        Instant now = clock.instant();
        Instant end = earlier(now.plus(validity), certificate.getNotAfter().toInstant());
        var builder =
                new JcaX509v3CertificateBuilder(
                        certificate,
                        new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE),
                        Date.from(now.minus(BACKDATED)),
                        Date.from(end),
                        named(name),
                        subject);
        try {
            var identifiers = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    identifiers.createAuthorityKeyIdentifier(certificate));
            for (Added added : extensions) {
                builder.addExtension(added.id(), added.critical(), added.value());
            }
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot build a certificate for " + name, e);
        }
        return signed(builder, key);
    }

    private static X509Certificate selfSigned(KeyPair pair, Instant now, SecureRandom random) {
        X500Name name = named("Smart-Meter utility");
        var builder =
                new JcaX509v3CertificateBuilder(
                        name,
                        new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE),
                        Date.from(now.minus(BACKDATED)),
                        Date.from(now.plus(AUTHORITY_VALIDITY)),
                        name,
                        pair.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no SHA-1", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot build the authority's certificate", e);
        }
        return signed(builder, pair.getPrivate());
    }

    private static X509Certificate signed(JcaX509v3CertificateBuilder builder, PrivateKey key) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder(SIGNATURE).build(key)));
        } catch (OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign a certificate", e);
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
