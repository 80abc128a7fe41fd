package org.smartmeter.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.terms.SequenceRanges;
import org.smartmeter.wire.Channel;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.Ed25519;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.MalformedException;
import org.smartmeter.wire.Opened;
import org.smartmeter.wire.Opener;
import org.smartmeter.wire.OrderKeys;
import org.smartmeter.wire.Orders;
import org.smartmeter.wire.RawKeys;
import org.smartmeter.wire.RecordBatch;
import org.smartmeter.wire.RecordTag;
import org.smartmeter.wire.RecordsCodec;
import org.smartmeter.wire.ReplayWindow;
import org.smartmeter.wire.Row;
import org.smartmeter.wire.SealBrokenException;
import org.smartmeter.wire.SealKeys;
import org.smartmeter.wire.Sealer;
import org.smartmeter.wire.Topic;
import org.smartmeter.wire.v1.Downlink;
import org.smartmeter.wire.v1.Hello;
import org.smartmeter.wire.v1.Live;
import org.smartmeter.wire.v1.LiveLease;
import org.smartmeter.wire.v1.Order;
import org.smartmeter.wire.v1.Range;
import org.smartmeter.wire.v1.Receipt;
import org.smartmeter.wire.v1.SignedOrder;
import org.smartmeter.wire.v1.Time;
import org.smartmeter.wire.v1.Uplink;

/// The other end of the line, as small as it can be: keeps every record once, answers hellos, signs
/// orders. What it would send goes into [#outgoing].
final class ModelUtility {

    private final MeterId meter;
    private final KeyPair meterSeal = RawKeys.newX25519();
    private final KeyPair utilitySeal = RawKeys.newX25519();
    private final KeyPair command = RawKeys.newEd25519();
    private final KeyPair approval = RawKeys.newEd25519();
    final KeyPair chain = RawKeys.newEd25519();
    private final Opener up;
    private final Opener live;
    private final Sealer down;
    private ReplayWindow replays = new ReplayWindow();

    final Map<Long, TreeMap<Long, JournalRecord>> stored = new TreeMap<>();
    final Map<Long, SequenceRanges> held = new HashMap<>();
    private final Map<Integer, Definition> definitions = new HashMap<>();
    final List<Hello> hellos = new ArrayList<>();
    final List<Live> lives = new ArrayList<>();
    final List<byte[]> outgoing = new ArrayList<>();
    int batches;
    int repeated;
    long orderCounter;
    long lastEpoch;
    boolean tellsTime = true;
    boolean answersRecords = true;

    ModelUtility(MeterId meter) {
        this.meter = meter;
        SealKeys keys =
                SealKeys.agree(utilitySeal.getPrivate(), RawKeys.raw(meterSeal.getPublic()), meter);
        up = new Opener(keys, new Topic(meter, Channel.UP));
        live = new Opener(keys, new Topic(meter, Channel.LIVE));
        down = new Sealer(keys, new Topic(meter, Channel.DOWN), 1, 1);
    }

    /// What the meter got at its enrolment.
    DeviceKeys meterKeys() {
        return new DeviceKeys(
                SealKeys.agree(meterSeal.getPrivate(), RawKeys.raw(utilitySeal.getPublic()), meter),
                1,
                new OrderKeys(
                        Ed25519.verifier(RawKeys.raw(command.getPublic())),
                        Ed25519.verifier(RawKeys.raw(approval.getPublic()))),
                Ed25519.signer(chain.getPrivate()));
    }

    /// Enrolled anew, a meter may count its starts from anywhere.
    void enrolAnew() {
        replays = new ReplayWindow();
    }

    void take(Topic topic, byte[] frame, Instant now) {
        try {
            if (topic.channel() == Channel.LIVE) {
                lives.add(Live.parseFrom(live.open(frame).content()));
                return;
            }
            Opened opened = up.open(frame);
            if (!replays.accept(opened.header().boot(), opened.header().counter())) {
                repeated++;
                return;
            }
            Uplink message = Uplink.parseFrom(opened.content());
            switch (message.getBodyCase()) {
                case HELLO -> hello(message.getHello(), now);
                case RECORDS -> records(opened);
                case BODY_NOT_SET -> throw new AssertionError("an empty message");
            }
        } catch (SealBrokenException | com.google.protobuf.InvalidProtocolBufferException e) {
            throw new AssertionError("the meter sealed something else", e);
        }
    }

    private void hello(Hello hello, Instant now) {
        hellos.add(hello);
        if (hello.getEpoch() != 0 && hello.getEpoch() < lastEpoch) {
            order(time(now, hello.getTimeRequest()));
            receipt(Receipt.newBuilder().setLastEpoch(lastEpoch).build());
            return;
        }
        if (hello.getEpoch() != 0) {
            lastEpoch = Math.max(lastEpoch, hello.getEpoch());
        }
        receipt(receiptFor(hello.getEpoch()).setLastEpoch(lastEpoch).build());
        if (tellsTime) {
            order(time(now, hello.getTimeRequest()));
        }
    }

