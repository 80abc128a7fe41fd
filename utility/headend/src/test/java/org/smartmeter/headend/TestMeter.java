package org.smartmeter.headend;

import com.google.protobuf.ByteString;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Channel;
import org.smartmeter.wire.RawKeys;
import org.smartmeter.wire.Topic;
import org.smartmeter.wire.v1.Downlink;
import org.smartmeter.wire.v1.EnrolmentRequest;
import org.smartmeter.wire.v1.EnrolmentResponse;

/// A meter with real keys that enrols over real HTTPS and speaks real MQTT over TLS.
final class TestMeter implements AutoCloseable {

    /// By the fingerprint that they trust; kept, since closing one takes its time.
    private static final Map<String, HttpClient> CLIENTS = new ConcurrentHashMap<>();

    final MeterId id;
    final MeterSide side;
    KeyPair transport = CertificateAuthority.newKeyPair();
    EnrolmentResponse welcome = EnrolmentResponse.getDefaultInstance();
    private Mqtt3BlockingClient client;
    private final BlockingQueue<byte[]> heard = new LinkedBlockingQueue<>();

    TestMeter(MeterId id) {
        this.id = id;
        this.side = new MeterSide(id);
    }

    static TestMeter enrolled(Headend headend, MeterId id) throws Exception {
        TestMeter meter = new TestMeter(id);
        meter.enrol(headend.invite(id));
        return meter;
    }

    EnrolmentRequest.Builder request(String code) {
        return EnrolmentRequest.newBuilder()
                .setCode(code)
                .setMeter(id.value())
                .setCertificateRequest(
                        ByteString.copyFrom(certificateRequest(transport, id.value())))
                .setX25519(ByteString.copyFrom(RawKeys.raw(side.seal.getPublic())))
                .setEd25519(ByteString.copyFrom(RawKeys.raw(side.chain.getPublic())));
    }

    void enrol(Invitation invitation) throws Exception {
        HttpResponse<byte[]> answer =
                post(
                        invitation.url(),
                        invitation.fingerprint(),
                        request(invitation.code()).build().toByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException(answer.statusCode() + " " + new String(answer.body()));
        }
        welcome = EnrolmentResponse.parseFrom(answer.body());
        side.agree(
                welcome.getX25519().toByteArray(),
                welcome.getCommandKey().toByteArray(),
                welcome.getApprovalKey().toByteArray(),
                welcome.getGeneration());
    }

    static byte[] certificateRequest(KeyPair pair, String name) {
        try {
            String signature =
                    pair.getPrivate().getAlgorithm().equals("EC")
                            ? "SHA256withECDSA"
                            : "SHA256withRSA";
            return new JcaPKCS10CertificationRequestBuilder(
                            new X500Name("CN=" + name), pair.getPublic())
                    .build(new JcaContentSignerBuilder(signature).build(pair.getPrivate()))
                    .getEncoded();
        } catch (Exception e) {
            throw new AssertionError("no certificate request", e);
        }
    }

    static HttpResponse<byte[]> post(URI url, String fingerprint, byte[] body) throws Exception {
        return CLIENTS.computeIfAbsent(fingerprint, TestMeter::client)
                .send(
                        HttpRequest.newBuilder(url)
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
    }

    private static HttpClient client(String fingerprint) {
        try {
            SSLContext tls = SSLContext.getInstance("TLSv1.3");
            tls.init(null, new TrustManager[] {new Pinned(fingerprint)}, new SecureRandom());
            return HttpClient.newBuilder().sslContext(tls).build();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("no TLS", e);
        }
    }

    /// Trusts the one certificate whose fingerprint came on paper.
    private static final class Pinned extends X509ExtendedTrustManager {

        private final String fingerprint;

        Pinned(String fingerprint) {
            this.fingerprint = fingerprint;
        }

        private void check(X509Certificate[] chain) {
            String shown = new ServerIdentity(null, chain[0], null).fingerprint();
            if (!shown.equals(fingerprint)) {
                throw new IllegalArgumentException("another server: " + shown);
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            check(chain);
        }

        @Override
        public void checkServerTrusted(
                X509Certificate[] chain, String type, java.net.Socket socket) {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(
                X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    List<X509Certificate> chain() {
        return welcome.getCertificateChainList().stream()
                .map(der -> CertificateAuthority.certificate(der.toByteArray()))
                .toList();
    }

    /// TLS as this meter was told: its certificate, the utility's authority.
    MqttClientSslConfig tls(List<String> protocols) {
        return tls(transport, chain(), chain().getLast(), protocols);
    }

    static MqttClientSslConfig tls(
            KeyPair pair,
            List<X509Certificate> chain,
            X509Certificate trusted,
            List<String> protocols) {
        try {
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            if (!chain.isEmpty()) {
                own.setKeyEntry(
                        "meter",
                        pair.getPrivate(),
                        new char[0],
                        chain.toArray(X509Certificate[]::new));
            }
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, new char[0]);
            KeyStore others = KeyStore.getInstance("PKCS12");
            others.load(null, null);
            others.setCertificateEntry("utility", trusted);
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(others);
            return MqttClientSslConfig.builder()
                    .keyManagerFactory(keys)
                    .trustManagerFactory(trust)
                    .protocols(protocols)
                    .build();
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError("no TLS", e);
        }
    }

    Mqtt3BlockingClient connect() {
        return connect(id.value(), tls(List.of("TLSv1.3")));
    }

    Mqtt3BlockingClient connect(String clientId, MqttClientSslConfig tls) {
        client =
                MqttClient.builder()
                        .useMqttVersion3()
                        .identifier(clientId)
                        .serverHost(welcome.getBrokerHost())
                        .serverPort(welcome.getBrokerPort())
                        .sslConfig(tls)
                        .buildBlocking();
        client.connect();
        return client;
    }

    /// Connects and hears its own down topic.
    TestMeter listening() {
        connect();
        client.toAsync()
                .subscribeWith()
                .topicFilter(new Topic(id, Channel.DOWN).toString())
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(publish -> heard.add(publish.getPayloadAsBytes()))
                .send()
                .join();
        return this;
    }

    void publish(String topic, byte[] payload) {
        client.publishWith().topic(topic).qos(MqttQos.AT_LEAST_ONCE).payload(payload).send();
    }

    void up(byte[] frame) {
        publish(new Topic(id, Channel.UP).toString(), frame);
    }

    Mqtt3BlockingClient client() {
        return client;
    }

    /// The next message, opened.
    Downlink hears() throws InterruptedException {
        byte[] frame = heard.poll(10, TimeUnit.SECONDS);
        if (frame == null) {
            throw new AssertionError("the utility says nothing");
        }
        return side.open(frame);
    }

    /// What the newest receipt that came already says is stored; 0 without one.
    long lastStored() {
        long stored = 0;
        for (byte[] frame = heard.poll(); frame != null; frame = heard.poll()) {
            stored = side.open(frame).getReceipt().getStoredUpTo();
        }
        return stored;
    }

    @Override
    public void close() {
        if (client != null && client.getState().isConnected()) {
            client.disconnect();
        }
    }
}
