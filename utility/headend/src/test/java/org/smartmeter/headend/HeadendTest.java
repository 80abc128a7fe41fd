package org.smartmeter.headend;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.smartmeter.headend.RefusalReason.FOREIGN_TOPIC;
import static org.smartmeter.headend.RefusalReason.OVER_LIMIT;
import static org.smartmeter.headend.RefusalReason.REVOKED_CERTIFICATE;
import static org.smartmeter.headend.RefusalReason.UNKNOWN_METER;
import static org.smartmeter.headend.RefusalReason.WRONG_CERTIFICATE;
import static org.smartmeter.headend.RefusalReason.WRONG_CLIENT_ID;
import static org.smartmeter.headend.RefusalReason.WRONG_PUBLISH;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.smartmeter.database.Database;
import org.smartmeter.database.TestDatabases;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Channel;
import org.smartmeter.wire.Topic;
import org.smartmeter.wire.v1.Disconnect;
import org.smartmeter.wire.v1.Downlink;
import org.smartmeter.wire.v1.Hello;
import org.smartmeter.wire.v1.Live;
import org.smartmeter.wire.v1.Order;
import org.smartmeter.wire.v1.Schedule;
import org.smartmeter.wire.v1.SupplyReport;

/// The embedded broker over real TLS with real certificates, and the head-end behind it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeadendTest {

    private static final Instant LONG_AGO = Instant.EPOCH;
    private static final long EPOCH = Instant.now().getEpochSecond() - 1_000;

    private Path directory;
    private Database database;
    private Headend headend;
    private final ModelIntake intake = new ModelIntake();
    private final BlockingQueue<Live> live = new LinkedBlockingQueue<>();
    private int meters;

    @BeforeAll
    void open(@TempDir Path given) {
        directory = given;
        database = TestDatabases.fresh();
        start();
    }

    private void start() {
        headend =
                new Headend(
                        HeadendSettings.loopback(
                                directory.resolve("keys"), directory.resolve("approval")),
                        database,
                        intake,
                        (meter, values) -> live.add(values),
                        InstantSource.system());
        headend.start();
    }

    @AfterAll
    void close() {
        headend.close();
        database.close();
    }

    private MeterId nextId() {
        return new MeterId(String.format("SEM%013d", ++meters));
    }

    private TestMeter enrolled() throws Exception {
        return TestMeter.enrolled(headend, nextId());
    }

    private long refused(MeterId meter, RefusalReason reason) {
        return headend.refusals().counts(meter, LONG_AGO).getOrDefault(reason, 0L);
    }

    private void awaitRefused(MeterId meter, RefusalReason reason) {
        await().atMost(10, SECONDS)
                .untilAsserted(() -> assertThat(refused(meter, reason)).isPositive());
    }

    private static Hello hello(long epoch, Schedule schedule) {
        return Hello.newBuilder()
                .setSoftware("test 1")
                .setEpoch(epoch)
                .setTimeRequest(7)
                .setSchedule(schedule)
                .build();
    }

    @Test
    void aMeterSaysHelloSendsItsRecordsAndIsTold() throws Exception {
        try (TestMeter meter = enrolled().listening()) {
            Schedule schedule = meter.welcome.getSchedule();
            meter.up(meter.side.hello(hello(EPOCH, schedule)));
            Order time = meter.side.verified(meter.hears(), Instant.now());
            assertThat(time.getTime().getTimeRequest()).isEqualTo(7);
            assertThat(meter.hears().getReceipt().getStoredUpTo()).isZero();

            meter.up(meter.side.records(EPOCH, 1, 96));
            assertThat(meter.hears().getReceipt().getStoredUpTo()).isEqualTo(96);
            assertThat(intake.of(meter.id, new Epoch(EPOCH)).contiguousUpTo()).isEqualTo(96);

            assertThat(headend.connected(meter.id)).isTrue();
            MeterStatus status = headend.meter(meter.id).orElseThrow();
            assertThat(status.connected()).isTrue();
            assertThat(status.schedulePending()).isFalse();
            assertThat(status.report().orElseThrow().software()).isEqualTo("test 1");
            assertThat(headend.status().connected()).isPositive();
            assertThat(headend.status().inFlightBytes()).isZero();
        }
    }

    @Test
    void anyMqtt5ClientIsUnderstoodToo() throws Exception {
        TestMeter meter = enrolled();
        BlockingQueue<byte[]> heard = new LinkedBlockingQueue<>();
        Mqtt5BlockingClient client =
                MqttClient.builder()
                        .useMqttVersion5()
                        .identifier(meter.id.value())
                        .serverHost("localhost")
                        .serverPort(headend.brokerPort())
                        .sslConfig(meter.tls(List.of("TLSv1.3")))
                        .buildBlocking();
        client.connect();
        client.toAsync()
                .subscribeWith()
                .topicFilter(new Topic(meter.id, Channel.DOWN).toString())
                .callback(publish -> heard.add(publish.getPayloadAsBytes()))
                .send()
                .join();
        client.publishWith()
                .topic(new Topic(meter.id, Channel.UP).toString())
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(meter.side.records(EPOCH, 1, 3))
                .send();
        byte[] frame = heard.poll(10, SECONDS);
        assertThat(meter.side.open(frame).getReceipt().getStoredUpTo()).isEqualTo(3);
        assertThatThrownBy(
                        () ->
                                client.publishWith()
                                        .topic("elsewhere")
                                        .qos(MqttQos.AT_LEAST_ONCE)
                                        .send())
                .hasMessageContaining("PUBACK contained an Error Code");
        client.unsubscribeWith().topicFilter(new Topic(meter.id, Channel.DOWN).toString()).send();
        client.disconnect();
        await().atMost(10, SECONDS).until(() -> !headend.connected(meter.id));
    }

    @Test
    void aMeterTouchesItsOwnTopicsOnly() throws Exception {
        try (TestMeter meter = enrolled().listening();
                TestMeter victim = enrolled()) {
            byte[] frame = victim.side.records(EPOCH, 1, 5);
            meter.publish(new Topic(victim.id, Channel.UP).toString(), frame);
            meter.publish(new Topic(meter.id, Channel.DOWN).toString(), new byte[1]);
            await().atMost(10, SECONDS).until(() -> refused(meter.id, FOREIGN_TOPIC) == 2);
            assertThat(intake.of(victim.id, new Epoch(EPOCH)).count()).isZero();

            for (String foreign :
                    List.of("#", "sem/1/+/down", new Topic(victim.id, Channel.DOWN).toString())) {
                assertThatThrownBy(() -> meter.client().subscribeWith().topicFilter(foreign).send())
                        .as(foreign)
                        .isInstanceOf(Exception.class);
            }
            assertThat(refused(meter.id, FOREIGN_TOPIC)).isEqualTo(5);
            assertThat(headend.refusals().recent(meter.id, 10))
                    .hasSize(5)
                    .allSatisfy(refusal -> assertThat(refusal.detail()).contains("127.0.0.1"));

            meter.up(meter.side.records(EPOCH, 1, 1));
            assertThat(meter.hears().getReceipt().getStoredUpTo()).isEqualTo(1);
        }
    }

    @Test
    void theClientIdIsTheMetersOnTheCertificate() throws Exception {
        TestMeter meter = enrolled();
        assertThatThrownBy(() -> meter.connect("SEM0000000009999", meter.tls(List.of("TLSv1.3"))))
                .hasMessageContaining("CLIENT_IDENTIFIER_NOT_VALID");
        awaitRefused(meter.id, WRONG_CLIENT_ID);
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefused() throws Exception {
        TestMeter meter = enrolled();
        CertificateAuthority other =
                CertificateAuthority.open(
                        new KeyDirectory(directory.resolve("other")),
                        InstantSource.system(),
                        new SecureRandom());
        KeyPair pair = CertificateAuthority.newKeyPair();
        var chain = List.of(other.certifyMeter(pair.getPublic(), meter.id), other.certificate());
        assertRefusedByTls(meter, pair, chain, "TLSv1.3");
    }

    @Test
    void withoutACertificateNobodyIsHeard() throws Exception {
        TestMeter meter = enrolled();
        assertRefusedByTls(meter, meter.transport, List.of(), "TLSv1.3");
    }

    @Test
    void anOldTlsIsRefused() throws Exception {
        TestMeter meter = enrolled();
        assertRefusedByTls(meter, meter.transport, meter.chain(), "TLSv1.2");
    }

    private void assertRefusedByTls(
            TestMeter meter,
            KeyPair pair,
            List<java.security.cert.X509Certificate> chain,
            String protocol) {
        long before = headend.refusals().counts(LONG_AGO).getOrDefault(WRONG_CERTIFICATE, 0L);
        var tls = TestMeter.tls(pair, chain, meter.chain().getLast(), List.of(protocol));
        assertThatThrownBy(() -> meter.connect(meter.id.value(), tls))
                .isInstanceOf(Exception.class);
        await().atMost(10, SECONDS)
                .untilAsserted(
                        () ->
                                assertThat(headend.refusals().counts(LONG_AGO))
                                        .containsEntry(WRONG_CERTIFICATE, before + 1));
        assertThat(headend.connected(meter.id)).isFalse();
    }

    @Test
    void aRevokedMeterIsCutOffAndStaysOut() throws Exception {
        try (TestMeter meter = enrolled().listening()) {
            headend.revoke(meter.id);
            await().atMost(10, SECONDS).until(() -> !meter.client().getState().isConnected());
            assertThatThrownBy(meter::connect).isInstanceOf(Exception.class);
            awaitRefused(meter.id, REVOKED_CERTIFICATE);

            meter.enrol(headend.invite(meter.id));
            assertThat(meter.welcome.getGeneration()).isEqualTo(2);
            meter.listening().up(meter.side.records(EPOCH, 1, 2));
            assertThat(meter.hears().getReceipt().getStoredUpTo()).isEqualTo(2);
        }
    }

    @Test
    void aCertificateOfOursForAStrangerIsRefused() throws Exception {
        TestMeter meter = enrolled();
        CertificateAuthority ours =
                CertificateAuthority.open(
                        new KeyDirectory(directory.resolve("keys")),
                        InstantSource.system(),
                        new SecureRandom());
        MeterId stranger = new MeterId("XXX0000000000001");
        var chain =
                List.of(
                        ours.certifyMeter(meter.transport.getPublic(), stranger),
                        ours.certificate());
        var tls = TestMeter.tls(meter.transport, chain, ours.certificate(), List.of("TLSv1.3"));
        assertThatThrownBy(() -> meter.connect(stranger.value(), tls))
                .isInstanceOf(Exception.class);
        await().atMost(10, SECONDS)
                .until(() -> headend.refusals().counts(LONG_AGO).containsKey(UNKNOWN_METER));
    }

    @Test
    void whatTheLineDoesNotCarryIsRefused() throws Exception {
        try (TestMeter meter = enrolled().listening()) {
            meter.client()
                    .publishWith()
                    .topic(new Topic(meter.id, Channel.UP).toString())
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .retain(true)
                    .payload(meter.side.records(EPOCH, 1, 5))
                    .send();
            awaitRefused(meter.id, WRONG_PUBLISH);
            assertThatThrownBy(() -> meter.up(new byte[200_000])).isInstanceOf(Exception.class);
            awaitRefused(meter.id, OVER_LIMIT);
            assertThat(intake.of(meter.id, new Epoch(EPOCH)).count()).isZero();
        }
    }

    @Test
    void aSecondConnectionOfAMeterEndsTheFirst() throws Exception {
        try (TestMeter meter = enrolled()) {
            var first = meter.connect();
            meter.listening();
            await().atMost(10, SECONDS).until(() -> !first.getState().isConnected());
            assertThat(headend.connected(meter.id)).isTrue();
            meter.up(meter.side.records(EPOCH, 1, 2));
            assertThat(meter.hears().getReceipt().getStoredUpTo()).isEqualTo(2);
        }
    }

    @Test
    void aScheduleReachesTheMeterAndSurvivesARestart() throws Exception {
        Schedule minute = Schedule.newBuilder().setSamplePeriod(60).setPushPeriod(120).build();
        TestMeter meter = enrolled().listening();
        SupplyReport supply =
                SupplyReport.newBuilder().setControlState(2).setCause(3).setLimit(2_500).build();
        meter.up(
                meter.side.hello(
                        hello(EPOCH, meter.welcome.getSchedule()).toBuilder()
                                .setSupply(supply)
                                .build()));
        assertThat(meter.side.verified(meter.hears(), Instant.now()).hasTime()).isTrue();
        assertThat(meter.hears().hasReceipt()).isTrue();

        headend.schedule(meter.id, minute);
        Order order = meter.side.verified(meter.hears(), Instant.now());
        assertThat(order.getSchedule()).isEqualTo(minute);
        assertThat(headend.meter(meter.id).orElseThrow().schedulePending()).isTrue();

        headend.close();
        start();
        MeterStatus kept = headend.meter(meter.id).orElseThrow();
        assertThat(kept.desired()).isEqualTo(minute);
        assertThat(kept.report().orElseThrow().epoch()).isEqualTo(EPOCH);
        assertThat(kept.report().orElseThrow().supply()).contains(supply);
        assertThat(kept.connected()).isFalse();
    }

    @Test
    void anOrderThatItsAskerKeepsIsPassedByteForByteAndWhoSaidHelloIsTold() throws Exception {
        Order cut =
                Order.newBuilder()
                        .setDisconnect(Disconnect.getDefaultInstance())
                        .setNotBefore(Instant.now().minusSeconds(60).toEpochMilli())
                        .setNotAfter(Instant.now().plusSeconds(600).toEpochMilli())
                        .build();
        ApprovalKey approval = ApprovalKey.open(directory.resolve("approval"), new SecureRandom());
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        headend.listen((meter, actedOn) -> told.add(meter + " acted on " + actedOn));
        try (TestMeter meter = enrolled().listening()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> headend.sign(meter.id, cut, Optional.empty()))
                    .withMessageContaining("critical");
            KeptOrder kept = headend.sign(meter.id, cut, Optional.of(approval));
            headend.pass(meter.id, kept.signed());
            headend.pass(meter.id, kept.signed());

            Downlink first = meter.hears();
            assertThat(first.getOrder()).isEqualTo(kept.signed());
            assertThat(meter.hears().getOrder()).isEqualTo(kept.signed());
            Order order = meter.side.verified(first, Instant.now());
            assertThat(order.getDisconnect()).isEqualTo(cut.getDisconnect());
            assertThat(order.getNotAfter()).isEqualTo(cut.getNotAfter());
            assertThat(order.getCounter()).isEqualTo(kept.counter());

            Hello hello = hello(EPOCH, meter.welcome.getSchedule());
            meter.up(meter.side.hello(hello.toBuilder().setOrderCounter(kept.counter()).build()));
            assertThat(told.poll(10, SECONDS)).isEqualTo(meter.id + " acted on " + kept.counter());
            Order time = meter.side.verified(meter.hears(), Instant.now());
            assertThat(time.getCounter()).isGreaterThan(kept.counter());
        }
    }

    @Test
    void aScheduleThatIsNoneIsRefusedInWords() throws Exception {
        MeterId meter = enrolled().id;
        for (int[] wrong : new int[][] {{0, 60}, {7, 60}, {7_200, 60}, {60, 9}, {60, 86_401}}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () ->
                                    headend.schedule(
                                            meter,
                                            Schedule.newBuilder()
                                                    .setSamplePeriod(wrong[0])
                                                    .setPushPeriod(wrong[1])
                                                    .build()))
                    .withMessageContaining("period is");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                headend.schedule(
                                        new MeterId("XXX0000000000002"),
                                        HeadendSettings.DEFAULT_SCHEDULE))
                .withMessageContaining("invite it first");
    }

    @Test
    void somebodyWhoLooksSeesLiveValues() throws Exception {
        try (TestMeter meter = enrolled().listening()) {
            Instant until = Instant.now().plus(Duration.ofSeconds(30));
            assertThat(headend.lease(meter.id, until)).isTrue();
            Order order = meter.side.verified(meter.hears(), Instant.now());
            assertThat(order.getLive().getUntil()).isEqualTo(until.toEpochMilli());

            Live values = Live.newBuilder().setTime(1).setActivePower(230_000).build();
            meter.publish(new Topic(meter.id, Channel.LIVE).toString(), meter.side.live(values));
            assertThat(live.poll(10, SECONDS)).isEqualTo(values);
        }
        assertThat(headend.lease(nextId(), Instant.now())).isFalse();
    }
}
