package org.smartmeter.headend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.KeyManagerFactory;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/// A private key with its certificate and the authority's: what one end of TLS shows the other.
record ServerIdentity(PrivateKey key, X509Certificate certificate, X509Certificate authority) {

    /// A certificate is made anew when less than this is left of it.
    private static final Duration RENEW_BEFORE = Duration.ofDays(365);

    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "::1");

    /// The identity of broker and enrolment server, kept as `server.key` and `server.crt`. Made
    /// anew when it is missing, near its end, or the names have changed.
    static ServerIdentity server(
            KeyDirectory keys, CertificateAuthority authority, List<String> names, Instant now) {
        Set<String> all = new LinkedHashSet<>(names);
        all.addAll(LOOPBACK);
        GeneralNames wanted = alternatives(all);
        boolean good =
                keys.read("server.crt")
                        .map(CertificateAuthority::certificate)
                        .filter(kept -> fresh(kept, now) && sameNames(kept, all))
                        .isPresent();
        if (!good) {
            KeyPair pair = CertificateAuthority.newKeyPair();
            keep(
                    keys,
                    "server",
                    pair,
                    authority.certifyServer(pair.getPublic(), names.getFirst(), wanted),
                    authority);
        }
        return kept(keys, "server", authority);
    }

    /// The utility's identity as a client of an external broker, kept as `utility.key` and
    /// `utility.crt`.
    static ServerIdentity utilityClient(
            KeyDirectory keys, CertificateAuthority authority, Instant now) {
        boolean good =
                keys.read("utility.crt")
                        .map(CertificateAuthority::certificate)
                        .filter(kept -> fresh(kept, now))
                        .isPresent();
        if (!good) {
            KeyPair pair = CertificateAuthority.newKeyPair();
            keep(
                    keys,
                    "utility",
                    pair,
                    authority.certifyClient(pair.getPublic(), "utility"),
                    authority);
        }
        return kept(keys, "utility", authority);
    }

    /// SHA-256 of the certificate, as hexadecimal pairs with colons.
    String fingerprint() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(CertificateAuthority.encoded(certificate));
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    KeyManagerFactory keyManagers() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "identity", key, new char[0], new X509Certificate[] {certificate, authority});
            KeyManagerFactory factory =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, new char[0]);
            return factory;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot hold a key in memory", e);
        }
    }

    private static void keep(
            KeyDirectory keys,
            String name,
            KeyPair pair,
            X509Certificate certificate,
            CertificateAuthority authority) {
        // Without its certificate a new key counts as none, should we be cut off between the two.
        keys.delete(name + ".crt");
        keys.write(name + ".key", "PRIVATE KEY", pair.getPrivate().getEncoded());
        keys.write(
                name + ".crt",
                "CERTIFICATE",
                CertificateAuthority.encoded(certificate),
                CertificateAuthority.encoded(authority.certificate()));
    }

    private static ServerIdentity kept(
            KeyDirectory keys, String name, CertificateAuthority authority) {
        return new ServerIdentity(
                CertificateAuthority.privateKey(keys.read(name + ".key").orElseThrow()),
                CertificateAuthority.certificate(keys.read(name + ".crt").orElseThrow()),
                authority.certificate());
    }

    private static boolean fresh(X509Certificate certificate, Instant now) {
        return certificate.getNotAfter().toInstant().minus(RENEW_BEFORE).isAfter(now);
    }

    private static boolean sameNames(X509Certificate certificate, Set<String> names) {
        try {
            Collection<List<?>> kept = certificate.getSubjectAlternativeNames();
            Set<String> found = new TreeSet<>();
            if (kept != null) {
                kept.forEach(entry -> found.add(normal((String) entry.get(1))));
            }
            Set<String> wanted = new TreeSet<>();
            names.forEach(name -> wanted.add(normal(name)));
            return found.equals(wanted);
        } catch (CertificateParsingException e) {
            throw new IllegalStateException("our own certificate cannot be read", e);
        }
    }

    private static String normal(String name) {
        return isAddress(name) ? address(name).getHostAddress() : name.toLowerCase(Locale.ROOT);
    }

    private static GeneralNames alternatives(Set<String> names) {
        return new GeneralNames(
                names.stream()
                        .map(
                                name ->
                                        isAddress(name)
                                                ? new GeneralName(GeneralName.iPAddress, name)
                                                : new GeneralName(GeneralName.dNSName, name))
                        .toArray(GeneralName[]::new));
    }

    private static boolean isAddress(String name) {
        return name.indexOf(':') >= 0 || name.matches("[0-9.]+");
    }

    /// Of an address in digits, so nothing is looked up.
    private static InetAddress address(String digits) {
        try {
            return InetAddress.getByName(digits);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an IP address: " + digits, e);
        }
    }
}
