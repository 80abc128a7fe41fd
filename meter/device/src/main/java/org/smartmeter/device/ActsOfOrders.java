package org.smartmeter.device;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.OrderRefusedException;
import org.smartmeter.wire.v1.Order;
import org.smartmeter.wire.v1.Time;

/// What orders do to this meter.
final class ActsOfOrders implements OrderDesk.Meter {

    private final Memory memory;
    private final MeterClock clock;
    private final Sampling sampling;
    private final Bookkeeping books;
    private final Link link;
    private final LiveFeed live;
    private final Refusals refusals;
    private final Parts parts;
    private final Supplier<Instant> board;
    private Duration roundTrip = Duration.ZERO;

    /// @param board now
    ActsOfOrders(
            Memory memory,
            MeterClock clock,
            Sampling sampling,
            Bookkeeping books,
            Link link,
            LiveFeed live,
            Refusals refusals,
            Parts parts,
            Supplier<Instant> board) {
        this.memory = memory;
        this.clock = clock;
        this.sampling = sampling;
        this.books = books;
        this.link = link;
        this.live = live;
        this.refusals = refusals;
        this.parts = parts;
        this.board = board;
    }

    @Override
    public boolean expects(Time time) {
        Optional<Duration> answered = link.roundTrip(time.getTimeRequest(), board.get());
        answered.ifPresent(took -> roundTrip = took);
        return answered.isPresent();
    }

    @Override
    public void remember(long counter) {
        memory.counters().change(kept -> kept.withOrder(counter, link.heard()));
    }

    /// The event is durable before the new offset: a clock that is found behind its own records
    /// after a crash goes on from them, in doubt, until it is set again. So is that no demand
    /// window runs on, which would be longer by the step.
    @Override
    public void setClock(Time time) {
        Instant now = board.get();
        Instant utilityTime = Instant.ofEpochMilli(time.getUtilityTime());
        Optional<MeterClock.Step> step = clock.compare(now, utilityTime, roundTrip);
        if (step.isEmpty()) {
            return;
        }
        clock.apply(step.get());
        long before = step.get().before().toEpochMilli();
        if (step.get().first()) {
            books.event(now, EventCode.CLOCK_SET, before);
        } else {
            long after = step.get().after().toEpochMilli();
            books.event(now, EventCode.CLOCK_STEP, before, after, live.watts());
        }
        books.sign();
        books.force();
        sampling.clockStepped();
        books.checkpoint(now);
        memory.counters().change(kept -> kept.withClock(clock.offsetMillis(), true));
        link.helloAgain();
    }

    @Override
    public void schedule(Schedule changed, long counter) {
        boolean isNew = !changed.equals(books.schedule());
        memory.counters()
                .change(
                        kept ->
                                kept.withOrder(counter, link.heard())
                                        .withSchedule(changed)
                                        .withUnreported(counter));
        books.reportSchedule(counter, isNew, board.get());
        link.sendSoon(board.get()); // and from then on as the new schedule says
        link.helloAgain();
    }

    /// A lease is in the utility's time; the link may be slow and the clock a little off, the
    /// longest lease bounds both.
    @Override
    public void live(Instant until) {
        Duration left = Duration.between(clock.at(board.get()), until);
        live.lease(board.get().plus(left), board.get());
    }

    @Override
    public void carryOut(Order order) throws OrderRefusedException {
        parts.carryOut(order, board.get());
    }

    @Override
    public void refused(Refusal why, String detail) {
        refusals.refused(why, detail, board.get());
    }

    @Override
    public void orderRefused(long counter, OrderRefusedException.Reason reason, String detail) {
        refusals.orderRefused(counter, reason, detail, board.get());
        link.sendSoon(board.get()); // somebody waits for it
    }
}
