package org.smartmeter.device;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.PhaseMeasurement;
import org.smartmeter.wire.v1.Live;

/// The live reading, once a second while the utility holds a lease. All times are board time.
final class LiveFeed {

    /// However far a lease reaches, it lapses after this unless it is renewed.
    static final Duration LONGEST_LEASE = Duration.ofMinutes(10);

    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final double MILLI = 1_000;

    private Instant until;
    private Instant next;
    private Optional<Measurement> newest = Optional.empty();

    LiveFeed(Instant board) {
        until = board;
        next = board;
    }

    void lease(Instant wanted, Instant board) {
        Instant latest = board.plus(LONGEST_LEASE);
        if (!isLeased(board)) {
            next = board;
        }
        until = wanted.isBefore(latest) ? wanted : latest;
    }

    void measured(Measurement window) {
        newest = Optional.of(window);
    }

    /// Active power as it was measured last, W; 0 before the first window.
    long watts() {
        return newest.map(window -> Math.round(window.p())).orElse(0L);
    }

    private boolean isLeased(Instant board) {
        return board.isBefore(until);
    }

    /// What is to be sent now, if anything.
    ///
    /// @param counts of the registers, durable: a register that was once shown never falls
    /// @param rate in which energy is counted now
    Optional<Live> due(Instant board, Instant meterTime, long[] counts, int rate) {
        if (!isLeased(board) || board.isBefore(next) || newest.isEmpty()) {
            return Optional.empty();
        }
        next = next.plus(PERIOD).isAfter(board) ? next.plus(PERIOD) : board.plus(PERIOD);
        return Optional.of(message(newest.get(), meterTime, counts, rate));
    }

    /// When something is due next, if anything.
    Optional<Instant> next(Instant board) {
        return isLeased(board) && newest.isPresent() ? Optional.of(next) : Optional.empty();
    }

    private static Live message(Measurement window, Instant meterTime, long[] counts, int rate) {
        Live.Builder live =
                Live.newBuilder()
                        .setTime(meterTime.toEpochMilli())
                        .setActivePower(Math.round(window.p() * MILLI))
                        .setReactivePower(Math.round(window.q1() * MILLI))
                        .setFrequency((int) Math.round(window.f() * MILLI)) // NaN becomes 0
                        .setEnergyImport(counts[EnergyRegister.ACTIVE_IMPORT.ordinal()])
                        .setEnergyExport(counts[EnergyRegister.ACTIVE_EXPORT.ordinal()])
                        .setRate(rate);
        for (PhaseMeasurement phase : window.phases()) {
            live.addVoltage((int) Math.round(phase.uRms() * MILLI));
            live.addCurrent((int) Math.round(phase.iRms() * MILLI));
        }
        return live.build();
    }
}
