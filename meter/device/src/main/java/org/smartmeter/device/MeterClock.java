package org.smartmeter.device;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The meter's own time: the board's, which only runs forward, and an offset. The offset changes
/// when the utility's time shows that the clock is wrong, and then at once and on record: rows
/// never go back in time unless a step says so.
final class MeterClock {

    /// Differences up to here are left alone: no interval is wrong for them, and stepping to and
    /// fro with the line's delay would be noise.
    static final Duration TOLERANCE = Duration.ofSeconds(1);

    /// How far the time can be relied on.
    enum Trust {
        /// Nobody ever told this meter the time.
        NEVER_SET,
        /// It was set once, but after a restart the board's time lay before what was recorded; the
        /// clock goes on from there.
        IN_DOUBT,
        /// Set from a trusted time and running since.
        SET
    }

    /// A change of the clock.
    record Step(Instant before, Instant after, boolean first) {}

    private Duration offset;
    private Trust trust;

    private MeterClock(Duration offset, Trust trust) {
        this.offset = offset;
        this.trust = trust;
    }

    /// @param earliest nothing the meter does can be before that: the newest record, or the
    /// software's build date
    static MeterClock start(Instant board, long offsetMillis, boolean set, Instant earliest) {
        Duration offset = Duration.ofMillis(offsetMillis);
        Trust trust = set ? Trust.SET : Trust.NEVER_SET;
        Duration behind = Duration.between(board.plus(offset), earliest);
        if (behind.isPositive()) {
            offset = offset.plus(behind);
            trust = set ? Trust.IN_DOUBT : Trust.NEVER_SET;
        }
        return new MeterClock(offset, trust);
    }

    Instant at(Instant board) {
        return board.plus(offset);
    }

    Trust trust() {
        return trust;
    }

    boolean isSet() {
        return trust == Trust.SET;
    }

    /// Whether it was ever set, in doubt or not.
    boolean hasBeenSet() {
        return trust != Trust.NEVER_SET;
    }

    long offsetMillis() {
        return offset.toMillis();
    }

    /// What the utility's time would change. Half the round trip is how far the answer is old, and
    /// also how wrong that may be: within it a step would not be justified, however much somebody
    /// on the way delays the answer.
    ///
    /// @param board when the answer arrived
    /// @param utilityTime when the utility wrote it
    /// @param roundTrip from the question to the answer
    Optional<Step> compare(Instant board, Instant utilityTime, Duration roundTrip) {
        Duration halfWay = roundTrip.dividedBy(2);
        Instant after = utilityTime.plus(halfWay);
        Instant before = at(board);
        Duration difference = Duration.between(before, after).abs();
        if (isSet() && difference.compareTo(TOLERANCE.plus(halfWay)) <= 0) {
            return Optional.empty();
        }
        return Optional.of(new Step(before, after, trust == Trust.NEVER_SET));
    }

    void apply(Step step) {
        offset = offset.plus(Duration.between(step.before(), step.after()));
        trust = Trust.SET;
    }
}
