package org.smartmeter.headend;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.wire.Ed25519Signer;
import org.smartmeter.wire.Orders;
import org.smartmeter.wire.v1.LiveLease;
import org.smartmeter.wire.v1.Notice;
import org.smartmeter.wire.v1.NoticeWithdrawal;
import org.smartmeter.wire.v1.Order;
import org.smartmeter.wire.v1.Range;
import org.smartmeter.wire.v1.Receipt;
import org.smartmeter.wire.v1.Schedule;
import org.smartmeter.wire.v1.SignedOrder;
import org.smartmeter.wire.v1.Time;

/// What the utility says to a meter: receipts, sealed; orders, signed one by one and sealed. A
/// message that does not get through is not kept here: whatever matters is said again.
final class Downlink {

    private static final Logger LOG = LoggerFactory.getLogger(Downlink.class);

    /// An order holds for a day around now: the counter keeps it from acting twice, the window from
    /// acting late.
    private static final Duration VALIDITY = Duration.ofDays(1);

    private static final int ORDER_ID_LENGTH = 16;
    private static final int BITS_BELOW_BOOT = 32;

    private final UtilityLine line;
    private final Ed25519Signer command;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final long countersFrom;

    /// @param boot this start's number, durable already. An order's counter is the boot in the high
    /// half and a running number in the low one: it rises over restarts without a write per order.
    Downlink(
            UtilityLine line,
            Ed25519Signer command,
            int boot,
            InstantSource clock,
            RandomGenerator random) {
        this.line = line;
        this.command = command;
        this.clock = clock;
        this.random = random;
        this.countersFrom = (long) boot << BITS_BELOW_BOOT;
    }

    void receipt(MeterLine to, long epoch, long storedUpTo, List<SequenceRange> again) {
        Receipt.Builder receipt = Receipt.newBuilder().setEpoch(epoch).setStoredUpTo(storedUpTo);
        for (SequenceRange range : again) {
            receipt.addReadAgain(Range.newBuilder().setFirst(range.first()).setLast(range.last()));
        }
        send(to, epoch, message(receipt.build()));
    }

    /// Answers a meter that has lost its memory.
    void lastEpoch(MeterLine to, long epoch) {
        send(to, 0, message(Receipt.newBuilder().setLastEpoch(epoch).build()));
    }

    /// Answers a hello's request for the time.
    void time(MeterLine to, long request) {
        order(
                to,
                order ->
                        order.setTime(
                                Time.newBuilder()
                                        .setUtilityTime(clock.millis())
                                        .setTimeRequest(request)));
    }

    void schedule(MeterLine to, Schedule schedule) {
        order(to, order -> order.setSchedule(schedule));
    }

    void lease(MeterLine to, Instant until) {
        order(to, order -> order.setLive(LiveLease.newBuilder().setUntil(until.toEpochMilli())));
    }

    void notice(MeterLine to, Notice notice) {
        order(to, order -> order.setNotice(notice));
    }

    void withdrawNotice(MeterLine to, long number) {
        order(
                to,
                order ->
                        order.setNoticeWithdrawal(NoticeWithdrawal.newBuilder().setNumber(number)));
    }

    private void order(MeterLine to, Consumer<Order.Builder> body) {
        // In the order of their counters, or the meter refuses the one that comes late.
        synchronized (to) {
            send(to, 0, message(sign(to, body)));
        }
    }

    private SignedOrder sign(MeterLine to, Consumer<Order.Builder> body) {
        Instant now = clock.instant();
        Order.Builder order = numbered(to);
        order.setNotBefore(now.minus(VALIDITY).toEpochMilli())
                .setNotAfter(now.plus(VALIDITY).toEpochMilli());
        body.accept(order);
        return Orders.sign(order.build(), command);
    }

    /// Signs an order that its asker keeps before it leaves.
    ///
    /// @param body an order of which nothing but body and window is set
    /// @param approval signs too, if the order is critical
    KeptOrder sign(MeterLine to, Order body, Optional<Ed25519Signer> approval) {
        Order order = numbered(to).mergeFrom(body).build();
        SignedOrder signed =
                approval.map(key -> Orders.sign(order, command, key))
                        .orElseGet(() -> Orders.sign(order, command));
        return new KeptOrder(order.getCounter(), signed);
    }

    /// Sends what was signed before.
    void pass(MeterLine to, SignedOrder order) {
        send(to, 0, message(order));
    }

    private Order.Builder numbered(MeterLine to) {
        byte[] id = new byte[ORDER_ID_LENGTH];
        random.nextBytes(id);
        return Order.newBuilder()
                .setMeter(to.meter().value())
                .setId(ByteString.copyFrom(id))
                .setCounter(to.nextOrder(countersFrom));
    }

    private static byte[] message(SignedOrder order) {
        return org.smartmeter.wire.v1.Downlink.newBuilder().setOrder(order).build().toByteArray();
    }

    private static byte[] message(Receipt receipt) {
        return org.smartmeter.wire.v1.Downlink.newBuilder()
                .setReceipt(receipt)
                .build()
                .toByteArray();
    }

    private void send(MeterLine to, long epoch, byte[] content) {
        line.send(to.meter(), to.seal(epoch, content))
                .whenComplete(
                        (_, failure) -> {
                            if (failure != null) {
                                LOG.debug("meter {} does not hear", to.meter(), failure);
                            }
                        });
    }
}
