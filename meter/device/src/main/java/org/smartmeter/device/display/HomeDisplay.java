package org.smartmeter.device.display;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.smartmeter.device.EnergyRegister;
import org.smartmeter.device.EventBudget;
import org.smartmeter.device.Part;
import org.smartmeter.device.Surroundings;
import org.smartmeter.device.display.Press.Outcome;
import org.smartmeter.device.notices.Notices;
import org.smartmeter.device.supply.SupplyButtons;
import org.smartmeter.journal.StateFile;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.terms.LocalDay;
import org.smartmeter.wire.EventCode;

/// The meter's display as the device sees it: paints pictures and does what was pressed. The
/// device's thread enters it like every part; screens call [#picture], [#await], [#press] and
/// [#looked] from any thread.
public final class HomeDisplay implements Part {

    private static final Duration PAINTED_EVERY = Duration.ofSeconds(1);
    private static final Duration CALLS_APART = Duration.ofMinutes(10);
    private static final int MOST_WAITING = 16;

    /// Whoever tries PINs day and night writes a few events, then one an hour.
    private static final int PIN_EVENTS = 8;

    private static final Duration PIN_EVENTS_REFILL = Duration.ofHours(1);

    private final ZoneId zone;
    private final Notices notices;
    private final Optional<SupplyButtons> supply;

    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingCount = new AtomicInteger();
    private volatile boolean looked;

    private final ReentrantLock painting = new ReentrantLock();
    private final Condition painted = painting.newCondition();
    private volatile @Nullable Picture picture;
    private volatile @Nullable Surroundings meter;

    private final FlowAverage average = new FlowAverage();
    private Optional<Flow> flow = Optional.empty();
    private Trace trace = Trace.EMPTY;
    private @Nullable StateFile dayFile;
    private Optional<EnergyToday> day = Optional.empty();
    private Optional<Instant> called = Optional.empty();
    private Optional<EventBudget> pinEvents = Optional.empty();
    private long wrongPins;
    private boolean changed;

    private record Waiting(Press press, CompletableFuture<Outcome> outcome) {}

    /// @param zone of the home: when its day begins
    /// @param notices of the same meter, a part that stands before this one
    /// @param supply what switches this meter's supply, if it has a switch
    public HomeDisplay(ZoneId zone, Notices notices, Optional<SupplyButtons> supply) {
        this.zone = zone;
        this.notices = notices;
        this.supply = supply;
    }

    /// The buttons of the supply, if there is a switch.
    public Optional<SupplyButtons> supply() {
        return supply;
    }

    public ZoneId zone() {
        return zone;
    }

    // ---------------------------------------------------------------- any thread

    /// The newest picture; empty while the meter starts.
    public Optional<Picture> picture() {
        return Optional.ofNullable(picture);
    }

    /// Waits until there is another picture than the given one.
    ///
    /// @return the newest picture, which is the same one if there was no other in time
    public Optional<Picture> await(Optional<Picture> last, Duration most)
            throws InterruptedException {
        painting.lock();
        try {
            long left = most.toNanos();
            while (picture == last.orElse(null) && left > 0) {
                left = painted.awaitNanos(left);
            }
            return picture();
        } finally {
            painting.unlock();
        }
    }

    /// Somebody pressed something.
    ///
    /// @return what came of it, durable; never fails
    public CompletableFuture<Outcome> press(Press press) {
        if (waitingCount.incrementAndGet() > MOST_WAITING) {
            waitingCount.decrementAndGet();
            return CompletableFuture.completedFuture(Outcome.BUSY);
        }
        Waiting added = new Waiting(press, new CompletableFuture<>());
        waiting.add(added);
        Surroundings around = meter;
        if (around != null) {
            around.wake();
        }
        return added.outcome();
    }

    /// A screen that somebody opened shows the notices of the picture.
    public void looked() {
        looked = true;
    }

    // ---------------------------------------------------------------- the device's thread

