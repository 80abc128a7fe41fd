package org.smartmeter.headend;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.smartmeter.wire.v1.Schedule;

/// Orders the desired schedule until the meter itself reports it: at once when either changes, and
/// again after a wait that doubles. One thread at a time.
final class ScheduleKeeping {

    static final Duration FIRST_WAIT = Duration.ofSeconds(30);
    static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private Schedule desired;
    private Optional<Schedule> reported;
    private Duration wait = FIRST_WAIT;
    private Instant next = Instant.MIN;
    private boolean kept;

    ScheduleKeeping(Schedule desired, Optional<Schedule> reported) {
        this.desired = desired;
        this.reported = reported;
        restart();
    }

    Schedule desired() {
        return desired;
    }

    void desire(Schedule schedule) {
        if (!schedule.equals(desired)) {
            desired = schedule;
            restart();
        }
    }

    void reported(Schedule schedule) {
        if (reported.isEmpty() || !reported.get().equals(schedule)) {
            reported = Optional.of(schedule);
            restart();
        }
    }

    /// Whether the meter needs telling now.
    boolean isDue(Instant now) {
        return !kept && reported.isPresent() && !now.isBefore(next);
    }

    /// The schedule to order now, if the meter needs telling.
    Optional<Schedule> due(Instant now) {
        if (!isDue(now)) {
            return Optional.empty();
        }
        next = now.plus(wait);
        wait = wait.multipliedBy(2);
        if (wait.compareTo(LONGEST_WAIT) > 0) {
            wait = LONGEST_WAIT;
        }
        return Optional.of(desired);
    }

    private void restart() {
        kept = reported.filter(desired::equals).isPresent();
        wait = FIRST_WAIT;
        next = Instant.MIN;
    }
}
