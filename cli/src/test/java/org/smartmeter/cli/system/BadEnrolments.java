package org.smartmeter.cli.system;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.RawKeys;
import org.smartmeter.wire.v1.EnrolmentRequest;

/// Asks to be enrolled in every wrong way, from an address of its own, because the server slows
/// down addresses that fail often.
final class BadEnrolments implements AutoCloseable {

    private final URI address;
    private final HttpClient client;

    /// @param from a loopback address
    BadEnrolments(URI address, X509Certificate authority, String from) {
        this.address = address;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .sslContext(trusting(authority))
                        .localAddress(InetAddress.ofLiteral(from))
                        .build();
    }

    private static SSLContext trusting(X509Certificate authority) {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("utility", authority);
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError("no TLS", e);
        }
    }

    /// A request as it ought to be, to be spoilt.
    static EnrolmentRequest.Builder request(String code, MeterId meter) {
        return EnrolmentRequest.newBuilder()
                .setCode(code)
                .setMeter(meter.value())
                .setCertificateRequest(certificateRequest(meter.value()))
                .setX25519(ByteString.copyFrom(RawKeys.raw(RawKeys.newX25519().getPublic())))
                .setEd25519(ByteString.copyFrom(RawKeys.raw(RawKeys.newEd25519().getPublic())));
    }

    static ByteString certificateRequest(String name) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            return ByteString.copyFrom(
                    new JcaPKCS10CertificationRequestBuilder(
                                    new X500Name("CN=" + name), pair.getPublic())
                            .build(
                                    new JcaContentSignerBuilder("SHA256withECDSA")
                                            .build(pair.getPrivate()))
                            .getEncoded());
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /// @return the status of the answer
    int post(byte[] body) {
        return send(
                HttpRequest.newBuilder(address)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build());
    }

    int get() {
        return send(HttpRequest.newBuilder(address).GET().build());
    }

    private int send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        } catch (IOException e) {
            throw new AssertionError("no answer from " + address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
