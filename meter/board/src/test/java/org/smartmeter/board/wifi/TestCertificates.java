package org.smartmeter.board.wifi;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// An authority and one server of its, both of a day long ago: a board without a set clock is used
/// to that.
final class TestCertificates {

    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final char[] PASSWORD = "of-a-test".toCharArray();

    private final KeyPair key = newKey();
    private final KeyPair serverKey = newKey();
    final X509Certificate authority = certify("CN=authority", key);
    private final X509Certificate server = certify("CN=server", serverKey);

    private static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private X509Certificate certify(String name, KeyPair subject) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            new JcaX509v3CertificateBuilder(
                                            new X500Name("CN=authority"),
                                            BigInteger.ONE,
                                            Date.from(LONG_AGO),
                                            Date.from(LONG_AGO.plusSeconds(86_400)),
                                            new X500Name(name),
                                            subject.getPublic())
                                    .build(
                                            new JcaContentSignerBuilder("SHA256withECDSA")
                                                    .build(key.getPrivate())));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /// The server's side of TLS.
    SSLContext serving() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "server", serverKey.getPrivate(), PASSWORD, new Certificate[] {server, authority});
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
