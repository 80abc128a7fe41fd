package org.smartmeter.headend;

import com.google.protobuf.InvalidProtocolBufferException;
import java.security.KeyPair;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Channel;
import org.smartmeter.wire.Ed25519;
import org.smartmeter.wire.Opener;
import org.smartmeter.wire.OrderKeys;
import org.smartmeter.wire.OrderRefusedException;
import org.smartmeter.wire.Orders;
import org.smartmeter.wire.RawKeys;
import org.smartmeter.wire.RecordBatch;
import org.smartmeter.wire.SealBrokenException;
import org.smartmeter.wire.SealKeys;
import org.smartmeter.wire.Sealer;
import org.smartmeter.wire.Topic;
import org.smartmeter.wire.v1.Downlink;
import org.smartmeter.wire.v1.Hello;
import org.smartmeter.wire.v1.Live;
import org.smartmeter.wire.v1.Order;
import org.smartmeter.wire.v1.Uplink;

/// What a meter seals and opens, for tests: the other half of an agreement.
final class MeterSide {

    final MeterId meter;
    KeyPair seal = RawKeys.newX25519();
    final KeyPair chain = RawKeys.newEd25519();
    private final int boot;
    private SealKeys keys;
    private int generation = 1;
    private Sealer up;
    private Sealer live;
    private Opener down;
    private OrderKeys orderKeys;
    private long lastOrder;

    MeterSide(MeterId meter) {
        this(meter, 1);
    }

    MeterSide(MeterId meter, int boot) {
        this.meter = meter;
        this.boot = boot;
    }

    /// Agrees with the utility.
    MeterSide agree(byte[] utilityKey, byte[] commandKey, byte[] approvalKey, int number) {
        keys = SealKeys.agree(seal.getPrivate(), utilityKey, meter);
        orderKeys = new OrderKeys(Ed25519.verifier(commandKey), Ed25519.verifier(approvalKey));
        generation = number;
        down = new Opener(keys, new Topic(meter, Channel.DOWN));
        return restart(boot);
    }

    /// Takes another one's keys under another number.
    MeterSide agreeAs(
            MeterSide other, KeyPair utility, Ed25519PrivateKeyParameters command, int number) {
        seal = other.seal;
        byte[] commandKey = command.generatePublicKey().getEncoded();
        return agree(RawKeys.raw(utility.getPublic()), commandKey, commandKey, number);
    }

    /// Sealed rightly, but no values.
    byte[] brokenLive() {
        return live.seal(0, new byte[] {(byte) 0xFF, 1, 2});
    }

    MeterSide restart(int newBoot) {
        up = new Sealer(keys, new Topic(meter, Channel.UP), generation, newBoot);
        live = new Sealer(keys, new Topic(meter, Channel.LIVE), generation, newBoot);
        return this;
    }

    byte[] hello(Hello hello) {
        return up.seal(hello.getEpoch(), Uplink.newBuilder().setHello(hello).build().toByteArray());
    }

    /// A batch that says that so many records are lost: the shortest there is.
    byte[] records(long epoch, long first, int count) {
        return up.seal(
                epoch,
                first,
                count,
                Uplink.newBuilder().setRecords(RecordBatch.packLost(count)).build().toByteArray());
    }

    byte[] sealed(long epoch, byte[] content) {
        return up.seal(epoch, content);
    }

    byte[] live(Live values) {
        return live.seal(0, values.toByteArray());
    }

    Downlink open(byte[] frame) {
        try {
            return Downlink.parseFrom(down.open(frame).content());
        } catch (SealBrokenException | InvalidProtocolBufferException e) {
            throw new AssertionError("the utility's message does not open", e);
        }
    }

    /// Checks an order as a meter does, counter included.
    Order verified(Downlink message, java.time.Instant now) {
        try {
            Order order = Orders.verify(message.getOrder(), orderKeys, meter, now, lastOrder);
            lastOrder = order.getCounter();
            return order;
        } catch (OrderRefusedException e) {
            throw new AssertionError("the meter refuses the order", e);
        }
    }
}
