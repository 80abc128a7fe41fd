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
import org.smartmeter.journal.Journal;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.quality.QualityResult;
import org.smartmeter.wire.LineConnector;
import org.smartmeter.wire.v1.Hello;
import org.smartmeter.wire.v1.SignedOrder;

/// A meter: registers, rows, clock, schedule and link as one state machine that is driven from
/// outside. It has no thread, socket or clock of its own: whoever runs it hands in measurements and
/// the board's time and calls [#run] when asked to. One thread at a time; only the line's callbacks
/// may come from anywhere, they wait in a queue until the next [#run].
public final class Device implements FrontEnd.Windows, Closeable {

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
        refusals =
                new Refusals(
                        settings.meter(),
                        (code, values) -> books.event(this.board, code, values),
                        board);
        this.parts =
                new Parts(
                        Stream.concat(
                                        Stream.of(
                                                new RegisterOrders(
                                                        books, memory, sampling, settings)),
                                        parts.stream())
                                .toList(),
                        new PendingOrder(memory.state(PENDING_ORDER, PendingOrder.MAXIMUM_BYTES)),
                        new OrdersOfParts(memory, clock, books, link, refusals, () -> this.board));
        orders =
                new OrderDesk(
                        settings.meter(),
                        keys.orders(),
                        settings.buildDate(),
                        new ActsOfOrders(
                                memory,
                                clock,
                                sampling,
                                books,
                                link,
                                live,
                                refusals,
                                this.parts,
                                () -> this.board));
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
            device.parts.begin(device.surroundings(), boardTime);
            device.books.tellDamage(boardTime); // of the parts' memory too
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
        Instant earliest = link.next();
        earliest = earlier(earliest, live.next(board));
        earliest = earlier(earliest, software.next());
        earliest = earlier(earliest, books.checkpointDue());
        return earlier(earliest, parts.next(board));
    }

    private static Instant earlier(Instant one, Optional<Instant> other) {
        return other.isPresent() && other.get().isBefore(one) ? other.get() : one;
    }

    private Surroundings surroundings() {
        return new SurroundingsOfParts(memory, clock, books, link, events, () -> board);
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
            refusals.refused(why, detail, board);
        }

        @Override
        public Duration pushPeriod() {
            return books.schedule().push();
        }
    }
}
