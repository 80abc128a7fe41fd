package org.smartmeter.device;

import java.io.Closeable;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.journal.Journal;
import org.smartmeter.journal.StateFile;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.quality.QualityResult;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.LineConnector;
import org.smartmeter.wire.OrderRefusedException;
import org.smartmeter.wire.v1.Hello;
import org.smartmeter.wire.v1.Order;
import org.smartmeter.wire.v1.SignedOrder;
import org.smartmeter.wire.v1.Time;

/// A meter: registers, rows, clock, schedule and link as one state machine that is driven from
/// outside. It has no thread, socket or clock of its own: whoever runs it hands in measurements and
/// the board's time and calls [#run] when asked to. One thread at a time; only the line's callbacks
/// may come from anywhere, they wait in a queue until the next [#run].
public final class Device implements FrontEnd.Windows, Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Device.class);

    private static final String PENDING_ORDER = "pending-order";

    private final DeviceSettings settings;
    private final Memory memory;
    private final MeterClock clock;
    private final Sampling sampling;
    private final OrderDesk orders;
    private final Link link;
    private final LineEvents events = new LineEvents();
    private final SoftwareChange software;
    private final Bookkeeping books;
    private final LiveFeed live;
    private final Refusals refusals;
    private final Parts parts;
    private Instant board;

    private Device(
            DeviceSettings settings,
            Memory memory,
            MeterClock clock,
            DeviceKeys keys,
            LineConnector connector,
            RandomGenerator random,
            List<Part> parts,
            Instant board) {
        this.settings = settings;
        this.memory = memory;
        this.clock = clock;
        this.board = board;
        sampling =
                new Sampling(
                        memory.registers(),
                        memory.demand(),
                        memory.registerSettings().get(),
                        memory.newestRow());
        books = new Bookkeeping(settings, memory, clock, sampling, keys.generation(), board);
        software =
                new SoftwareChange(SoftwareVersion.in(settings.software()), memory, books, board);
        orders =
                new OrderDesk(settings.meter(), keys.orders(), settings.buildDate(), new Ordered());
        link =
                new Link(
                        settings.meter(),
                        keys,
                        memory.counters().get(),
                        connector,
                        events,
                        random,
                        new Answering(),
                        board);
        live = new LiveFeed(board);
        refusals = new Refusals(board);
        this.parts =
                new Parts(
                        Stream.concat(
                                        Stream.of(
                                                new RegisterOrders(
                                                        books, memory, sampling, settings)),
                                        parts.stream())
                                .toList(),
                        new PendingOrder(memory.state(PENDING_ORDER, PendingOrder.MAXIMUM_BYTES)),
                        new OrdersOfParts());
    }

    /// Starts a meter that has no parts.
    public static Device start(
            DeviceSettings settings,
            DeviceMemory memory,
            DeviceKeys keys,
            LineConnector connector,
            RandomGenerator random,
            Instant boardTime) {
        return start(settings, memory, keys, connector, random, List.of(), boardTime);
    }

    /// Starts a meter on its memory: counts the boot, finds registers, epoch and cursor again.
    ///
    /// @param connector opens the meter's end of the line
    /// @param random jitter of the back-off and numbers that must be fresh: a secure one in earnest
    /// @param parts what the meter has beside registers and link; this meter's own from here on
    /// @param boardTime now by the board
    public static Device start(
            DeviceSettings settings,
            DeviceMemory memory,
            DeviceKeys keys,
            LineConnector connector,
            RandomGenerator random,
            List<Part> parts,
            Instant boardTime) {
        Memory opened = Memory.open(settings, memory, keys.chain(), random, boardTime);
        try {
            Counters counters = opened.counters().get();
            MeterClock clock =
                    MeterClock.start(
                            boardTime,
                            counters.clockOffset(),
                            counters.clockSet(),
                            opened.newestTime().orElse(settings.buildDate()));
            Device device =
                    new Device(settings, opened, clock, keys, connector, random, parts, boardTime);
            device.books.begin(boardTime);
            device.parts.begin(device.new Around(), boardTime);
            device.books.force();
            return device;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /// Takes a measured window: its energy is counted at once; rows whose time it covers are
    /// written by the next [#run].
    ///
    /// @param end board time at which the window ended
    /// @throws IllegalArgumentException if an energy is negative or not finite; nothing is counted
    @Override
    public void measured(Measurement window, Instant end) {
        sampling.measured(window, end, clock, books.periods());
        live.measured(window);
        if (window.seconds() > 0) {
            software.measured(live.watts(), end);
        }
        books.counted();
        parts.measured(window, end);
    }

    /// Takes what was found about the quality of the supply; the parts make of it what they do.
    @Override
    public void quality(QualityResult result) {
        parts.quality(result);
    }

    /// Does everything that is due: writes rows and events and makes them durable, takes what the
    /// line brought, sends.
    ///
    /// @return board time at which to call again, unless a measurement or the line comes before
    public Instant run(Instant boardTime) {
        board = boardTime.isBefore(board) ? board : boardTime;
        books.writeRows(board);
        for (var event = events.next(); event.isPresent(); event = events.next()) {
            link.take(event.get(), board);
        }
        parts.run(board);
        software.run(board);
        books.thin(board);
        if (books.checkpointDue().filter(due -> !board.isBefore(due)).isPresent()) {
            books.checkpoint(board);
        }
        books.force();
        link.run(board);
        live.due(board, clock.at(board), memory.durableCounts(), sampling.rateNow())
                .ifPresent(message -> link.sendLive(message.toByteArray()));
        return next();
    }

    private Instant next() {
        return Stream.concat(
                        parts.next(board),
                        Stream.of(
                                Optional.of(link.next()),
                                live.next(board),
                                software.next(),
                                books.checkpointDue()))
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .orElseThrow();
    }

    private void event(EventCode code, long... values) {
        books.event(board, code, values);
    }

    /// Called, from any thread, whenever the line brought something: then [#run] is due at once.
    public void wakeBy(Runnable wake) {
        events.wakeBy(wake);
    }

    public DeviceStatus status() {
        Map<EnergyRegister, Long> counts = new EnumMap<>(EnergyRegister.class);
        for (EnergyRegister register : EnergyRegister.values()) {
            counts.put(register, sampling.registers().count(register));
        }
        Optional<Journal> journal = memory.logbook().map(Logbook::journal);
        return new DeviceStatus(
                clock.at(board),
                clock.isSet(),
                memory.counters().get().boot(),
                journal.map(it -> it.epoch().second()).orElse(0L),
                journal.map(Journal::firstSequence).orElse(0L),
                journal.map(Journal::durableSequence).orElse(0L),
                journal.map(Journal::acknowledged).orElse(0L),
                journal.map(Journal::fill).orElse(0.0),
                books.schedule(),
                books.period(),
                link.state(),
                counts,
                sampling.rateNow(),
                refusals.counts());
    }

    /// Ends in order: registers and counters are durable, the line is closed.
    @Override
    public void close() {
        try {
            parts.end(board);
            books.writeRows(board);
            books.checkpoint(board);
            memory.counters().change(kept -> kept.withDown(link.heard()));
            books.force();
        } finally {
            link.close();
            memory.close();
        }
    }

    /// What the link asks of this meter.
    private final class Answering implements Link.Home {

        @Override
        public Optional<Logbook> logbook() {
            return memory.logbook();
        }

        @Override
        public Hello hello(long timeRequest) {
            Hello.Builder hello =
                    Hello.newBuilder()
                            .setSoftware(settings.software())
                            .setClock(clock.at(board).toEpochMilli())
                            .setClockSet(clock.isSet())
                            .setTimeRequest(timeRequest)
                            .setSchedule(books.schedule().toWire())
                            .setOrderCounter(memory.counters().get().orderCounter());
            memory.logbook()
                    .map(Logbook::journal)
                    .ifPresent(
                            journal ->
                                    hello.setEpoch(journal.epoch().second())
                                            .setFirstSequence(journal.firstSequence())
                                            .setLastSequence(journal.durableSequence())
                                            .setAcknowledged(journal.acknowledged())
                                            .setJournalFill(journal.fill()));
            parts.hello(hello, board);
            return hello.build();
        }

        @Override
        public void lastEpoch(long second) {
            books.declareEpoch(second, board);
            link.helloAgain();
        }

        @Override
        public void order(SignedOrder order) {
            orders.take(order, clock, board, memory.counters().get().orderCounter());
        }

        @Override
        public void refused(Refusal why, String detail) {
            LOG.debug("{}: refused, {}: {}", settings.meter(), why, detail);
            refusals.refused(why, board, Device.this::event);
        }

        @Override
        public Duration pushPeriod() {
            return books.schedule().push();
        }
    }

    /// What orders do to this meter.
    private final class Ordered implements OrderDesk.Meter {

        private Duration roundTrip = Duration.ZERO;

        @Override
        public boolean expects(Time time) {
            Optional<Duration> answered = link.roundTrip(time.getTimeRequest(), board);
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
            Instant utilityTime = Instant.ofEpochMilli(time.getUtilityTime());
            Optional<MeterClock.Step> step = clock.compare(board, utilityTime, roundTrip);
            if (step.isEmpty()) {
                return;
            }
            clock.apply(step.get());
            long before = step.get().before().toEpochMilli();
            if (step.get().first()) {
                event(EventCode.CLOCK_SET, before);
            } else {
                event(
                        EventCode.CLOCK_STEP,
                        before,
                        step.get().after().toEpochMilli(),
                        live.watts());
            }
            books.sign();
            books.force();
            sampling.clockStepped();
            books.checkpoint(board);
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
            books.reportSchedule(counter, isNew, board);
            link.rescheduled(board);
            link.helloAgain();
        }

        /// A lease is in the utility's time; the link may be slow and the clock a little off, the
        /// longest lease bounds both.
        @Override
        public void live(Instant until) {
            Duration left = Duration.between(clock.at(board), until);
            live.lease(board.plus(left), board);
        }

        @Override
        public void carryOut(Order order) throws OrderRefusedException {
            parts.carryOut(order, board);
        }

        @Override
        public void refused(Refusal why, String detail) {
            new Answering().refused(why, detail);
        }

        @Override
        public void orderRefused(long counter, OrderRefusedException.Reason reason, String detail) {
            LOG.debug("{}: order {} refused, {}", settings.meter(), counter, detail);
            refusals.orderRefused(counter, reason.number(), board, Device.this::event);
        }
    }

    /// What the meter does around the orders that its parts carry out.
    private final class OrdersOfParts implements Parts.Orders {

        @Override
        public void remember(long counter) {
            memory.counters().change(kept -> kept.withOrder(counter, link.heard()));
        }

        @Override
        public boolean canReport() {
            return memory.logbook().isPresent();
        }

        @Override
        public boolean isReported(long counter) {
            return memory.logbook()
                    .map(logbook -> CountersInJournal.of(logbook.journal()).orderCounter())
                    .filter(told -> told >= counter)
                    .isPresent();
        }

        @Override
        public void done(Order order) {
            event(EventCode.ORDER_DONE, order.getCounter(), order.getBodyCase().getNumber());
            books.force();
        }

        @Override
        public void refused(Order order, OrderRefusedException why) {
            String detail = String.valueOf(why.getMessage());
            new Ordered().orderRefused(order.getCounter(), why.reason(), detail);
        }
    }

    /// What parts find around them.
    private final class Around implements Surroundings {

        @Override
        public Instant time(Instant at) {
            return clock.at(at);
        }

        @Override
        public boolean isClockSet() {
            return clock.isSet();
        }

        @Override
        public void event(Instant at, EventCode code, long... values) {
            books.event(at, code, values);
        }

        @Override
        public boolean hasJournal() {
            return memory.logbook().isPresent();
        }

        @Override
        public boolean isJournalled(EventCode code, long... values) {
            return memory.logbook()
                    .filter(logbook -> EventsInJournal.contains(logbook.journal(), code, values))
                    .isPresent();
        }

        @Override
        public void sendSoon() {
            link.sendSoon(board);
        }

        @Override
        public void helloAgain() {
            link.helloAgain();
        }

        @Override
        public Optional<Instant> utilityHeard() {
            return link.utilityHeard();
        }

        @Override
        public void force() {
            books.force();
        }

        @Override
        public StateFile state(String name, int maxBytes) {
            return memory.state("part-" + name, maxBytes);
        }

        @Override
        public long durableCount(EnergyRegister register) {
            return memory.durableCounts()[register.ordinal()];
        }

        @Override
        public void wake() {
            events.wake();
        }
    }
}
