package org.smartmeter.device;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.OrderKeys;
import org.smartmeter.wire.OrderRefusedException;
import org.smartmeter.wire.OrderRefusedException.Reason;
import org.smartmeter.wire.Orders;
import org.smartmeter.wire.v1.Order;
import org.smartmeter.wire.v1.SignedOrder;
import org.smartmeter.wire.v1.Time;

/// Checks the utility's orders and has them carried out. An order's counter is durable before the
/// meter acts, so none is carried out twice whatever happens in between.
final class OrderDesk {

    private static final Logger LOG = LoggerFactory.getLogger(OrderDesk.class);

    /// The meter, as far as orders go.
    interface Meter {
        /// Whether the time answers the last hello and may be taken.
        boolean expects(Time time);

        /// Makes the counter durable.
        void remember(long counter);

        void setClock(Time time);

        /// Makes schedule and counter durable in one write, then acts.
        void schedule(Schedule schedule, long counter);

        void live(Instant until);

        /// Has the part that is for it carry the order out, and reports it.
        void carryOut(Order order) throws OrderRefusedException;

        void refused(Refusal why, String detail);

        void orderRefused(long counter, Reason reason, String detail);
    }

    private final MeterId id;
    private final OrderKeys keys;
    private final Instant buildDate;
    private final Meter meter;

    OrderDesk(MeterId id, OrderKeys keys, Instant buildDate, Meter meter) {
        this.id = id;
        this.keys = keys;
        this.buildDate = buildDate;
        this.meter = meter;
    }

    void take(SignedOrder signed, MeterClock clock, Instant board, long lastCounter) {
        try {
            Instant now = clock.hasBeenSet() ? clock.at(board) : earliest(signed);
            Order order = Orders.verify(signed, keys, id, now, lastCounter);
            carryOut(order);
        } catch (OrderRefusedException e) {
            meter.orderRefused(counterOf(signed), e.reason(), String.valueOf(e.getMessage()));
        }
    }

    private void carryOut(Order order) throws OrderRefusedException {
        switch (order.getBodyCase()) {
            case TIME -> {
                if (!meter.expects(order.getTime())) {
                    meter.refused(Refusal.STALE_TIME, "a time that answers no hello of now");
                    return;
                }
                meter.remember(order.getCounter());
                meter.setClock(order.getTime());
            }
            case SCHEDULE -> {
                meter.schedule(scheduleOf(order), order.getCounter());
            }
            case LIVE -> {
                meter.remember(order.getCounter());
                meter.live(Instant.ofEpochMilli(order.getLive().getUntil()));
            }
            case BODY_NOT_SET ->
                    throw new OrderRefusedException(Reason.UNKNOWN_KIND, "an order to do nothing");
            default -> meter.carryOut(order);
        }
        LOG.debug("{}: order {} ({})", id, order.getCounter(), order.getBodyCase());
    }

    private static Schedule scheduleOf(Order order) throws OrderRefusedException {
        try {
            return Schedule.of(order.getSchedule());
        } catch (IllegalArgumentException e) {
            throw new OrderRefusedException(Reason.MALFORMED, String.valueOf(e.getMessage()));
        }
    }

    /// A clock that was never set cannot tell whether a window has begun, only that the build date
    /// is past: the order's own beginning counts as now, but never a time before that date.
    private Instant earliest(SignedOrder signed) {
        try {
            Order claimed = Order.parseFrom(signed.getOrder());
            Instant begin = Instant.ofEpochMilli(claimed.getNotBefore());
            return begin.isAfter(buildDate) ? begin : buildDate;
        } catch (InvalidProtocolBufferException _) {
            return buildDate; // the check that follows gives the reason
        }
    }

    private static long counterOf(SignedOrder signed) {
        try {
            return Order.parseFrom(signed.getOrder()).getCounter();
        } catch (InvalidProtocolBufferException _) {
            return 0;
        }
    }
}