    @Override
    public void begin(Surroundings around, Instant board) {
        StateFile file = around.state("display", EnergyToday.BYTES);
        dayFile = file;
        day = file.read().flatMap(EnergyToday::decode);
        pinEvents = Optional.of(new EventBudget(PIN_EVENTS, PIN_EVENTS_REFILL, board));
        meter = around;
        paint(around, board);
    }

    @Override
    public void measured(Measurement window, Instant end) {
        Optional<Flow> complete = average.add(window, end);
        Surroundings around = meter;
        if (complete.isPresent() && around != null) {
            flow = complete;
            trace = trace.plus(around.time(end).toEpochMilli(), complete.get().watts());
            changed = true;
        }
    }

    @Override
    public void run(Instant board) {
        Surroundings around = meter;
        if (around == null) {
            return;
        }
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            waitingCount.decrementAndGet();
            next.outcome().complete(carryOut(next.press(), around, board));
            changed = true;
        }
        if (looked) {
            looked = false;
            notices.shown(board);
        }
        if (changed || isOld(board)) {
            paint(around, board);
        }
    }

    private boolean isOld(Instant board) {
        Picture last = picture;
        return last == null
                || last.noticesVersion() != notices.version()
                || !board.isBefore(last.painted().plus(PAINTED_EVERY));
    }

    private Outcome carryOut(Press press, Surroundings around, Instant board) {
        return switch (press) {
            case Press.AnswerNotice(long number, var answer) ->
                    switch (notices.answer(number, answer, board)) {
                        case YES -> Outcome.DONE;
                        case UNKNOWN -> Outcome.NO_SUCH_NOTICE;
                        case ANSWERED -> Outcome.ANSWERED_BEFORE;
                        case OTHER_ANSWER -> Outcome.WRONG_ANSWER;
                    };
            case Press.CallMe() -> call(around, board);
            case Press.WrongPins(int tries) -> {
                wrongPins += tries;
                if (pinEvents.orElseThrow().take(board)) {
                    around.event(board, EventCode.PIN_REFUSED, wrongPins);
                    wrongPins = 0;
                }
                yield Outcome.DONE;
            }
        };
    }

    private Outcome call(Surroundings around, Instant board) {
        Instant now = around.time(board);
        if (called.filter(last -> now.isBefore(last.plus(CALLS_APART))).isPresent()) {
            return Outcome.ASKED_ALREADY;
        }
        called = Optional.of(now);
        around.event(board, EventCode.CALL_REQUESTED);
        around.force();
        around.sendSoon();
        return Outcome.DONE;
    }

    private void paint(Surroundings around, Instant board) {
        Instant now = around.time(board);
        Picture next =
                new Picture(
                        board,
                        now,
                        around.isClockSet(),
                        flow,
                        trace,
                        energy(around, now),
                        supply.map(SupplyButtons::status),
                        notices.visible(board),
                        notices.version(),
                        called);
        changed = false;
        painting.lock();
        try {
            picture = next;
            painted.signalAll();
        } finally {
            painting.unlock();
        }
    }

    private Picture.Energy energy(Surroundings around, Instant now) {
        long imported = around.durableCount(EnergyRegister.ACTIVE_IMPORT);
        long exported = around.durableCount(EnergyRegister.ACTIVE_EXPORT);
        EnergyToday today = EnergyToday.after(day, LocalDay.of(now, zone), now, imported, exported);
        if (!day.equals(Optional.of(today))) {
            day = Optional.of(today);
            StateFile file = dayFile;
            if (file != null) {
                file.write(today.encode());
            }
        }
        return new Picture.Energy(
                imported,
                exported,
                imported - today.importMilliwattHours(),
                exported - today.exportMilliwattHours(),
                today.since(),
                around.hasJournal());
    }

    @Override
    public void end(Instant board) {
        List.copyOf(waiting).forEach(each -> each.outcome().complete(Outcome.BUSY));
        waiting.clear();
    }
}
