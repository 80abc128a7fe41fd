package org.smartmeter.device;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.quality.QualityResult;
import org.smartmeter.wire.OrderRefusedException;
import org.smartmeter.wire.OrderRefusedException.Reason;
import org.smartmeter.wire.v1.Hello;
import org.smartmeter.wire.v1.Order;

/// The parts of a meter, and the one way in which they carry out orders: the order is kept, its
/// counter is kept, the part acts, the journal says that it is done, the order is forgotten. After
/// a power cut anywhere in between the rest is done at the next start; or the order is refused, if
/// its window is over by then and its part does not go on late.
final class Parts {

    /// What the device does around an order.
    interface Orders {
        /// Makes the counter durable.
        void remember(long counter);

        /// Whether there is a journal to report to.
        boolean canReport();

        /// Whether the journal says already that it was carried out. Reads the whole of it.
        boolean isReported(Order order);

        /// Whether the clock can tell whether a window is over.
        boolean isClockSet();

        /// Whether its window is over.
        boolean isOver(Order order);

        /// Journals, durably, that the order was carried out.
        void done(Order order);

        void refused(Order order, OrderRefusedException why);
    }

    private final List<Part> parts;
    private final PendingOrder pending;
    private final Orders orders;

    /// The interrupted order that the journal was asked for and does not have.
    private OptionalLong unreported = OptionalLong.empty();

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
        Order order = interrupted.get();
        if (isReported(order)) {
            pending.clear();
            return;
        }
        try {
            if (isDecided(order)) {
                finish(order, board);
            }
        } catch (OrderRefusedException e) {
            refuse(order, e);
        }
    }

    private boolean isReported(Order order) {
        OptionalLong asked = OptionalLong.of(order.getCounter());
        if (asked.equals(unreported)) {
            return false;
        }
        boolean reported = orders.isReported(order);
        unreported = reported ? OptionalLong.empty() : asked;
        return reported;
    }

    /// Whether an interrupted order is to be gone on with; if not, it waits for the clock.
    private boolean isDecided(Order order) throws OrderRefusedException {
        if (takerOf(order).goesOnLate(order)) {
            return true;
        }
        if (orders.isClockSet() && orders.isOver(order)) {
            throw new OrderRefusedException(
                    Reason.EXPIRED,
                    "valid until " + order.getNotAfter() + " ms, and then no power");
        }
        return orders.isClockSet();
    }

    private void refuse(Order interrupted, OrderRefusedException why) {
        orders.remember(interrupted.getCounter());
        pending.clear();
        orders.refused(interrupted, why);
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
        makeWayFor(order, board);
        pending.keep(order);
        try {
            finish(order, board);
        } catch (OrderRefusedException e) {
            pending.clear();
            throw e;
        }
    }

    /// One order is kept at a time: another one that was interrupted is gone on with before it or,
    /// if that waits for the clock, no more. The same one, sent again, needs no clock.
    private void makeWayFor(Order order, Instant board) {
        if (interruptedBefore(order).isPresent()) {
            goOn(board);
        }
        interruptedBefore(order)
                .ifPresent(
                        waiting ->
                                refuse(
                                        waiting,
                                        new OrderRefusedException(
                                                Reason.EXPIRED,
                                                "order "
                                                        + order.getCounter()
                                                        + " came before the clock was set")));
    }

    private Optional<Order> interruptedBefore(Order order) {
        return pending.get().filter(it -> it.getCounter() != order.getCounter());
    }

    private void finish(Order order, Instant board) throws OrderRefusedException {
        orders.remember(order.getCounter());
        takerOf(order).order(order, board);
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

    /// When the first of them wants to be run.
    Optional<Instant> next(Instant board) {
        Optional<Instant> earliest = Optional.empty();
        for (Part part : parts) {
            Optional<Instant> next = part.next(board);
            if (next.isPresent() && (earliest.isEmpty() || next.get().isBefore(earliest.get()))) {
                earliest = next;
            }
        }
        return earliest;
    }

    void end(Instant board) {
        parts.forEach(part -> part.end(board));
    }
}
