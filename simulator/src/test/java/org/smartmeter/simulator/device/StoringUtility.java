package org.smartmeter.simulator.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.smartmeter.device.DeviceKeys;
import org.smartmeter.simulator.line.ModelBroker;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.wire.Channel;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.MalformedException;
import org.smartmeter.wire.Opened;
import org.smartmeter.wire.Opener;
import org.smartmeter.wire.OrderKeys;
import org.smartmeter.wire.Orders;
import org.smartmeter.wire.RawKeys;
import org.smartmeter.wire.RecordBatch;
import org.smartmeter.wire.RecordTag;
import org.smartmeter.wire.RecordsCodec;
import org.smartmeter.wire.SealBrokenException;
import org.smartmeter.wire.SealHeader;
import org.smartmeter.wire.SealKeys;
import org.smartmeter.wire.Sealer;
import org.smartmeter.wire.Topic;
import org.smartmeter.wire.v1.Demand;
import org.smartmeter.wire.v1.Downlink;
import org.smartmeter.wire.v1.Hello;
import org.smartmeter.wire.v1.Live;
import org.smartmeter.wire.v1.LiveLease;
import org.smartmeter.wire.v1.Order;
import org.smartmeter.wire.v1.Receipt;
import org.smartmeter.wire.v1.Schedule;
import org.smartmeter.wire.v1.SignedOrder;
import org.smartmeter.wire.v1.Time;
import org.smartmeter.wire.v1.Uplink;

/// The utility's end of a model line, which never forgets: every frame under its nonce, every
/// record under its sequence. That one of them comes again as something else fails the test.
final class StoringUtility implements ModelBroker.Utility {

    static final MeterId METER = new MeterId("SEM0000000004410");

    private static final KeyPair METER_SEAL = RawKeys.newX25519();
    private static final KeyPair UTILITY_SEAL = RawKeys.newX25519();

    /// Agreed upon once: a start of the meter derives the rest from it.
    private static final DeviceKeys METER_KEYS =
            new DeviceKeys(
                    SealKeys.agree(
                            METER_SEAL.getPrivate(), RawKeys.raw(UTILITY_SEAL.getPublic()), METER),
                    1,
                    new OrderKeys(
                            StoringUtility::isModelSignature, StoringUtility::isModelSignature),
                    StoringUtility::modelSignature);

    private static final SealKeys SEALS =
            SealKeys.agree(UTILITY_SEAL.getPrivate(), RawKeys.raw(METER_SEAL.getPublic()), METER);

    /// What no two different frames may share.
    record Nonce(Channel channel, int generation, int boot, long counter) {}

    private final Opener up = new Opener(SEALS, new Topic(METER, Channel.UP));
    private final Opener live = new Opener(SEALS, new Topic(METER, Channel.LIVE));
    private final Sealer down;
    private final int boot;
    private final Map<Nonce, ByteString> frames = new HashMap<>();
    private final Map<Long, TreeMap<Long, JournalRecord>> stored = new TreeMap<>();
    private final Map<Integer, Definition> definitions = new HashMap<>();
    private final List<SignedOrder> orders = new ArrayList<>();
    private final List<ByteString> outgoing = new ArrayList<>();
    private Instant now;
    private long orderCounter;
    private long lastEpoch;
    private long highestLive;
    private boolean answersRecords = true;

    StoringUtility(int boot, Instant now) {
        this.boot = boot;
        this.now = now;
        down = new Sealer(SEALS, new Topic(METER, Channel.DOWN), 1, boot);
    }

    /// Another course of the same past: a utility that started again and knows the same.
    StoringUtility copy() {
        StoringUtility copy = new StoringUtility(boot + 1, now);
        copy.frames.putAll(frames);
        stored.forEach((epoch, records) -> copy.stored.put(epoch, new TreeMap<>(records)));
        copy.definitions.putAll(definitions);
        copy.orders.addAll(orders);
        copy.orderCounter = orderCounter;
        copy.lastEpoch = lastEpoch;
        copy.highestLive = highestLive;
        copy.answersRecords = answersRecords;
        return copy;
    }

    static DeviceKeys meterKeys() {
        return METER_KEYS;
    }

