package org.smartmeter.device;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.wire.RowStatus;

/// Counts measured windows into the registers and reads them at every multiple of the sample period
/// that a window covers. Where nothing was measured there is no reading: none is invented. Where
/// measurement begins (in an epoch, after a start, after a tick was missed or the clock was
/// stepped) it begins with a reading of the registers as they stand, which says why: so no energy
/// lies before the first interval, and an outage is an interval of its own.
final class Sampling {

    /// Windows that end and begin within this of each other follow without a gap: the board stamps
    /// them with the jitter of its own scheduling.
    static final Duration JOINT = Duration.ofSeconds(2);

    private static final long DAY = Duration.ofDays(1).toMillis();

    private final Registers registers;
    private final List<Reading> due = new ArrayList<>();
    private final Set<RowStatus> remarks = EnumSet.noneOf(RowStatus.class);
    private Optional<Instant> measuredUntil = Optional.empty();
    private Optional<Instant> lastReading;
    private boolean beginning = true;

    /// @param lastReading newest row already in the journal: no reading at or before it
    Sampling(Registers registers, Optional<Instant> lastReading) {
        this.registers = registers;
        this.lastReading = lastReading;
    }

    Registers registers() {
        return registers;
    }

    /// Something to say with the next reading.
    void remark(RowStatus remark) {
        remarks.add(remark);
    }

    /// From here on readings may be earlier than the last one; the next one says so.
    void clockStepped() {
        lastReading = Optional.empty();
        remark(RowStatus.CLOCK_ADJUSTED);
        begin();
    }

    /// The next window begins with a reading, wherever it begins.
    void begin() {
        beginning = true;
    }

    /// @param end board time
    /// @param scheduled sample period the utility wants, seconds
    /// @param period sample period in force, seconds
    void measured(Measurement window, Instant end, MeterClock clock, int scheduled, int period) {
        double[] energies = energiesOf(window);
        Instant begin = beginOf(window, end);
        if (begin.isBefore(end)) {
            noteWhatWasMissed(begin, clock, period);
            int status = statusOf(clock, scheduled, period);
            Instant from = clock.at(begin);
            if (beginning) {
                Instant time = from.truncatedTo(ChronoUnit.MILLIS);
                read(time, period, withRemarks(status), energies, 0, window);
                beginning = false;
            }
            long last = clock.at(end).getEpochSecond();
            long tick = (periodOf(from, period) + 1) * period;
            for (; tick <= last; tick += period) {
                Instant time = Instant.ofEpochSecond(tick);
                double fraction = seconds(from, time) / seconds(begin, end);
                read(time, period, withRemarks(status), energies, fraction, window);
            }
            measuredUntil = Optional.of(end);
        }
        registers.add(energies);
    }

    private void read(
            Instant time,
            int period,
            int status,
            double[] energies,
            double fraction,
            Measurement window) {
        if (lastReading.isPresent() && !time.isAfter(lastReading.get())) {
            return;
        }
        long[] counts = registers.within(energies, Math.clamp(fraction, 0, 1));
        boolean endsDay = time.toEpochMilli() % DAY == 0;
        due.add(new Reading(time, period, endsDay, status, counts, window));
        lastReading = Optional.of(time);
        remarks.clear();
    }

    private static int statusOf(MeterClock clock, int scheduled, int period) {
        int status = clock.isSet() ? 0 : RowStatus.CLOCK_NOT_SET.bit();
        return period > scheduled ? status | RowStatus.THINNED.bit() : status;
    }

    private int withRemarks(int status) {
        return status | RowStatus.bits(remarks);
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

    /// A gap inside one period is said with its reading; one that swallowed a reading gets another
    /// at its end. So a front end that stutters cannot fill the journal.
    private void noteWhatWasMissed(Instant begin, MeterClock clock, int period) {
        if (measuredUntil.isEmpty() || measuredUntil.get().equals(begin)) {
            return;
        }
        remark(RowStatus.NOT_MEASURED);
        if (periodOf(clock.at(begin), period) > periodOf(clock.at(measuredUntil.get()), period)) {
            begin();
        }
    }

    private static long periodOf(Instant time, int period) {
        return Math.floorDiv(time.getEpochSecond(), period);
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }

    boolean hasDue() {
        return !due.isEmpty();
    }

    /// The readings since the last call, in order.
    List<Reading> takeDue() {
        List<Reading> taken = List.copyOf(due);
        due.clear();
        return taken;
    }
}
