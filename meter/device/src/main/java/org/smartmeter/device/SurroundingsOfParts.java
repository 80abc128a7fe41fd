package org.smartmeter.device;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.smartmeter.journal.StateFile;
import org.smartmeter.wire.EventCode;

/// What parts find around them in a real meter.
final class SurroundingsOfParts implements Surroundings {

    private final Memory memory;
    private final MeterClock clock;
    private final Bookkeeping books;
    private final Link link;
    private final LineEvents events;
    private final Supplier<Instant> board;

    /// @param board now
    SurroundingsOfParts(
            Memory memory,
            MeterClock clock,
            Bookkeeping books,
            Link link,
            LineEvents events,
            Supplier<Instant> board) {
        this.memory = memory;
        this.clock = clock;
        this.books = books;
        this.link = link;
        this.events = events;
        this.board = board;
    }

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
        link.sendSoon(board.get());
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
