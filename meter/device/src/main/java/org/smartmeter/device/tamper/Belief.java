package org.smartmeter.device.tamper;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.smartmeter.device.tamper.Finding.Verdict;

/// Whether something that is looked at again and again is so: it changes when all findings have
/// said the opposite for long enough. Board time.
final class Belief {

    /// Windows that lie further apart do not follow each other.
    private static final Duration JOINT = Duration.ofSeconds(1);

    private final Duration untilBegun;
    private final Duration untilEnded;
    private final Optional<Duration> joint;
    private boolean believed;
    private Optional<Instant> opposedSince = Optional.empty();
    private Instant seenUntil = Instant.MIN;

    private Belief(
            Duration untilBegun, Duration untilEnded, Optional<Duration> joint, boolean believed) {
        this.untilBegun = untilBegun;
        this.untilEnded = untilEnded;
        this.joint = joint;
        this.believed = believed;
    }

    static Belief ofWindows(Duration untilBegun, Duration untilEnded, boolean believed) {
        return new Belief(untilBegun, untilEnded, Optional.of(JOINT), believed);
    }

    /// What a sensor shows is taken to last until it is looked at again.
    static Belief ofSensor(Duration untilBegun, Duration untilEnded, boolean believed) {
        return new Belief(untilBegun, untilEnded, Optional.empty(), believed);
    }

    boolean believed() {
        return believed;
    }

    /// Takes a finding over a stretch of time; of a sensor's both ends are the same.
    ///
    /// @return since when it is otherwise, if this finding decides that it is
    Optional<Instant> see(Verdict verdict, Instant from, Instant to) {
        boolean follows =
                joint.isEmpty()
                        || seenUntil.isAfter(Instant.MIN)
                                && !from.isAfter(seenUntil.plus(joint.get()));
        seenUntil = to;
        if (verdict != (believed ? Verdict.ABSENT : Verdict.PRESENT)) {
            opposedSince = Optional.empty();
            return Optional.empty();
        }
        Instant since = opposedSince.filter(_ -> follows).orElse(from);
        if (Duration.between(since, to).compareTo(believed ? untilEnded : untilBegun) < 0) {
            opposedSince = Optional.of(since);
            return Optional.empty();
        }
        believed = !believed;
        opposedSince = Optional.empty();
        return Optional.of(since);
    }

    /// When a sensor that goes on like this decides.
    Optional<Instant> decidesAt() {
        return opposedSince.map(since -> since.plus(believed ? untilEnded : untilBegun));
    }
}
