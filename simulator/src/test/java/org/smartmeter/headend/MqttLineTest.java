package org.smartmeter.headend;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.smartmeter.device.MeterKeys;
import org.smartmeter.device.MqttLineConnector;
import org.smartmeter.device.Schedule;
import org.smartmeter.simulator.line.LineContract;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Channel;
import org.smartmeter.wire.LineConnector;
import org.smartmeter.wire.RawKeys;
import org.smartmeter.wire.Topic;

/// The real line: the meter's MQTT client and the head-end's own broker, over TLS 1.3 with
/// certificates on both sides. It stands in the head-end's package, which shows its broker to
/// nobody else.
class MqttLineTest extends LineContract {

    private static final int MESSAGE_BYTES = 1 << 20;

    @TempDir static Path directory;
    private static CertificateAuthority authority;
    private static ServerIdentity identity;

    @BeforeAll
    static void makeKeys() {
        KeyDirectory keys = new KeyDirectory(directory);
        authority = CertificateAuthority.open(keys, InstantSource.system(), new SecureRandom());
        identity = ServerIdentity.server(keys, authority, List.of("localhost"), Instant.now());
    }

    @Override
    protected Broker broker() {
        return new RealBroker();
    }

    private static final class RealBroker implements Broker, UtilityLine.Listener {

        private final EmbeddedBroker broker =
                new EmbeddedBroker(
                        new InetSocketAddress("localhost", 0),
                        identity,
                        certificate -> new MeterId(Admission.commonName(certificate)),
                        MESSAGE_BYTES);
        private final List<String> arrived = Collections.synchronizedList(new ArrayList<>());
        private final MqttLineConnector connector;

        RealBroker() {
            broker.open(this);
            connector = new MqttLineConnector(keys(broker.port()));
        }

        private static MeterKeys keys(int port) {
            KeyPair transport = CertificateAuthority.newKeyPair();
            X509Certificate own = authority.certifyMeter(transport.getPublic(), METER);
            return new MeterKeys(
                    METER,
                    transport.getPrivate(),
                    List.of(own, authority.certificate()),
                    "localhost",
                    port,
                    RawKeys.newX25519(),
                    RawKeys.newEd25519(),
                    new byte[32],
                    1,
                    new byte[32],
                    new byte[32],
                    Schedule.USUAL);
        }

        @Override
        public void received(MeterId meter, Channel channel, byte[] frame) {
            arrived.add(new Topic(meter, channel) + " " + new String(frame));
        }

        @Override
        public void refused(Optional<MeterId> meter, RefusalReason reason, String detail) {
            arrived.add("refused: " + reason + " " + detail);
        }

        @Override
        public LineConnector connector() {
            return connector;
        }

        @Override
        public List<String> arrived() {
            return List.copyOf(arrived);
        }

        @Override
        public CompletionStage<Void> send(byte[] frame) {
            return broker.send(METER, frame);
        }

        @Override
        public boolean isConnected() {
            return broker.connected(METER);
        }

        @Override
        public void cut() {
            broker.disconnect(METER);
        }

        @Override
        public void leave() {
            broker.close();
        }

        @Override
        public void settle() {
            // it has threads of its own
        }

        @Override
        public void close() {
            broker.close();
        }
    }
}
