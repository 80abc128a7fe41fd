package org.smartmeter.device.supply;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One emergency profile from its order to its end. It begins by the meter's clock and then runs on
/// the board's monotonic time, so no clock step and no lost link makes it last.
///
/// Over power cuts: what is kept is what will be left when the present minute is over, so each
/// minute is paid for before it is used, and a cut shortens the profile by up to a minute rather
/// than prolonging it. As soon as the clock is set after the cut, the profile also ends by it.
final class EmergencyRun {

    static final Duration PAID_AHEAD = Duration.ofMinutes(1);

    /// @param active whether it had begun
    /// @param leftMillis how long it may still last after a power cut, if it had begun
    record Kept(EmergencyProfile profile, boolean active, long leftMillis) {}

    enum State {
        PLANNED,
        ACTIVE,
        OVER
    }

    private final EmergencyProfile profile;
    private Optional<Instant> ends;
    private Instant paidUntil;

    /// Whether a power cut lies behind it, and the clock has not been set since.
    private boolean endUnchecked;

    private EmergencyRun(
            EmergencyProfile profile, Optional<Instant> ends, boolean endUnchecked, Instant board) {
        this.profile = profile;
        this.ends = ends;
        this.endUnchecked = endUnchecked;
        paidUntil = board.plus(PAID_AHEAD);
    }

    static EmergencyRun ordered(EmergencyProfile profile, Instant board) {
        return new EmergencyRun(profile, Optional.empty(), false, board);
    }

    static EmergencyRun resumed(Kept kept, Instant board) {
        Optional<Instant> ends =
                kept.active() ? Optional.of(board.plusMillis(kept.leftMillis())) : Optional.empty();
        return new EmergencyRun(kept.profile(), ends, true, board);
    }

    /// How it stands now.
    ///
    /// @param clockSet whether the meter's time is beyond doubt
    State run(Instant board, Instant meterTime, boolean clockSet) {
        if (ends.isEmpty()) {
            if (meterTime.isBefore(profile.activation())) {
                return State.PLANNED;
            }
            Duration left = Duration.between(meterTime, profile.end());
            ends = Optional.of(board.plus(left));
            paidUntil = board.plus(PAID_AHEAD);
        }
        if (endUnchecked && clockSet) {
            endUnchecked = false;
            Instant byClock = board.plus(Duration.between(meterTime, profile.end()));
            ends = ends.filter(end -> end.isBefore(byClock)).or(() -> Optional.of(byClock));
        }
        return board.isBefore(ends.get()) ? State.ACTIVE : State.OVER;
    }

    EmergencyProfile profile() {
        return profile;
    }

    /// When it ends, once it has begun.
    Optional<Instant> ends() {
        return ends;
    }

    /// Whether what is kept of it is used up.
    boolean isKeepDue(Instant board) {
        return ends.isPresent() && !board.isBefore(paidUntil);
    }

    /// Pays for the next minute: what to keep now.
    Kept keep(Instant board) {
        if (ends.isEmpty()) {
            return new Kept(profile, false, 0);
        }
        if (!board.isBefore(paidUntil)) {
            paidUntil = board.plus(PAID_AHEAD);
        }
        long left = Duration.between(paidUntil, ends.get()).toMillis();
        return new Kept(profile, true, Math.max(0, left));
    }

    Instant next(Instant board, Instant meterTime) {
        return ends.map(end -> end.isBefore(paidUntil) ? end : paidUntil)
                .orElseGet(() -> board.plus(Duration.between(meterTime, profile.activation())));
    }
}