    private void records(Opened opened) {
        SequenceRange range = opened.header().records().orElseThrow();
        long epoch = opened.header().epoch();
        batches++;
        List<JournalRecord> records;
        try {
            byte[] body = Uplink.parseFrom(opened.content()).getRecords().toByteArray();
            records = RecordBatch.unpack(body, range, this::definition);
        } catch (MalformedException e) {
            return; // its definition is still on the way: asked again with the next receipt
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
        TreeMap<Long, JournalRecord> book = stored.computeIfAbsent(epoch, _ -> new TreeMap<>());
        for (JournalRecord record : records) {
            JournalRecord before = book.putIfAbsent(record.sequence(), record);
            if (before != null) {
                assertThat(record).as("sent again").isEqualTo(before);
            }
            if (record.tag() == RecordTag.DEFINITION) {
                Definition definition = definition(record);
                definitions.put(definition.number(), definition);
            }
        }
        held.merge(epoch, SequenceRanges.EMPTY.plus(range), (have, more) -> have.plus(range));
        if (answersRecords) {
            receipt(receiptFor(epoch).build());
        }
    }

    private @Nullable Definition definition(int number) {
        return definitions.get(number);
    }

    private static Definition definition(JournalRecord record) {
        try {
            return RecordsCodec.definition(record.payload());
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    Receipt.Builder receiptFor(long epoch) {
        SequenceRanges have = held.getOrDefault(epoch, SequenceRanges.EMPTY);
        Receipt.Builder receipt =
                Receipt.newBuilder().setEpoch(epoch).setStoredUpTo(have.contiguousUpTo());
        for (SequenceRange gap : have.gaps()) {
            receipt.addReadAgain(Range.newBuilder().setFirst(gap.first()).setLast(gap.last()));
        }
        return receipt;
    }

    void receipt(Receipt receipt) {
        send(Downlink.newBuilder().setReceipt(receipt).build());
    }

    void send(Downlink message) {
        outgoing.add(down.seal(0, message.toByteArray()));
    }

    void order(SignedOrder order) {
        send(Downlink.newBuilder().setOrder(order).build());
    }

    /// An order that is valid from now for an hour.
    Order.Builder draft(Instant now) {
        return Order.newBuilder()
                .setMeter(meter.value())
                .setId(ByteString.copyFrom(new byte[16]))
                .setCounter(++orderCounter)
                .setNotBefore(now.minus(Duration.ofMinutes(5)).toEpochMilli())
                .setNotAfter(now.plus(Duration.ofHours(1)).toEpochMilli());
    }

    SignedOrder sign(Order order) {
        return Orders.sign(order, Ed25519.signer(command.getPrivate()));
    }

    SignedOrder time(Instant now, long request) {
        Time time =
                Time.newBuilder()
                        .setUtilityTime(now.toEpochMilli())
                        .setTimeRequest(request)
                        .build();
        return sign(draft(now).setTime(time).build());
    }

    SignedOrder schedule(Instant now, int samplePeriod, int pushPeriod) {
        org.smartmeter.wire.v1.Schedule schedule =
                org.smartmeter.wire.v1.Schedule.newBuilder()
                        .setSamplePeriod(samplePeriod)
                        .setPushPeriod(pushPeriod)
                        .build();
        return sign(draft(now).setSchedule(schedule).build());
    }

    SignedOrder live(Instant now, Instant until) {
        LiveLease lease = LiveLease.newBuilder().setUntil(until.toEpochMilli()).build();
        return sign(draft(now).setLive(lease).build());
    }

    /// Every record of the newest epoch in order.
    List<JournalRecord> records() {
        return stored.isEmpty()
                ? List.of()
                : List.copyOf(
                        ((TreeMap<Long, TreeMap<Long, JournalRecord>>) stored)
                                .lastEntry()
                                .getValue()
                                .values());
    }

    long epoch() {
        return ((TreeMap<Long, TreeMap<Long, JournalRecord>>) stored).lastKey();
    }

    /// The rows of the load profile, whatever their period.
    List<Row> rows() {
        return rows(Definition.Kind.PROFILE);
    }

    List<Row> rows(Definition.Kind kind) {
        List<Row> rows = new ArrayList<>();
        Map<Integer, Definition> inForce = new HashMap<>();
        for (JournalRecord record : records()) {
            try {
                if (record.tag() == RecordTag.DEFINITION) {
                    Definition definition = definition(record);
                    inForce.put(definition.number(), definition);
                } else if (record.tag() == RecordTag.ROW) {
                    Row row = RecordsCodec.row(record.payload());
                    if (inForce.get(row.definition()).kind() == kind) {
                        rows.add(row);
                    }
                }
            } catch (MalformedException e) {
                throw new AssertionError(e);
            }
        }
        return rows;
    }

    List<Event> events(EventCode code) {
        List<Event> events = new ArrayList<>();
        for (JournalRecord record : records()) {
            try {
                if (record.tag() == RecordTag.EVENT) {
                    Event event = RecordsCodec.event(record.payload());
                    if (event.code() == code.number()) {
                        events.add(event);
                    }
                }
            } catch (MalformedException e) {
                throw new AssertionError(e);
            }
        }
        return events;
    }

    Epoch newestEpoch() {
        return new Epoch(epoch());
    }
}
