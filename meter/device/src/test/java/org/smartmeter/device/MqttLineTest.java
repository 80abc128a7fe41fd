package org.smartmeter.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.smartmeter.journal.JournalSettings;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Line;
import org.smartmeter.wire.LineListener;
import org.smartmeter.wire.RawKeys;
import org.smartmeter.wire.Topic;

/// The real line: MQTT over TLS 1.3 with certificates on both sides.
class MqttLineTest {

    private static final MeterId METER = new MeterId("SEM0000000004410");

    private final TestAuthority authority = new TestAuthority();

    private static MeterKeys keys(TestAuthority issuer, TestAuthority trusted, int port) {
        KeyPair transport = TestAuthority.newKey();
        return new MeterKeys(
                METER,
                transport.getPrivate(),
                List.of(
                        issuer.certify("CN=" + METER, transport.getPublic(), false),
                        trusted.certificate),
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

    private SmallBroker broker(ModelUtility utility) throws Exception {
        return new SmallBroker(
                authority,
                (topic, frame) -> {
                    synchronized (utility) {
                        utility.take(Topic.parse(topic), frame, Instant.now());
                        List<byte[]> answers = List.copyOf(utility.outgoing);
                        utility.outgoing.clear();
                        return answers;
                    }
                });
    }

    @Test
    void aMeterDeliversOverTheRealLineAndComesBackWhenItIsCut() throws Exception {
        ModelUtility utility = new ModelUtility(METER);
        BoardClock clock = BoardClock.system();
        try (SmallBroker broker = broker(utility);
                DeviceRunner runner = new DeviceRunner(clock, 1)) {
            Device device =
                    Device.start(
                            DeviceSettings.of(METER, "smart-meter 0.1.0", Bench.BUILT)
                                    .withTrustedBoardClock()
                                    .withSchedule(new Schedule(1, 10)),
                            new DeviceMemory(
                                    new MemoryFiles(), new MemoryFiles(), JournalSettings.DEFAULT),
                            utility.meterKeys(),
                            new MqttLineConnector(keys(authority, authority, broker.port())),
                            new Random(3),
                            clock.now());
            var meter =
                    runner.run(
                            device,
                            (now, windows) -> {
                                windows.measured(
                                        Bench.measurement(500, Duration.ofMillis(200)), now);
                                return now.plusMillis(200);
                            });
            await().atMost(Duration.ofSeconds(20)).until(() -> meter.status().acknowledged() > 3);
            assertThat(broker.subscriptions).containsExactly("sem/1/" + METER + "/down");

            long before = meter.status().acknowledged();
            broker.cut();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> meter.status().acknowledged() > before);
            assertThat(meter.status().refused()).isEmpty();
        }
    }

    @Test
    void aBrokerOfAnotherAuthorityIsNotTrusted() throws Exception {
        try (SmallBroker broker = broker(new ModelUtility(METER))) {
            assertThat(whatHappens(keys(authority, new TestAuthority(), broker.port())))
                    .startsWith("down");
            assertThat(broker.subscriptions).isEmpty();
        }
    }

    @Test
    void aMeterOfAnotherAuthorityIsNotLetIn() throws Exception {
        try (SmallBroker broker = broker(new ModelUtility(METER))) {
            assertThat(whatHappens(keys(new TestAuthority(), authority, broker.port())))
                    .startsWith("down");
            assertThat(broker.subscriptions).isEmpty();
        }
    }

    @Test
    void whereNobodyListensTheLineGoesDownOnce() throws Exception {
        int nobody;
        try (SmallBroker broker = broker(new ModelUtility(METER))) {
            nobody = broker.port();
        }
        assertThat(whatHappens(keys(authority, authority, nobody))).startsWith("down");
    }

    /// The one thing that the listener hears.
    private static String whatHappens(MeterKeys keys) throws InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        LineListener listener =
                new LineListener() {
                    @Override
                    public void up() {
                        heard.add("up");
                    }

                    @Override
                    public void down(String reason) {
                        heard.add("down: " + reason);
                    }

                    @Override
                    public void received(String topic, byte[] payload) {
                        heard.add("received on " + topic);
                    }
                };
        try (Line line = new MqttLineConnector(keys).connect(listener)) {
            String first = heard.poll(20, TimeUnit.SECONDS);
            assertThat(heard.poll(200, TimeUnit.MILLISECONDS)).isNull();
            assertThat(line.send(Topic.parse("sem/1/" + METER + "/up"), new byte[1], true))
                    .failsWithin(Duration.ofSeconds(5));
            return String.valueOf(first);
        }
    }
}
