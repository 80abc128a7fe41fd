package org.smartmeter.device;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.wire.RowStatus;

/// Counts measured windows into the registers and reads them at every multiple of the sample period
/// that a window covers. Where nothing was measured there is no reading: none is invented, the next
/// one carries the cumulative registers and says why.
final class Sampling {

    /// Windows that end and begin within this of each other follow without a gap: the board stamps
    /// them with the jitter of its own scheduling.
    static final Duration JOINT = Duration.ofSeconds(2);

    private static final int DAY = 86_400;

    private final Registers registers;
    private final List<Reading> due = new ArrayList<>();
    private final Set<RowStatus> remarks = EnumSet.noneOf(RowStatus.class);
    private Optional<Instant> measuredUntil = Optional.empty();
    private Optional<Instant> lastReading;

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
    }

    /// @param end board time
    /// @param scheduled sample period the utility wants, seconds
    /// @param period sample period in force, seconds
    void measured(Measurement window, Instant end, MeterClock clock, int scheduled, int period) {
        double[] energies = energiesOf(window);
        Instant begin = beginOf(window, end);
        Duration length = Duration.between(begin, end);
        if (length.isPositive()) {
            long last = clock.at(end).getEpochSecond();
            long tick = Math.floorDiv(clock.at(begin).getEpochSecond(), period) * period + period;
            for (; tick <= last; tick += period) {
                Instant time = Instant.ofEpochSecond(tick);
                double fraction = seconds(clock.at(begin), time) / seconds(begin, end);
                read(time, period, statusOf(clock, scheduled, period), energies, fraction, window);
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
        boolean endsDay = time.getEpochSecond() % DAY == 0;
        due.add(new Reading(time, period, endsDay, status, counts, window));
        lastReading = Optional.of(time);
        remarks.clear();
    }

    private int statusOf(MeterClock clock, int scheduled, int period) {
        int status = RowStatus.bits(remarks);
        if (!clock.isSet()) {
            status |= RowStatus.CLOCK_NOT_SET.bit();
        }
        if (period > scheduled) {
            status |= RowStatus.THINNED.bit();
        }
        return status;
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
        if (measuredUntil.isEmpty()) {
            return begin;
        }
        Instant before = measuredUntil.get();
        if (begin.isAfter(before.plus(JOINT))) {
            remark(RowStatus.NOT_MEASURED);
            return begin;
        }
        return before;
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
