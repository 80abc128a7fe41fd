package org.smartmeter.cli.system;

import java.io.IOException;
import java.io.Reader;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.smartmeter.terms.MeterId;

/// Certificates that a thief, or whoever stole the authority's key, would make.
final class ForgedCertificate {

    private ForgedCertificate() {}

    /// Of an authority that bears our authority's name but has a key of its own.
    static ClientTls.Identity ofAnotherAuthority(Path utilityKeys, MeterId meter) {
        try {
            return issue(authorityName(utilityKeys), newPair().getPrivate(), meter);
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /// Of our own authority, for a meter that it never enrolled.
    static ClientTls.Identity ofOurAuthority(Path utilityKeys, MeterId meter) {
        try {
            return issue(authorityName(utilityKeys), privateKey(utilityKeys, "ca.key"), meter);
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /// A key of the utility's key directory.
    static PrivateKey privateKey(Path utilityKeys, String name) throws IOException {
        try (PEMParser pem = new PEMParser(reader(utilityKeys, name))) {
            return new JcaPEMKeyConverter().getPrivateKey((PrivateKeyInfo) pem.readObject());
        }
    }

    private static X500Name authorityName(Path utilityKeys) throws IOException {
        try (PEMParser pem = new PEMParser(reader(utilityKeys, "ca.crt"))) {
            return ((X509CertificateHolder) pem.readObject()).getSubject();
        }
    }

    private static Reader reader(Path utilityKeys, String name) throws IOException {
        return Files.newBufferedReader(utilityKeys.resolve(name));
    }

    private static KeyPair newPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static ClientTls.Identity issue(X500Name issuer, PrivateKey signer, MeterId meter)
            throws GeneralSecurityException, OperatorCreationException {
        KeyPair pair = newPair();
        Instant now = Instant.now();
        var builder =
                new JcaX509v3CertificateBuilder(
                        issuer,
                        BigInteger.valueOf(now.toEpochMilli()),
                        Date.from(now.minus(Duration.ofHours(1))),
                        Date.from(now.plus(Duration.ofDays(1))),
                        new X500Name("CN=" + meter),
                        pair.getPublic());
        var certificate =
                new JcaX509CertificateConverter()
                        .getCertificate(
                                builder.build(
                                        new JcaContentSignerBuilder("SHA256withECDSA")
                                                .build(signer)));
        return new ClientTls.Identity(pair.getPrivate(), certificate);
    }
}
