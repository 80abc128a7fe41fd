package org.smartmeter.device;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.smartmeter.device.demand.MaximumDemand;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.wire.RowStatus;

/// Counts measured windows into the registers, each rate's energy into its own, and reads them
/// wherever a profile wants a row, a demand window ends or the rate changes: a window that covers
/// such an instant is divided there in proportion to time. Where nothing was measured there is no
/// reading: none is invented. Where measurement begins (in an epoch, after a start, after a tick
/// was missed or the clock was stepped) it begins with a reading of the registers as they stand,
/// which says why: so no energy lies before the first interval, and an outage is an interval of
/// its own.
final class Sampling {

    /// Windows that end and begin within this of each other follow without a gap: the board
    /// stamps them with the jitter of its own scheduling.
    static final Duration JOINT = Duration.ofSeconds(2);

    private static final long DAY = Duration.ofDays(1).toMillis();

    private final Registers registers;
    private final MaximumDemand demand;
    private final RunningRate rate;
    private final Series load;
    private final Series billing;
    private Optional<Series> second = Optional.empty();
    private List<Series> series = List.of();
    private final DueReadings due = new DueReadings();
    private Optional<Instant> measuredUntil = Optional.empty();
    private boolean demandBegins = true;

    /// @param lastReading newest row already in the journal: no reading at or before it
    Sampling(
            Registers registers,
            MaximumDemand demand,
            RegisterSettings settings,
            Optional<Instant> lastReading) {
        this.registers = registers;
        this.demand = demand;
        rate = new RunningRate(settings.calendars());
        load = new Series(ProfileKind.LOAD, lastReading);
        billing = new Series(ProfileKind.BILLING, lastReading);
        billing.daily(settings.demand().zone());
        second = settings.second().map(_ -> new Series(ProfileKind.SECOND, lastReading));
        series = all();
    }

    Registers registers() {
        return registers;
    }

    /// Other settings are in force for all that is measured from here on.
    ///
    /// @param now empty while the clock is not set
    void follow(RegisterSettings settings, Optional<Instant> now) {
        rate.follow(settings.calendars());
        billing.daily(settings.demand().zone());
        if (settings.second().isEmpty()) {
            second = Optional.empty();
        } else if (second.isEmpty()) {
            second = Optional.of(new Series(ProfileKind.SECOND, Optional.empty()));
        }
        series = all();
        if (!settings.demand().equals(demand.settings())) {
            demand.change(settings.demand(), now);
            demandBegins = true;
        }
    }

    private List<Series> all() {
        return second.map(it -> List.of(load, billing, it)).orElseGet(() -> List.of(load, billing));
    }

    /// Something to say with the next reading of each profile.
    void remark(RowStatus remark) {
        series.forEach(each -> each.remark(remark));
    }

    /// From here on readings may be earlier than the last one; the next one says so.
    void clockStepped() {
        series.forEach(Series::clockStepped);
        demand.clockStepped();
        demandBegins = true;
        rate.clockStepped();
    }

    /// The next window begins with a reading, wherever it begins.
    void begin() {
        series.forEach(Series::begin);
    }

    /// @param end board time
    void measured(Measurement window, Instant end, MeterClock clock, SamplePeriods periods) {
        load.every(periods.load(), periods.load() > periods.scheduled());
        second.ifPresent(it -> it.every(periods.second(), periods.isSecondThinned()));
        double[] energies = energiesOf(window);
        Registers.check(energies);
        if (window.seconds() > 0) {
            count(window, energies, end, clock);
        } else {
            countBacklog(energies);
        }
        registers.credit(rate.now(), registers.counts());
    }

    private void count(Measurement window, double[] energies, Instant end, MeterClock clock) {
        Instant begin = beginOf(window, end);
        if (begin.isBefore(end)) {
            noteWhatWasMissed(begin, clock);
            walk(new Stretch(window, energies, clock.at(begin), clock.at(end), clock.isSet()));
            measuredUntil = Optional.of(end);
        }
        registers.add(energies);
    }

    /// Energy of no known time is in the registers, but never a demand.
    private void countBacklog(double[] energies) {
        long[] before = DemandCounts.of(registers.counts());
        registers.add(energies);
        long[] grown = DemandCounts.of(registers.counts());
        Arrays.setAll(grown, i -> grown[i] - before[i]);
        demand.leaveOut(grown);
    }

