package org.smartmeter.device.demand;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The demand registers as a state machine over the counts of the energy registers.
///
/// An average is the difference of the registers at the borders of its window, nothing else:
/// exact, and never more than what was counted. So
///
/// - a power cut or a stretch that was not measured leaves a window with what was counted in it:
///   the average is a lower bound, no maximum is invented. After one longer than a window they
/// begin anew;
/// - where measurement begins, the clock was stepped or a billing period was ended inside a
///   period, that period makes no average: windows begin anew at the next border;
/// - while the clock is not set there are no windows, and the calendar ends no billing period;
/// - a billing period whose end fell into an outage ends when measurement begins again.
///
/// A window belongs to the billing period in which it ends, and no energy to two of them. Counts
/// are arrays with one value for each [DemandQuantity]. Times are the meter's. Not for several
/// threads.
public final class MaximumDemand {

    /// How many billing periods are remembered.
    public static final int HISTORY = 15;

    private static final long[] NOTHING = new long[DemandQuantity.COUNT];

    /// The most bytes that [#encode] makes.
    public static final int MOST_BYTES = DemandCodec.MOST_BYTES;

    private DemandSettings settings;

    /// Begin of the running period, if windows run, and the counts then.
    private Optional<Instant> start = Optional.empty();

    private long[] startCounts = NOTHING;

    /// Energies of the whole periods before it that follow each other, at most those of a window.
    private final Deque<long[]> closed = new ArrayDeque<>();

    private long[] last = NOTHING;
    private final List<Maximum> maxima = new ArrayList<>(noMaxima());
    private final Deque<BillingPeriod> history = new ArrayDeque<>();
    private long period = 1;
    private Instant began = Instant.EPOCH;
    private Optional<Instant> reset = Optional.empty();
    private long endedBy;

    public MaximumDemand(DemandSettings settings) {
        this.settings = settings;
    }

    private static List<Maximum> noMaxima() {
        return Collections.nCopies(DemandQuantity.COUNT, Maximum.NONE);
    }

    public DemandSettings settings() {
        return settings;
    }

    /// Takes other windows or another billing day. Whoever changes the windows ends the billing
    /// period first: maxima over different windows are not one.
    ///
    /// @param now from when on; empty while the clock is not set
    public void change(DemandSettings changed, Optional<Instant> now) {
        if (changed.resetDay() != settings.resetDay() || !changed.zone().equals(settings.zone())) {
            reset = now.map(changed::resetAfter);
        }
        settings = changed;
        forget();
        last = NOTHING;
    }

    /// The clock was stepped: what runs is no window in anybody's time.
    public void clockStepped() {
        forget();
    }

    private void forget() {
        start = Optional.empty();
        closed.clear();
    }

    /// Measurement begins or goes on after a stretch that was not measured.
    ///
    /// @param clockSet whether the time can be relied on
    public void begin(Instant from, long[] counts, boolean clockSet) {
        if (!clockSet) {
            forget();
            return;
        }
        if (start.filter(it -> it.isAfter(from)).isPresent()) {
            forget();
        }
        for (int empty = 0; start.filter(it -> !border(it).isAfter(from)).isPresent(); empty++) {
            if (empty > settings.periods()) {
                forget();
            } else {
                close(border(start.get()), counts);
            }
        }
        if (start.isEmpty()) {
            start = Optional.of(from);
            startCounts = counts.clone();
        }
        if (reset.isEmpty() || reset.get().isAfter(afterNextReset(from))) {
            reset = Optional.of(settings.resetAfter(from));
        }
    }

    /// No true date of the next reset is later; one that is was set by a clock that was wrong.
    private Instant afterNextReset(Instant time) {
        Instant next = settings.resetAfter(time);
        return next.equals(Instant.MAX) ? next : settings.resetAfter(next);
    }

    private Instant border(Instant from) {
        return settings.borderAfter(from);
    }

    /// The next instant whose counts [#reach] wants; [Instant#MAX] while no windows run.
    public Instant next() {
        if (start.isEmpty()) {
            return Instant.MAX;
        }
        Instant border = border(start.get());
        return reset.filter(it -> it.isBefore(border)).orElse(border);
    }

    /// Time has come to the next instant.
    ///
    /// @param counts what the registers show at that instant
    public void reach(Instant next, long[] counts) {
        if (border(start.orElseThrow()).equals(next)) {
            close(next, counts);
        }
    }

    /// Something was counted of which no time is known, like a foreign meter's backlog: it belongs
    /// to no window, since nobody knows how long it took.
    ///
    /// @param energy what the counts have grown by
    public void leaveOut(long[] energy) {
        if (start.isPresent()) {
            startCounts =
                    IntStream.range(0, DemandQuantity.COUNT)
                            .mapToLong(i -> startCounts[i] + energy[i])
                            .toArray();
        }
    }

