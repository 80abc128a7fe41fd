package org.smartmeter.cli.system;

import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.smartmeter.device.MeterKeys;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.wire.Channel;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.Opener;
import org.smartmeter.wire.RawKeys;
import org.smartmeter.wire.RecordBatch;
import org.smartmeter.wire.RecordTag;
import org.smartmeter.wire.RecordsCodec;
import org.smartmeter.wire.Register;
import org.smartmeter.wire.Row;
import org.smartmeter.wire.SealBrokenException;
import org.smartmeter.wire.SealKeys;
import org.smartmeter.wire.Sealer;
import org.smartmeter.wire.Topic;
import org.smartmeter.wire.Unit;
import org.smartmeter.wire.v1.Downlink;
import org.smartmeter.wire.v1.Receipt;
import org.smartmeter.wire.v1.Records;
import org.smartmeter.wire.v1.Uplink;

/// A meter that was truly enrolled, in the hands of somebody who sends what he likes. It keeps a
/// small journal in its head, so that between two bad deeds it can send good records too.
final class HostileMeter implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int BOOT = 7;
    private static final Definition DEFINITION =
            new Definition(
                    1,
                    Definition.Kind.PROFILE,
                    60,
                    List.of(new Register(ObisCode.ACTIVE_ENERGY_IMPORT, 0, Unit.WATT_HOUR)));

    final MeterKeys keys;
    final SealKeys seals;
    final long epoch = Instant.now().minusSeconds(3_600).getEpochSecond();
    private final Opener down;
    private final Sealer up;
    private final AtomicLong stored = new AtomicLong();
    private @Nullable Mqtt3BlockingClient client;
    private long lastSequence;
    private long wattHours = 1_000;

    HostileMeter(MeterKeys keys) {
        this.keys = keys;
        seals = SealKeys.agree(keys.sealKey().getPrivate(), keys.utilitySealKey(), keys.meter());
        down = new Opener(seals, topic(Channel.DOWN));
        up = sealer(seals, keys.generation(), BOOT);
    }

    MeterId id() {
        return keys.meter();
    }

    Topic topic(Channel channel) {
        return new Topic(id(), channel);
    }

    /// Seals for the meter's own up topic, under keys and numbers of the caller's choice.
    Sealer sealer(SealKeys with, int generation, int boot) {
        return new Sealer(with, topic(Channel.UP), generation, boot);
    }

    /// Keys that this meter never agreed on with anybody.
    SealKeys wrongSeals() {
        return SealKeys.agree(
                RawKeys.newX25519().getPrivate(), keys.utilitySealKey(), keys.meter());
    }

    /// The number the next record of its journal would bear.
    long nextSequence() {
        return lastSequence + 1;
    }

    /// A client that has not connected yet, whoever it says it is.
    Mqtt3BlockingClient client(String clientId, ClientTls tls) {
        return builder(clientId, tls).buildBlocking();
    }

    Mqtt3ClientBuilder builder(String clientId, ClientTls tls) {
        return MqttClient.builder()
                .useMqttVersion3()
                .identifier(clientId)
                .serverHost(keys.brokerHost())
                .serverPort(keys.brokerPort())
                .sslConfig(tls.configuration());
    }

    /// Its own connection, made anew if it was cut.
    Mqtt3BlockingClient connection() {
        Mqtt3BlockingClient open = client;
        if (open == null || !open.getState().isConnected()) {
            open = client(id().value(), ClientTls.of(keys));
            open.connect();
            open.toAsync()
                    .subscribeWith()
                    .topicFilter(topic(Channel.DOWN).toString())
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .callback(publish -> heard(publish.getPayloadAsBytes()))
                    .send()
                    .join();
            client = open;
        }
        return open;
    }

    boolean connectedNow() {
        Mqtt3BlockingClient open = client;
        return open != null && open.getState().isConnected();
    }

    private void heard(byte[] frame) {
        try {
            Receipt receipt = Downlink.parseFrom(down.open(frame).content()).getReceipt();
            if (receipt.getEpoch() == epoch) {
                stored.accumulateAndGet(receipt.getStoredUpTo(), Math::max);
            }
        } catch (SealBrokenException | InvalidProtocolBufferException e) {
            throw new AssertionError("the utility sealed something else", e);
        }
    }

    void publish(String topic, byte[] payload) {
        connection().publishWith().topic(topic).qos(MqttQos.AT_LEAST_ONCE).payload(payload).send();
    }

    void up(byte[] frame) {
        publish(topic(Channel.UP).toString(), frame);
    }

    /// Seals content that carries no records.
    byte[] seal(byte[] content) {
        return up.seal(epoch, content);
    }

    /// Seals a batch under a header of the caller's choice.
    byte[] seal(long ofEpoch, long first, int count, Records records) {
        return up.seal(
                ofEpoch,
                first,
                count,
                Uplink.newBuilder().setRecords(records).build().toByteArray());
    }

    /// The next record of its journal as a batch; it counts as written.
    Records write(int tag, byte[] payload) {
        return RecordBatch.pack(
                List.of(new JournalRecord(++lastSequence, tag, payload)), _ -> null);
    }

    Row row(Instant time, long value) {
        return new Row(1, time.truncatedTo(ChronoUnit.MILLIS), 0, new long[] {value});
    }

    /// Sends the next record of its journal, rightly sealed and numbered.
    void send(int tag, byte[] payload) {
        Records records = write(tag, payload);
        up(seal(epoch, lastSequence, 1, records));
    }

    /// A good row that follows on the last, with the definition before the first.
    void sendsGoodRecord() {
        if (lastSequence == 0) {
            send(RecordTag.DEFINITION, RecordsCodec.encode(DEFINITION));
        }
        send(RecordTag.ROW, RecordsCodec.encode(row(Instant.now(), ++wattHours)));
        isStored();
    }

    /// Everything it ever wrote is acknowledged.
    void isStored() {
        await().atMost(PATIENCE).until(() -> stored.get() >= lastSequence);
    }

    @Override
    public void close() {
        Mqtt3BlockingClient open = client;
        if (open != null && connectedNow()) {
            open.disconnect();
        }
    }
}
