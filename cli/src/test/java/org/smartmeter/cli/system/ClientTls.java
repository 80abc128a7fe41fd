package org.smartmeter.cli.system;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.smartmeter.device.MeterKeys;

/// How a client shows itself in the TLS handshake.
///
/// @param identity key and certificate; empty shows none
/// @param authority the one it trusts
record ClientTls(Optional<Identity> identity, X509Certificate authority, String protocol) {

    record Identity(PrivateKey key, X509Certificate certificate) {}

    private static final char[] IN_MEMORY_ONLY = new char[0];

    /// As the meter was told at its enrolment.
    static ClientTls of(MeterKeys keys) {
        return new ClientTls(
                Optional.of(new Identity(keys.transportKey(), keys.certificateChain().getFirst())),
                keys.authority(),
                "TLSv1.3");
    }

    ClientTls withoutCertificate() {
        return new ClientTls(Optional.empty(), authority, protocol);
    }

    ClientTls showing(Identity other) {
        return new ClientTls(Optional.of(other), authority, protocol);
    }

    ClientTls speaking(String otherProtocol) {
        return new ClientTls(identity, authority, otherProtocol);
    }

    MqttClientSslConfig configuration() {
        try {
            KeyStore own = empty();
            if (identity.isPresent()) {
                own.setKeyEntry(
                        "meter",
                        identity.get().key(),
                        IN_MEMORY_ONLY,
                        new X509Certificate[] {identity.get().certificate()});
            }
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, IN_MEMORY_ONLY);
            KeyStore trusted = empty();
            trusted.setCertificateEntry("utility", authority);
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            return MqttClientSslConfig.builder()
                    .keyManagerFactory(keys)
                    .trustManagerFactory(trust)
                    .protocols(List.of(protocol))
                    .build();
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError("no TLS", e);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