    /// A window on its way, in meter time.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Stretch(
            Measurement window, double[] energies, Instant from, Instant to, boolean clockSet) {

        long[] counts(Registers registers, Instant time) {
            double fraction = seconds(from, time) / seconds(from, to);
            return registers.within(energies, Math.clamp(fraction, 0, 1));
        }
    }

    private void walk(Stretch stretch) {
        begin(stretch);
        Instant next = next(stretch.from());
        while (!next.isAfter(stretch.to())) {
            long[] counts = stretch.counts(registers, next);
            registers.credit(rate.now(), counts);
            rate.reach(next, stretch.clockSet());
            reach(next, counts, stretch);
            next = next(next);
        }
    }

    private Instant next(Instant time) {
        Instant next = rate.steadyUntil();
        if (demand.next().isBefore(next)) {
            next = demand.next();
        }
        for (Series each : series) {
            Instant tick = each.tickAfter(time);
            next = tick.isBefore(next) ? tick : next;
        }
        return next;
    }

    private void begin(Stretch stretch) {
        Instant from = stretch.from();
        long[] counts = registers.counts();
        rate.reach(from, stretch.clockSet());
        if (demandBegins) {
            demand.begin(from, DemandCounts.of(counts), stretch.clockSet());
            demandBegins = false;
        }
        Instant time = from.truncatedTo(ChronoUnit.MILLIS);
        boolean isOver = stretch.clockSet() && demand.isOver(from);
        for (Series each : series) {
            if (each.isDueAtBegin(from) || isOver && each == billing) {
                read(each, time, counts, stretch, isOver);
            }
            each.begun();
        }
        if (isOver) {
            endByCalendar(from, counts);
        }
    }

    private void reach(Instant time, long[] counts, Stretch stretch) {
        if (demand.next().equals(time)) {
            demand.reach(time, DemandCounts.of(counts));
        }
        boolean isOver = stretch.clockSet() && demand.isOver(time);
        for (Series each : series) {
            if (each.tickAfter(time.minusNanos(1)).equals(time) || isOver && each == billing) {
                read(each, time, counts, stretch, isOver);
            }
        }
        if (isOver) {
            endByCalendar(time, counts);
        }
    }

    private void endByCalendar(Instant time, long[] counts) {
        due.billingPeriodEnds(demand.encode());
        demand.end(time, DemandCounts.of(counts), 0);
    }

    private void read(Series series, Instant tick, long[] counts, Stretch stretch, boolean isOver) {
        boolean isLast = isOver && series == billing;
        Instant time = isLast ? free(tick) : tick;
        if (!series.takes(time)) {
            return;
        }
        due.add(
                new Reading(
                        series.profile(),
                        time,
                        series.period(),
                        series == load && time.toEpochMilli() % DAY == 0,
                        series.read(time, stretch.clockSet()),
                        values(counts),
                        Optional.of(stretch.window()),
                        isLast ? Optional.of(BillingEnd.BY_CALENDAR) : Optional.empty()));
    }

    private RegisterValues values(long[] counts) {
        return new RegisterValues(
                counts,
                registers.importRates(),
                registers.exportRates(),
                rate.now(),
                demand.values(DemandCounts.of(counts)));
    }

    /// When the last reading of a billing period is: a millisecond later if there is one already.
    private Instant free(Instant time) {
        return billing.takes(time) ? time : time.plusMillis(1);
    }

    /// Reads the billing profile because an order ends the period, as the registers stand.
    void readForBilling(Instant time, boolean clockSet) {
        Instant free = free(time.truncatedTo(ChronoUnit.MILLIS));
        due.add(
                new Reading(
                        ProfileKind.BILLING,
                        free,
                        billing.period(),
                        false,
                        billing.read(free, clockSet),
                        values(registers.counts()),
                        Optional.empty(),
                        Optional.of(BillingEnd.BY_ORDER)));
    }

    /// Ends the billing period by an order.
    void endBillingPeriod(Instant time, long counter) {
        demand.end(
                time.truncatedTo(ChronoUnit.MILLIS), DemandCounts.of(registers.counts()), counter);
    }

    MaximumDemand demand() {
        return demand;
    }

    /// The rate that counts, 1…8.
    int rateNow() {
        return rate.now();
    }

    private static double[] energiesOf(Measurement window) {
        double[] energies = new double[EnergyRegister.COUNT];
        for (EnergyRegister register : EnergyRegister.values()) {
            energies[register.ordinal()] = register.increment(window);
        }
        return energies;
    }

    private Instant beginOf(Measurement window, Instant end) {
        Instant begin = end.minusNanos(Math.round(window.seconds() * 1e9));
        return measuredUntil.filter(before -> !begin.isAfter(before.plus(JOINT))).orElse(begin);
    }

    /// A gap inside one period is said with its reading; one that swallowed a reading gets
    /// another at its end. So a front end that stutters cannot fill the journal.
    private void noteWhatWasMissed(Instant begin, MeterClock clock) {
        if (measuredUntil.isEmpty() || measuredUntil.get().equals(begin)) {
            return;
        }
        remark(RowStatus.NOT_MEASURED);
        demandBegins = true;
        for (Series each : series) {
            if (each.misses(clock.at(measuredUntil.get()), clock.at(begin))) {
                each.begin();
            }
        }
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }

    /// The readings that are not in the journal yet.
    DueReadings due() {
        return due;
    }
}