    /// Stands for a signature of 64 bytes: real ones would be most of the test's time, and power
    /// cuts are nothing to them.
    private static byte[] modelSignature(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-512").digest(message);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-512", e);
        }
    }

    private static boolean isModelSignature(byte[] message, byte[] signature) {
        return Arrays.equals(signature, modelSignature(message));
    }

    void clock(Instant time) {
        now = time;
    }

    void answersRecords(boolean answers) {
        answersRecords = answers;
    }

    @Override
    public void received(Topic topic, byte[] frame) {
        try {
            SealHeader header = SealHeader.of(frame);
            ByteString bytes = ByteString.copyFrom(frame);
            ByteString before =
                    frames.putIfAbsent(
                            new Nonce(
                                    header.channel(),
                                    header.generation(),
                                    header.boot(),
                                    header.counter()),
                            bytes);
            assertThat(before == null || before.equals(bytes)).as("nonce of %s", header).isTrue();
            if (topic.channel() == Channel.LIVE) {
                Live message = Live.parseFrom(live.open(frame).content());
                highestLive = Math.max(highestLive, message.getEnergyImport());
                return;
            }
            Opened opened = up.open(frame);
            Uplink message = Uplink.parseFrom(opened.content());
            switch (message.getBodyCase()) {
                case HELLO -> hello(message.getHello());
                case RECORDS -> records(opened, message);
                case BODY_NOT_SET -> throw new AssertionError("an empty message");
            }
        } catch (SealBrokenException | InvalidProtocolBufferException | MalformedException e) {
            throw new AssertionError("the meter sent what nobody can read", e);
        }
    }

    private void hello(Hello hello) {
        lastEpoch = Math.max(lastEpoch, hello.getEpoch());
        assertThat(hello.getLastSequence())
                .as("a meter never says that it has less than it sent")
                .isGreaterThanOrEqualTo(storedUpTo(hello.getEpoch()));
        receipt(hello.getEpoch());
        Time time =
                Time.newBuilder()
                        .setUtilityTime(now.toEpochMilli())
                        .setTimeRequest(hello.getTimeRequest())
                        .build();
        order(draft().setTime(time));
    }

    private void records(Opened opened, Uplink message) throws MalformedException {
        SequenceRange range = opened.header().records().orElseThrow();
        long epoch = opened.header().epoch();
        byte[] body = message.getRecords().toByteArray();
        TreeMap<Long, JournalRecord> book = stored.computeIfAbsent(epoch, _ -> new TreeMap<>());
        for (JournalRecord record : RecordBatch.unpack(body, range, definitions::get)) {
            JournalRecord before = book.putIfAbsent(record.sequence(), record);
            assertThat(before == null || before.equals(record)).as("again %s", record).isTrue();
            if (record.tag() == RecordTag.DEFINITION) {
                Definition definition = RecordsCodec.definition(record.payload());
                definitions.put(definition.number(), definition);
            }
        }
        if (answersRecords) {
            receipt(epoch);
        }
    }

    private long storedUpTo(long epoch) {
        TreeMap<Long, JournalRecord> book = records(epoch);
        long upTo = 0;
        while (book.containsKey(upTo + 1)) {
            upTo++;
        }
        return upTo;
    }

    private void receipt(long epoch) {
        Receipt receipt =
                Receipt.newBuilder()
                        .setEpoch(epoch)
                        .setStoredUpTo(storedUpTo(epoch))
                        .setLastEpoch(lastEpoch)
                        .build();
        send(Downlink.newBuilder().setReceipt(receipt).build());
    }

    private void send(Downlink message) {
        outgoing.add(ByteString.copyFrom(down.seal(0, message.toByteArray())));
    }

    private Order.Builder draft() {
        return Order.newBuilder()
                .setMeter(METER.value())
                .setId(ByteString.copyFrom(new byte[16]))
                .setCounter(++orderCounter)
                .setNotBefore(now.minus(Duration.ofMinutes(5)).toEpochMilli())
                .setNotAfter(now.plus(Duration.ofHours(6)).toEpochMilli());
    }

    private void order(Order.Builder order) {
        SignedOrder signed = Orders.sign(order.build(), StoringUtility::modelSignature);
        orders.add(signed);
        send(Downlink.newBuilder().setOrder(signed).build());
    }

    void orderSchedule(int samplePeriod, int pushPeriod) {
        order(
                draft().setSchedule(
                                Schedule.newBuilder()
                                        .setSamplePeriod(samplePeriod)
                                        .setPushPeriod(pushPeriod)));
    }

    void orderEndOfBillingPeriod() {
        order(draft().setDemand(Demand.newBuilder().setReset(true)));
    }

    void lease(Duration lasting) {
        order(draft().setLive(LiveLease.newBuilder().setUntil(now.plus(lasting).toEpochMilli())));
    }

    /// Every order there ever was, in its order: at least once may be more often.
    void repeatOrders() {
        orders.forEach(order -> send(Downlink.newBuilder().setOrder(order).build()));
    }

    /// What there is to send to the meter since the last call.
    List<byte[]> takeOutgoing() {
        List<byte[]> taken = outgoing.stream().map(ByteString::toByteArray).toList();
        outgoing.clear();
        return taken;
    }

    /// The records of an epoch that arrived so far.
    TreeMap<Long, JournalRecord> records(long epoch) {
        return stored.getOrDefault(epoch, new TreeMap<>());
    }

    Map<Integer, Definition> definitions() {
        return definitions;
    }

    List<Long> epochs() {
        return List.copyOf(stored.keySet());
    }

    /// The highest import register that a live message ever showed, mWh.
    long highestLive() {
        return highestLive;
    }
}
