package org.smartmeter.cli.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Channel;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.RecordBatch;
import org.smartmeter.wire.RecordTag;
import org.smartmeter.wire.RecordsCodec;
import org.smartmeter.wire.Row;
import org.smartmeter.wire.Sealer;
import org.smartmeter.wire.Topic;
import org.smartmeter.wire.v1.Column;
import org.smartmeter.wire.v1.EnrolmentRequest;
import org.smartmeter.wire.v1.Hello;
import org.smartmeter.wire.v1.Records;
import org.smartmeter.wire.v1.Rows;
import org.smartmeter.wire.v1.Run;
import org.smartmeter.wire.v1.Uplink;

/// What somebody does who holds a truly enrolled meter and means ill.
final class BadDeeds {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RunningUtility utility;
    private final HostileMeter neighbour;

    BadDeeds(RunningUtility utility, HostileMeter neighbour) {
        this.utility = utility;
        this.neighbour = neighbour;
    }

    /// One bad deed.
    interface Deed {
        void by(HostileMeter meter) throws Exception;
    }

    void changedByte(HostileMeter meter) {
        byte[] frame = meter.seal(hello(meter, meter.epoch));
        frame[frame.length - 20] ^= 1;
        meter.up(frame);
    }

    void otherKey(HostileMeter meter) {
        Sealer wrong = meter.sealer(meter.wrongSeals(), 1, 99);
        meter.up(wrong.seal(meter.epoch, hello(meter, meter.epoch)));
    }

    void neighboursFrame(HostileMeter meter) {
        meter.up(neighbour.seal(hello(neighbour, neighbour.epoch)));
    }

    void liveAsUp(HostileMeter meter) {
        Sealer live = new Sealer(meter.seals, meter.topic(Channel.LIVE), 1, 99);
        meter.up(live.seal(meter.epoch, hello(meter, meter.epoch)));
    }

    void otherGeneration(HostileMeter meter) {
        meter.up(meter.sealer(meter.seals, 2, 99).seal(meter.epoch, hello(meter, meter.epoch)));
    }

    void sameAgain(HostileMeter meter) {
        byte[] frame = meter.seal(hello(meter, meter.epoch));
        meter.up(frame);
        meter.up(frame);
    }

    void olderBoot(HostileMeter meter) {
        meter.up(meter.sealer(meter.seals, 1, 3).seal(meter.epoch, hello(meter, meter.epoch)));
    }

