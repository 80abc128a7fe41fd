package org.smartmeter.device.supply;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One emergency profile from its order to its end. It begins by the meter's clock and then runs on
/// the board's monotonic time, so no clock step and no lost link makes it last.
///
/// Over power cuts: what is kept is what will be left when the present minute is over, so each
/// minute is paid for before it is used, and a cut shortens the profile by up to a minute rather
/// than prolonging it. If the clock is set after the cut, the profile also ends by the clock.
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

    private EmergencyRun(EmergencyProfile profile, Optional<Instant> ends, Instant board) {
        this.profile = profile;
        this.ends = ends;
        paidUntil = board.plus(PAID_AHEAD);
    }

    static EmergencyRun ordered(EmergencyProfile profile, Instant board) {
        return new EmergencyRun(profile, Optional.empty(), board);
    }

    static EmergencyRun resumed(Kept kept, Instant board, Instant meterTime, boolean clockSet) {
        if (!kept.active()) {
            return ordered(kept.profile(), board);
        }
        Duration left = Duration.ofMillis(kept.leftMillis());
        if (clockSet) {
            left = shorter(left, Duration.between(meterTime, kept.profile().end()));
        }
        return new EmergencyRun(kept.profile(), Optional.of(board.plus(left)), board);
    }

    /// How it stands now.
    State run(Instant board, Instant meterTime) {
        if (ends.isEmpty()) {
            if (meterTime.isBefore(profile.activation())) {
                return State.PLANNED;
            }
            Duration left = Duration.between(meterTime, profile.end());
            ends = Optional.of(board.plus(left));
            paidUntil = board.plus(PAID_AHEAD);
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

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
