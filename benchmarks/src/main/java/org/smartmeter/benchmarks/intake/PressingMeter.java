package org.smartmeter.benchmarks.intake;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.smartmeter.device.DeviceKeys;
import org.smartmeter.device.MeterKeys;
import org.smartmeter.device.MqttLineConnector;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Channel;
import org.smartmeter.wire.Line;
import org.smartmeter.wire.LineListener;
import org.smartmeter.wire.Opener;
import org.smartmeter.wire.RecordBatch;
import org.smartmeter.wire.SealBrokenException;
import org.smartmeter.wire.Sealer;
import org.smartmeter.wire.Topic;
import org.smartmeter.wire.v1.Downlink;
import org.smartmeter.wire.v1.Uplink;

/// A meter reduced to its end of the line: packs, seals and sends one small upload after the other,
/// as many under way as a meter may have, and takes the utility's sealed receipts. Everything on
/// the line is as a whole meter has it; what is left out is its measuring and its own memory. It
/// sends nothing twice: a lost upload ends the benchmark.
final class PressingMeter implements LineListener {

    /// As a meter's outbox has it.
    private static final int UNDER_WAY = 2;

    private final MeterId meter;
    private final MqttLineConnector connector;
    private final Topic topic;
    private final Sealer up;
    private final Opener down;
    private final QuarterHours records;
    private final long epoch;
    private final Deque<Long> underWay = new ArrayDeque<>(UNDER_WAY);
    private final CountDownLatch connected = new CountDownLatch(1);
    private final int rowsOfAnUpload;
    private int left;
    private @Nullable Line line;

    /// @param epoch second of the journal's beginning
    /// @param uploads to send in all
    PressingMeter(
            MeterKeys keys, QuarterHours records, long epoch, int uploads, int rowsOfAnUpload) {
        DeviceKeys own = keys.deviceKeys();
        this.meter = keys.meter();
        this.connector = new MqttLineConnector(keys);
        this.topic = new Topic(meter, Channel.UP);
        this.up = new Sealer(own.seals(), topic, own.generation(), 1);
        this.down = new Opener(own.seals(), new Topic(meter, Channel.DOWN));
        this.records = records;
        this.epoch = epoch;
        this.left = uploads;
        this.rowsOfAnUpload = rowsOfAnUpload;
    }

    void connect() {
        line = connector.connect(this);
    }

    void awaitConnected() throws InterruptedException {
        connected.await();
    }

    @Override
    public void up() {
        connected.countDown();
    }

    /// The definition first, then rows as fast as they are acknowledged.
    synchronized void press() {
        send(List.of(records.definition()));
        sendMore();
    }

    private void sendMore() {
        while (left > 0 && underWay.size() < UNDER_WAY) {
            left--;
            send(records.rows(rowsOfAnUpload));
        }
    }

    private void send(List<JournalRecord> batch) {
        byte[] content =
                Uplink.newBuilder()
                        .setRecords(RecordBatch.pack(batch, _ -> QuarterHours.PROFILE))
                        .build()
                        .toByteArray();
        underWay.add(batch.getLast().sequence());
        byte[] frame = up.seal(epoch, batch.getFirst().sequence(), batch.size(), content);
        if (line == null) {
            throw new IllegalStateException(meter + " sends before it is connected");
        }
        var unused =
                line.send(topic, frame, true)
                        .exceptionally(
                                failure -> {
                                    throw new IllegalStateException(
                                            "the line of " + meter + " did not take a frame",
                                            failure);
                                });
    }

    @Override
    public synchronized void received(String from, byte[] payload) {
        try {
            Downlink message = Downlink.parseFrom(down.open(payload).content());
            if (message.hasReceipt()) {
                long storedUpTo = message.getReceipt().getStoredUpTo();
                underWay.removeIf(end -> end <= storedUpTo);
                sendMore();
            }
        } catch (SealBrokenException | InvalidProtocolBufferException e) {
            throw new IllegalStateException(meter + " cannot read what the utility sent", e);
        }
    }

    @Override
    public void down(String reason) {
        System.err.println("the line of " + meter + " ended: " + reason);
    }
}
