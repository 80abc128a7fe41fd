package org.smartmeter.device;

import java.time.Instant;
import java.util.function.Supplier;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.OrderRefusedException;
import org.smartmeter.wire.v1.Order;

/// What the meter does around the orders that its parts carry out.
final class OrdersOfParts implements Parts.Orders {

    private final Memory memory;
    private final MeterClock clock;
    private final Bookkeeping books;
    private final Link link;
    private final Refusals refusals;
    private final Supplier<Instant> board;

    /// @param board now
    OrdersOfParts(
            Memory memory,
            MeterClock clock,
            Bookkeeping books,
            Link link,
            Refusals refusals,
            Supplier<Instant> board) {
        this.memory = memory;
        this.clock = clock;
        this.books = books;
        this.link = link;
        this.refusals = refusals;
        this.board = board;
    }

    @Override
    public void remember(long counter) {
        memory.counters().change(kept -> kept.withOrder(counter, link.heard()));
    }

    @Override
    public boolean canReport() {
        return memory.logbook().isPresent();
    }

    @Override
    public boolean isReported(Order order) {
        return memory.logbook()
                .filter(
                        logbook ->
                                EventsInJournal.contains(
                                        logbook.journal(),
                                        EventCode.ORDER_DONE,
                                        order.getCounter(),
                                        order.getBodyCase().getNumber()))
                .isPresent();
    }

    @Override
    public boolean isClockSet() {
        return clock.isSet();
    }

    @Override
    public boolean isOver(Order order) {
        return clock.at(board.get()).toEpochMilli() > order.getNotAfter();
    }

    @Override
    public void done(Order order) {
        books.event(
                board.get(),
                EventCode.ORDER_DONE,
                order.getCounter(),
                order.getBodyCase().getNumber());
        books.force();
        link.sendSoon(board.get()); // somebody waits for it
    }

    @Override
    public void refused(Order order, OrderRefusedException why) {
        refusals.orderRefused(
                order.getCounter(), why.reason(), String.valueOf(why.getMessage()), board.get());
        link.sendSoon(board.get());
    }
}
