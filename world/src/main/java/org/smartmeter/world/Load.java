package org.smartmeter.world;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.smartmeter.device.Device;
import org.smartmeter.device.DeviceStatus;
import org.smartmeter.device.EnergyRegister;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.PhaseMeasurement;

/// What flows at a home: window after window of an energy that is a whole number of mWh, and what
// of
/// it the meter's registers must show. A power cut may take what was counted within the period of
/// the registers' checkpoint, whole windows of it, and not a milliwatt-hour else.
final class Load {

    private static final double VOLTS = 230;
    private static final double HERTZ = 50;
    private static final double MILLIS = 1_000;
    private static final double SECONDS_PER_HOUR = 3_600;
    private static final long MOST_WATTS = 6_000;

    /// The registers carry what is below a count, so a sum of floating-point energies may show one
    /// less than the whole number that it is.
    private static final long ROUNDING = 1;

    /// How much counting a power cut may cost, and a second for what is due meanwhile.
    private static final Duration UNCERTAIN = Duration.ofSeconds(61);

    /// @param total what the registers showed after it
    private record Counted(Instant at, long total) {}

    private final Duration window;
    private final RandomGenerator chance;
    private final List<Counted> latest = new ArrayList<>();
    private Instant begin = Instant.EPOCH;
    private long certain;
    private long total;
    private boolean ended;

    Load(Duration window, RandomGenerator chance) {
        this.window = window;
        this.chance = chance;
    }

    /// What must be in the registers, mWh.
    long total() {
        return total;
    }

    /// When the next window ends, [Instant#MAX] if none does any more.
    Instant nextEnd() {
        return ended ? Instant.MAX : begin.plus(window);
    }

    /// Nothing is measured any more, so that at some time everything is sent.
    void end() {
        ended = true;
    }

    /// The meter started and shows so much: one of the sums that it can have kept.
    void started(World world, int meter, long shown, Instant board) {
        boolean known =
                isShown(certain, shown)
                        || latest.stream().anyMatch(counted -> isShown(counted.total, shown));
        if (!known) {
            throw new Violation(
                    Invariant.ENERGY_IS_EXACT,
                    meter,
                    world.instant(),
                    "the register shows "
                            + shown
                            + " mWh after a start; certain were "
                            + certain
                            + ", counted since "
                            + latest);
        }
        total = isShown(certain, shown) ? certain : shownOfLatest(shown);
        certain = total;
        latest.clear();
        begin = board;
    }

    private long shownOfLatest(long shown) {
        return latest.stream()
                .mapToLong(Counted::total)
                .filter(each -> isShown(each, shown))
                .findFirst()
                .orElse(shown);
    }

    /// What the register of imported energy shows, mWh.
    static long shown(DeviceStatus status) {
        return status.counts().getOrDefault(EnergyRegister.ACTIVE_IMPORT, 0L);
    }

    /// Whether a register may show this for that sum.
    static boolean isShown(long sum, long shown) {
        return shown <= sum && shown >= sum - ROUNDING;
    }

    /// The registers are gone and begin at nothing.
    void forget() {
        latest.clear();
        certain = 0;
        total = 0;
    }

    /// The board slept: nothing was measured meanwhile.
    void skip(Instant board) {
        begin = board;
    }

    /// Hands over the windows that have ended.
    void deliver(World world, int meter, Instant board, Device device) {
        while (!nextEnd().isAfter(board)) {
            Instant end = nextEnd();
            long most = MOST_WATTS * window.toSeconds() / 36 * 10; // mWh
            long energy = chance.nextLong(most);
            device.measured(measurement(energy), end);
            begin = end;
            total += energy;
            latest.add(new Counted(board, total));
            world.note(meter, Happening.MEASURED, energy, total);
        }
    }

    private Measurement measurement(long milliwattHours) {
        double seconds = window.toSeconds();
        double watts = milliwattHours / MILLIS * SECONDS_PER_HOUR / seconds;
        PhaseMeasurement phase = PhaseMeasurement.of(VOLTS, watts / VOLTS, 0, 0, watts, 0, HERTZ);
        return Measurement.of(seconds, 0, 0, true, List.of(phase));
    }

    /// The meter has done what was due at this time of its board.
    void settle(Instant board) {
        while (!latest.isEmpty() && latest.getFirst().at.plus(UNCERTAIN).isBefore(board)) {
            certain = latest.removeFirst().total;
        }
    }
}