    void garbage(HostileMeter meter) {
        meter.up(meter.seal(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff}));
    }

    void noBody(HostileMeter meter) {
        meter.up(meter.seal(Uplink.getDefaultInstance().toByteArray()));
    }

    private static byte[] hello(HostileMeter meter, long epoch) {
        Hello hello = Hello.newBuilder().setSoftware("bad 1").setEpoch(epoch).build();
        return Uplink.newBuilder().setHello(hello).build().toByteArray();
    }

    void olderHello(HostileMeter meter) {
        meter.up(meter.seal(hello(meter, meter.epoch - 1)));
    }

    private static Records lost(int count) {
        return RecordBatch.packLost(count);
    }

    void fewerRecords(HostileMeter meter) {
        meter.up(meter.seal(meter.epoch, meter.nextSequence(), 3, lost(2)));
    }

    void moreRecords(HostileMeter meter) {
        meter.up(meter.seal(meter.epoch, meter.nextSequence(), 2, lost(3)));
    }

    private static Rows.Builder oneRow() {
        return Rows.newBuilder()
                .setDefinition(1)
                .setCount(1)
                .setFirstTime(System.currentTimeMillis());
    }

    private void rows(HostileMeter meter, Rows.Builder rows) {
        Records records = Records.newBuilder().addRuns(Run.newBuilder().setRows(rows)).build();
        meter.up(meter.seal(meter.epoch, meter.nextSequence(), rows.getCount(), records));
    }

    void wrongColumns(HostileMeter meter) {
        Column column = Column.newBuilder().setFirst(5_000).build();
        rows(meter, oneRow().addColumns(column).addColumns(column));
    }

    void timeOverflow(HostileMeter meter) {
        Column column = Column.newBuilder().setFirst(5_000).build();
        rows(meter, oneRow().setCount(9).addTimeSteps(Long.MAX_VALUE / 2).addColumns(column));
    }

    static void ofAnotherEpoch(HostileMeter meter, long secondsLater) {
        long epoch =
                secondsLater < 0
                        ? meter.epoch + secondsLater
                        : Instant.now().getEpochSecond() + secondsLater;
        meter.up(meter.seal(epoch, 1, 1, lost(1)));
    }

    void foreignPublish(HostileMeter meter) {
        meter.publish(
                new Topic(neighbour.id(), Channel.UP).toString(),
                meter.seal(hello(meter, meter.epoch)));
    }

    void strangePublish(HostileMeter meter) {
        meter.publish("$SYS/broker/../sem", new byte[] {1});
    }

    void ownDownTopic(HostileMeter meter) {
        meter.publish(meter.topic(Channel.DOWN).toString(), new byte[] {1});
    }

    void foreignSubscribe(HostileMeter meter) {
        subscribes(meter, new Topic(neighbour.id(), Channel.DOWN).toString());
    }

    void wildSubscribe(HostileMeter meter) {
        subscribes(meter, "sem/1/+/down");
    }

    private static void subscribes(HostileMeter meter, String filter) {
        assertThatThrownBy(
                        () ->
                                meter.connection()
                                        .subscribeWith()
                                        .topicFilter(filter)
                                        .qos(MqttQos.AT_LEAST_ONCE)
                                        .send())
                .as("the broker says no")
                .isInstanceOf(RuntimeException.class);
    }

    void retained(HostileMeter meter) {
        meter.connection()
                .publishWith()
                .topic(meter.topic(Channel.UP).toString())
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(true)
                .payload(meter.seal(hello(meter, meter.epoch)))
                .send();
    }

    void will(HostileMeter meter) {
        Mqtt3BlockingClient client =
                meter.builder(meter.id().value(), ClientTls.of(meter.keys))
                        .willPublish()
                        .topic(meter.topic(Channel.UP).toString())
                        .payload(new byte[] {1})
                        .applyWillPublish()
                        .buildBlocking();
        assertThatThrownBy(client::connect).isInstanceOf(RuntimeException.class);
    }

    void wrongClientId(HostileMeter meter) {
        Mqtt3BlockingClient client = meter.client(neighbour.id().value(), ClientTls.of(meter.keys));
        assertThatThrownBy(client::connect).isInstanceOf(RuntimeException.class);
    }

    void tooLong(HostileMeter meter) {
        meter.connection()
                .toAsync()
                .publishWith()
                .topic(meter.topic(Channel.UP).toString())
                .qos(MqttQos.AT_MOST_ONCE)
                .payload(new byte[1 << 20])
                .send();
        await().atMost(PATIENCE).until(() -> !meter.connectedNow());
    }

    static void isNotLetIn(HostileMeter meter, ClientTls tls) {
        Mqtt3BlockingClient client = meter.client(meter.id().value(), tls);
        assertThatThrownBy(client::connect).isInstanceOf(RuntimeException.class);
    }

    void neverEnrolled(HostileMeter meter) {
        MeterId nobody = new MeterId("NOB0000000000001");
        Mqtt3BlockingClient client =
                meter.client(
                        nobody.value(),
                        ClientTls.of(meter.keys)
                                .showing(ForgedCertificate.ofOurAuthority(utility.keys(), nobody)));
        assertThatThrownBy(client::connect).isInstanceOf(RuntimeException.class);
    }

    static Deed row(Duration fromNow, long value) {
        return meter ->
                meter.send(
                        RecordTag.ROW,
                        RecordsCodec.encode(meter.row(Instant.now().plus(fromNow), value)));
    }

    void eventAhead(HostileMeter meter) {
        var event =
                new Event(
                        EventCode.POWER_DOWN,
                        Instant.ofEpochMilli(System.currentTimeMillis() + 600_000),
                        List.of());
        meter.send(RecordTag.EVENT, RecordsCodec.encode(event));
    }

    void rowOfNoDefinition(HostileMeter meter) {
        var row = new Row(17, Instant.ofEpochMilli(System.currentTimeMillis()), 0, new long[] {1});
        meter.send(RecordTag.ROW, RecordsCodec.encode(row));
    }

    /// One bad try to enrol.
    interface Enrolment {
        /// @return the status of the answer
        int by(BadEnrolments tries);
    }

    URI enrolmentAddress() {
        return utility.server().headend().invite(new MeterId("PAP0000000000001")).url();
    }

    private MeterId invited() {
        return new MeterId("INV%013d".formatted(System.nanoTime() % 10_000_000_000_000L));
    }

    private String code(MeterId meter) {
        return utility.server().headend().invite(meter).code();
    }

    int unknownCode(BadEnrolments tries) {
        return tries.post(
                BadEnrolments.request("0000-0000-0000-0000-0000", invited()).build().toByteArray());
    }

    int othersCode(BadEnrolments tries) {
        String code = code(invited());
        return tries.post(BadEnrolments.request(code, neighbour.id()).build().toByteArray());
    }

    int usedCode(BadEnrolments tries) {
        MeterId meter = invited();
        byte[] request = BadEnrolments.request(code(meter), meter).build().toByteArray();
        assertThat(tries.post(request)).as("the first time").isEqualTo(200);
        return tries.post(request);
    }

    int withdrawnCode(BadEnrolments tries) {
        MeterId meter = invited();
        String code = code(meter);
        code(meter);
        return tries.post(BadEnrolments.request(code, meter).build().toByteArray());
    }

    int otherName(BadEnrolments tries) {
        return spoilt(
                tries,
                request ->
                        request.setCertificateRequest(
                                BadEnrolments.certificateRequest(neighbour.id().value())));
    }

    int noCertificateRequest(BadEnrolments tries) {
        return spoilt(tries, request -> request.setCertificateRequest(ByteString.EMPTY));
    }

    int weakKey(BadEnrolments tries) {
        return spoilt(tries, request -> request.setX25519(ByteString.copyFrom(new byte[32])));
    }

    int noMeter(BadEnrolments tries) {
        return spoilt(tries, request -> request.setMeter("../../etc/passwd"));
    }

    int eleventhGuess(BadEnrolments tries) {
        for (int guess = 1; guess <= 10; guess++) {
            assertThat(unknownCode(tries)).as("guess %d", guess).isEqualTo(403);
        }
        return unknownCode(tries);
    }

    /// A refused request leaves the code good.
    private int spoilt(BadEnrolments tries, Consumer<EnrolmentRequest.Builder> spoil) {
        MeterId meter = invited();
        EnrolmentRequest.Builder request = BadEnrolments.request(code(meter), meter);
        byte[] good = request.build().toByteArray();
        spoil.accept(request);
        int status = tries.post(request.build().toByteArray());
        assertThat(tries.post(good)).as("the same code, rightly").isEqualTo(200);
        return status;
    }
}
