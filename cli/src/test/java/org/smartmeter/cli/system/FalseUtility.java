package org.smartmeter.cli.system;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.smartmeter.device.MeterKeys;
import org.smartmeter.device.MqttLineConnector;
import org.smartmeter.wire.Channel;
import org.smartmeter.wire.Ed25519;
import org.smartmeter.wire.Line;
import org.smartmeter.wire.LineConnector;
import org.smartmeter.wire.LineListener;
import org.smartmeter.wire.Opener;
import org.smartmeter.wire.Orders;
import org.smartmeter.wire.RawKeys;
import org.smartmeter.wire.SealBrokenException;
import org.smartmeter.wire.SealHeader;
import org.smartmeter.wire.SealKeys;
import org.smartmeter.wire.Sealer;
import org.smartmeter.wire.Topic;
import org.smartmeter.wire.v1.Downlink;
import org.smartmeter.wire.v1.LiveLease;
import org.smartmeter.wire.v1.Order;
import org.smartmeter.wire.v1.Receipt;
import org.smartmeter.wire.v1.SignedOrder;

/// A meter's real line with somebody in between who stole the utility's seal and command keys: all
/// that the true utility says comes through, and what he likes comes too.
final class FalseUtility implements LineConnector {

    /// The true utility's counters stay far below, so that no nonce is used twice.
    private static final int COUNTERS_SKIPPED = 900;

    private final MeterKeys keys;
    private final LineConnector real;
    private final SealKeys seals;
    private final PrivateKey command;
    private final PrivateKey approval;
    private final List<byte[]> heard = new CopyOnWriteArrayList<>();
    private volatile @Nullable LineListener meter;
    private @Nullable Sealer down;

    FalseUtility(MeterKeys keys, Path utilityKeys) {
        this.keys = keys;
        real = new MqttLineConnector(keys);
        try {
            seals =
                    SealKeys.agree(
                            ForgedCertificate.privateKey(utilityKeys, "seal.key"),
                            RawKeys.raw(keys.sealKey().getPublic()),
                            keys.meter());
            command = ForgedCertificate.privateKey(utilityKeys, "command.key");
            approval =
                    ForgedCertificate.privateKey(
                            utilityKeys.resolveSibling("approval"), "approval.key");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public Line connect(LineListener listener) {
        meter = listener;
        return real.connect(
                new LineListener() {
                    @Override
                    public void up() {
                        listener.up();
                    }

                    @Override
                    public void down(String reason) {
                        listener.down(reason);
                    }

                    @Override
                    public void received(String topic, byte[] frame) {
                        heard.add(frame);
                        listener.received(topic, frame);
                    }
                });
    }

    /// Whether the true utility has said anything.
    boolean hasHeard() {
        return !heard.isEmpty();
    }

    /// The first true frame, as it came.
    byte[] trueFrame() {
        return heard.getFirst();
    }

    /// The first true order that came over this line.
    SignedOrder trueOrder() {
        Opener opener = new Opener(seals, topic());
        for (byte[] frame : heard) {
            try {
                Downlink message = Downlink.parseFrom(opener.open(frame).content());
                if (message.hasOrder()) {
                    return message.getOrder();
                }
            } catch (SealBrokenException | InvalidProtocolBufferException e) {
                throw new AssertionError(e);
            }
        }
        throw new AssertionError("no order came yet");
    }

    private Topic topic() {
        return new Topic(keys.meter(), Channel.DOWN);
    }

    /// Puts a frame on the meter's topic.
    void says(byte[] frame) {
        LineListener to = meter;
        if (to == null) {
            throw new AssertionError("the meter has not connected");
        }
        to.received(topic().toString(), frame);
    }

    void says(Downlink message) {
        says(sealer().seal(0, message.toByteArray()));
    }

    void says(Receipt.Builder receipt) {
        says(Downlink.newBuilder().setReceipt(receipt).build());
    }

    void says(SignedOrder order) {
        says(Downlink.newBuilder().setOrder(order).build());
    }

    /// Seals as the true utility does in this start of it.
    private synchronized Sealer sealer() {
        Sealer known = down;
        if (known == null) {
            try {
                int boot = SealHeader.of(trueFrame()).boot();
                known = new Sealer(seals, topic(), keys.generation(), boot);
            } catch (SealBrokenException e) {
                throw new AssertionError(e);
            }
            for (int i = 0; i < COUNTERS_SKIPPED; i++) {
                known.seal(0, new byte[0]);
            }
            down = known;
        }
        return known;
    }

    /// An order to look at live values, with a counter that no true order has reached.
    Order.Builder order() {
        Instant now = Instant.now();
        return Order.newBuilder()
                .setMeter(keys.meter().value())
                .setId(ByteString.copyFrom(new byte[16]))
                .setCounter(Long.MAX_VALUE)
                .setNotBefore(now.minus(Duration.ofHours(1)).toEpochMilli())
                .setNotAfter(now.plus(Duration.ofHours(1)).toEpochMilli())
                .setLive(LiveLease.newBuilder().setUntil(now.toEpochMilli()));
    }

    /// Signed with the stolen command key.
    SignedOrder signed(Order.Builder order) {
        return Orders.sign(order.build(), Ed25519.signer(command));
    }

    /// Signed with both keys, as the utility does after a second person's approval.
    SignedOrder approved(Order.Builder order) {
        return Orders.sign(order.build(), Ed25519.signer(command), Ed25519.signer(approval));
    }

    /// Signed with a key that nobody knows.
    SignedOrder forged(Order.Builder order) {
        return Orders.sign(order.build(), Ed25519.signer(RawKeys.newEd25519().getPrivate()));
    }
}