    private void close(Instant border, long[] counts) {
        Instant from = start.orElseThrow();
        long length = Duration.between(from, border).toNanos();
        if (length == Duration.ofSeconds(settings.period()).toNanos()) {
            closed.addLast(difference(counts, startCounts));
            if (closed.size() > settings.periods()) {
                closed.removeFirst();
            }
            if (closed.size() == settings.periods()) {
                average(border);
            }
        } else {
            closed.clear(); // begun inside the period, or the zone's clock jumped by half of it
        }
        start = Optional.of(border);
        startCounts = counts.clone();
    }

    private void average(Instant end) {
        last = averages(energy());
        for (int i = 0; i < DemandQuantity.COUNT; i++) {
            maxima.set(i, maxima.get(i).or(last[i], end));
        }
    }

    private long[] energy() {
        long[] energy = new long[DemandQuantity.COUNT];
        for (long[] each : closed) {
            for (int i = 0; i < energy.length; i++) {
                energy[i] += each[i];
            }
        }
        return energy;
    }

    private long[] averages(long[] energy) {
        return Arrays.stream(energy).map(settings::averageOf).toArray();
    }

    private static long[] difference(long[] after, long[] before) {
        return IntStream.range(0, DemandQuantity.COUNT)
                .mapToLong(i -> after[i] - before[i])
                .toArray();
    }

    /// Whether the calendar ends the billing period at or before an instant.
    public boolean isOver(Instant time) {
        return reset.filter(it -> !it.isAfter(time)).isPresent();
    }

    /// Ends the billing period: maxima are kept in the history and begin anew, windows too.
    /// An order that comes before measurement has gone on after the calendar's end does both.
    ///
    /// @param by counter of the order that ends it; 0: the calendar
    public void end(Instant time, long[] counts, long by) {
        history.addFirst(new BillingPeriod(period, time, maxima));
        if (history.size() > HISTORY) {
            history.removeLast();
        }
        period++;
        began = time;
        Collections.fill(maxima, Maximum.NONE);
        last = NOTHING;
        if (by == 0 || isOver(time)) {
            reset = Optional.of(settings.resetAfter(time));
        }
        endedBy = by == 0 ? endedBy : by;
        boolean ran = start.isPresent();
        forget();
        if (ran) {
            start = Optional.of(time);
            startCounts = counts.clone();
        }
    }

    /// Counter of the last order that ended a billing period, 0 if none did.
    public long endedBy() {
        return endedBy;
    }

    /// What the registers show.
    public DemandValues values(long[] counts) {
        return new DemandValues(
                list(current(counts)),
                list(last),
                List.copyOf(maxima),
                period,
                began,
                List.copyOf(history));
    }

    private long[] current(long[] counts) {
        if (start.isEmpty()) {
            return NOTHING;
        }
        long[] energy = difference(counts, startCounts);
        int i = 0;
        for (long[] each : closed) {
            boolean slidOut = closed.size() == settings.periods() && i++ == 0;
            for (int k = 0; k < energy.length && !slidOut; k++) {
                energy[k] += each[k];
            }
        }
        return averages(energy);
    }

    private static List<Long> list(long[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    /// The state as it is kept with the registers: it changes where a window or a billing period
    /// ends or begins, and never between.
    public byte[] encode() {
        return DemandCodec.encode(
                new DemandState(
                        settings,
                        period,
                        endedBy,
                        began,
                        reset,
                        start,
                        startCounts,
                        last,
                        List.copyOf(closed),
                        maxima,
                        List.copyOf(history)));
    }

    /// Finds the state again, with the settings that were in force then.
    ///
    /// @param otherwise what of the settings an older software did not keep
    /// @throws IllegalArgumentException if it is of a form that this software does not know
    /// @throws java.nio.BufferUnderflowException if it ends too soon
    public static MaximumDemand decode(byte[] kept, DemandSettings otherwise) {
        DemandState state = DemandCodec.decode(kept, otherwise);
        MaximumDemand demand = new MaximumDemand(state.settings());
        demand.period = state.period();
        demand.endedBy = state.endedBy();
        demand.began = state.began();
        demand.reset = state.reset();
        demand.start = state.start();
        demand.startCounts = state.startCounts();
        demand.last = state.last();
        demand.closed.addAll(state.closed());
        Collections.copy(demand.maxima, state.maxima());
        demand.history.addAll(state.history());
        return demand;
    }
}
