package org.smartmeter.device;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.quality.QualityResult;
import org.smartmeter.wire.OrderRefusedException;
import org.smartmeter.wire.OrderRefusedException.Reason;
import org.smartmeter.wire.v1.Hello;
import org.smartmeter.wire.v1.Order;

/// The parts of a meter, and the one way in which they carry out orders: the order is kept, its
/// counter is kept, the part acts, the journal says that it is done, the order is forgotten. After
// a
/// power cut anywhere in between the rest is done at the next start.
final class Parts {

    /// What the device does around an order.
    interface Orders {
        /// Makes the counter durable.
        void remember(long counter);

        /// Whether there is a journal to report to.
        boolean canReport();

        /// Whether the journal says already that it was carried out.
        boolean isReported(long counter);

        /// Whether its window is over, or the clock cannot tell.
        boolean isOver(Order order);

        /// Journals, durably, that the order was carried out.
        void done(Order order);

        void refused(Order order, OrderRefusedException why);
    }

    private final List<Part> parts;
    private final PendingOrder pending;
    private final Orders orders;

    Parts(List<Part> parts, PendingOrder pending, Orders orders) {
        this.parts = List.copyOf(parts);
        this.pending = pending;
        this.orders = orders;
    }

    void begin(Surroundings meter, Instant board) {
        parts.forEach(part -> part.begin(meter, board));
        goOn(board);
    }

    /// Goes on with what a power cut interrupted, as soon as it can be reported.
    private void goOn(Instant board) {
        Optional<Order> interrupted = pending.get();
        if (interrupted.isEmpty() || !orders.canReport()) {
            return;
        }
        if (orders.isReported(interrupted.get().getCounter())) {
            pending.clear();
            return;
        }
        try {
            goOn(interrupted.get(), board);
        } catch (OrderRefusedException e) {
            orders.refused(interrupted.get(), e);
        }
    }

    private void goOn(Order order, Instant board) throws OrderRefusedException {
        if (orders.isOver(order) && !takerOf(order).goesOnLate(order)) {
            orders.remember(order.getCounter());
            pending.clear();
            throw new OrderRefusedException(
                    Reason.EXPIRED,
                    "valid until " + order.getNotAfter() + " ms, and then no power");
        }
        finish(order, board);
    }

    void carryOut(Order order, Instant board) throws OrderRefusedException {
        takerOf(order);
        if (!orders.canReport()) {
            throw new OrderRefusedException(Reason.NOT_NOW, "the meter has no journal yet");
        }
        if (order.getSerializedSize() > PendingOrder.MAXIMUM_BYTES) {
            throw new OrderRefusedException(
                    Reason.MALFORMED, "longer than " + PendingOrder.MAXIMUM_BYTES + " bytes");
        }
        pending.keep(order);
        finish(order, board);
    }

    private void finish(Order order, Instant board) throws OrderRefusedException {
        orders.remember(order.getCounter());
        try {
            takerOf(order).order(order, board);
        } catch (OrderRefusedException e) {
            pending.clear();
            throw e;
        }
        orders.done(order);
        pending.clear();
    }

    private Part takerOf(Order order) throws OrderRefusedException {
        return parts.stream()
                .filter(part -> part.takes(order.getBodyCase()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new OrderRefusedException(
                                        Reason.UNKNOWN_KIND,
                                        "this meter has no part for " + order.getBodyCase()));
    }

    void measured(Measurement window, Instant end) {
        parts.forEach(part -> part.measured(window, end));
    }

    void quality(QualityResult result) {
        parts.forEach(part -> part.quality(result));
    }

    void hello(Hello.Builder hello, Instant board) {
        parts.forEach(part -> part.hello(hello, board));
    }

    void run(Instant board) {
        goOn(board);
        parts.forEach(part -> part.run(board));
    }

    Stream<Optional<Instant>> next(Instant board) {
        return parts.stream().map(part -> part.next(board));
    }

    void end(Instant board) {
        parts.forEach(part -> part.end(board));
    }
}
