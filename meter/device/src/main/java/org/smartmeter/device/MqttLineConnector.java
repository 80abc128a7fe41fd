package org.smartmeter.device;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.spec.PBEParameterSpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Line;
import org.smartmeter.wire.LineConnector;
import org.smartmeter.wire.LineListener;

/// The meter's end of the line over MQTT 3.1.1 and TLS 1.3 with the meter's certificate; the
/// utility's authority is the only one trusted. All connectors of a process share the client's
/// event loop; no meter has a thread of its own.
public final class MqttLineConnector implements LineConnector {

    private static final long CONNECT_SECONDS = 20;

    /// The store lives in the memory that has the key anyway: the usual ten thousand rounds over a
    /// password would protect nothing and cost every start of a meter tens of milliseconds.
    private static final String PROTECTION = "PBEWithHmacSHA256AndAES_256";

    private static final PBEParameterSpec ONE_ROUND = new PBEParameterSpec(new byte[16], 1);

    private final MeterId meter;
    private final String host;
    private final int port;
    private final MqttClientSslConfig tls;

    public MqttLineConnector(MeterKeys keys) {
        this(keys, keys.brokerHost(), keys.brokerPort());
    }

    /// To another address than the enrolment gave: a broker behind a tunnel, for example. The
    /// broker's certificate must bear this name.
    public MqttLineConnector(MeterKeys keys, String host, int port) {
        meter = keys.meter();
        this.host = host;
        this.port = port;
        tls = tls(keys);
    }

    private static MqttClientSslConfig tls(MeterKeys keys) {
        List<X509Certificate> own =
                keys.certificateChain().subList(0, keys.certificateChain().size() - 1);
        try {
            return MqttClientSslConfig.builder()
                    .keyManagerFactory(identity(keys.transportKey(), own))
                    .trustManagerFactory(trust(keys.authority()))
                    .protocols(List.of("TLSv1.3"))
                    .handshakeTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                    .build();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "the keys of meter " + keys.meter() + " do not make a TLS identity", e);
        }
    }

    private static KeyManagerFactory identity(PrivateKey key, List<X509Certificate> chain)
            throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        char[] inMemoryOnly = new char[0];
        store.setEntry(
                "meter",
                new KeyStore.PrivateKeyEntry(key, chain.toArray(Certificate[]::new)),
                new KeyStore.PasswordProtection(inMemoryOnly, PROTECTION, ONE_ROUND));
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, inMemoryOnly);
        return factory;
    }

    private static TrustManagerFactory trust(X509Certificate authority)
            throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        store.setCertificateEntry("utility", authority);
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    @Override
    public Line connect(LineListener listener) {
        MqttLine line = new MqttLine(meter, listener);
        Mqtt3AsyncClient client =
                Mqtt3Client.builder()
                        .identifier(meter.value())
                        .transportConfig()
                        .serverHost(host)
                        .serverPort(port)
                        .sslConfig(tls)
                        .socketConnectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                        .mqttConnectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                        .applyTransportConfig()
                        .addDisconnectedListener(
                                context -> line.ended(String.valueOf(context.getCause())))
                        .buildAsync();
        line.open(client);
        return line;
    }
}
