package org.smartmeter.device.supply;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.smartmeter.device.Surroundings;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.OrderRefusedException;
import org.smartmeter.wire.OrderRefusedException.Reason;

/// The limiter and the emergency profile that decides which of its thresholds holds.
final class Limiting {

    /// How a profile ends, as the event says it.
    private static final int RAN_OUT = 1;

    private static final int BY_ORDER = 2;
    private static final int REPLACED = 3;
    private static final int NO_THRESHOLD = -1;

    private final Surroundings meter;
    private final SupplyLog log;
    private final Limiter limiter;
    private Optional<EmergencyRun> emergency;
    private boolean active;

    Limiting(
            LimiterSettings settings,
            int triesUsed,
            Optional<EmergencyRun.Kept> kept,
            SupplyLog log,
            Surroundings meter,
            Instant board) {
        this.meter = meter;
        this.log = log;
        emergency = kept.map(it -> EmergencyRun.resumed(it, board));
        active = kept.filter(EmergencyRun.Kept::active).isPresent();
        limiter = new Limiter(settings, threshold(settings), triesUsed, board);
    }

    Limiter limiter() {
        return limiter;
    }

    private OptionalLong threshold(LimiterSettings settings) {
        return active ? settings.emergency() : settings.normal();
    }

    private void use(LimiterSettings settings, Instant board) {
        limiter.limit(settings, threshold(settings), board);
    }

    /// @throws OrderRefusedException if the meter does not measure what is to be watched
    void set(LimiterSettings settings, Instant board) throws OrderRefusedException {
        if (settings.limits() && !limiter.isMeasured(settings.monitored())) {
            throw new OrderRefusedException(
                    Reason.NOT_NOW, "this meter does not measure " + settings.monitored().obis());
        }
        boolean concerns =
                emergency.flatMap(run -> settings.emergencyThreshold(run.profile())).isPresent();
        if (!concerns) {
            end(BY_ORDER, board);
        }
        use(settings, board);
        log.add(
                board,
                EventCode.LIMITER_SET,
                settings.monitored().number(),
                settings.normal().orElse(NO_THRESHOLD),
                settings.emergency().orElse(NO_THRESHOLD),
                settings.minimumOverSeconds(),
                settings.minimumUnderSeconds());
    }

    void activate(EmergencyProfile profile, Instant board) throws OrderRefusedException {
        if (limiter.settings().emergencyThreshold(profile).isEmpty()) {
            throw new OrderRefusedException(
                    Reason.NOT_NOW,
                    "profile " + profile.id() + " has no threshold here or is of another group");
        }
        if (!meter.time(board).isBefore(profile.end())) {
            throw new OrderRefusedException(
                    Reason.NOT_NOW, "profile " + profile.id() + " was over at " + profile.end());
        }
        end(REPLACED, board);
        emergency = Optional.of(EmergencyRun.ordered(profile, board));
        run(board);
    }

    void end(Instant board) {
        end(BY_ORDER, board);
    }

    private void end(int how, Instant board) {
        if (emergency.isEmpty()) {
            return;
        }
        log.add(board, EventCode.EMERGENCY_ENDED, emergency.get().profile().id(), how);
        emergency = Optional.empty();
        active = false;
        use(limiter.settings(), board);
    }

    /// Begins and ends the profile in time, and gives tries back.
    ///
    /// @return whether what is kept has changed
    boolean run(Instant board) {
        return runEmergency(board) | limiter.forgive(board);
    }

    private boolean runEmergency(Instant board) {
        if (emergency.isEmpty()) {
            return false;
        }
        EmergencyRun run = emergency.get();
        return switch (run.run(board, meter.time(board), meter.isClockSet())) {
            case PLANNED -> false;
            case ACTIVE -> {
                boolean begins = !active;
                if (begins) {
                    begin(run, board);
                }
                yield begins || run.isKeepDue(board);
            }
            case OVER -> {
                end(RAN_OUT, board);
                yield true;
            }
        };
    }

    private void begin(EmergencyRun run, Instant board) {
        active = true;
        use(limiter.settings(), board);
        long left = run.ends().map(end -> Duration.between(board, end).toSeconds()).orElse(0L);
        log.add(
                board,
                EventCode.EMERGENCY_BEGAN,
                run.profile().id(),
                limiter.threshold().orElse(NO_THRESHOLD),
                left);
    }

    /// What to keep of the profile now.
    Optional<EmergencyRun.Kept> keep(Instant board) {
        return emergency.map(run -> run.keep(board));
    }

    /// The profile whose threshold holds.
    Optional<EmergencyProfile> activeProfile() {
        return active ? emergency.map(EmergencyRun::profile) : Optional.empty();
    }

    LimiterStatus status(boolean recloses, Instant board) {
        LimiterStatus.Reason reason =
                active ? LimiterStatus.Reason.EMERGENCY : LimiterStatus.Reason.NORMAL;
        return new LimiterStatus(
                limiter.settings().monitored(),
                limiter.threshold(),
                limiter.threshold().isPresent() ? reason : LimiterStatus.Reason.NO_LIMIT,
                active ? emergency.flatMap(EmergencyRun::ends) : Optional.empty(),
                limiter.isOver(),
                limiter.triesLeft(),
                recloses ? limiter.recloseAt() : Optional.empty(),
                limiter.lockedUntil(board));
    }

    Optional<Instant> next(Instant board) {
        Optional<Instant> profile = emergency.map(run -> run.next(board, meter.time(board)));
        Optional<Instant> own = limiter.next(board);
        if (profile.isEmpty() || own.isEmpty()) {
            return profile.or(() -> own);
        }
        return profile.get().isBefore(own.get()) ? profile : own;
    }
}
