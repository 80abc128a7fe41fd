package org.smartmeter.simulator.load;

import java.time.Instant;
import java.util.Optional;

/// What flows at a place through time; the same question always has the same answer.
public interface LoadTimeline {

    /// 1 or 3.
    int phases();

    /// The stretch that holds an instant, or if none does (a gap) the next one; empty after the
    /// last. It may be a part of a longer time of constant load.
    Optional<Stretch> at(Instant instant);

    /// The same up to an instant: what would last longer is cut there, and nothing comes after it.
    default LoadTimeline until(Instant end) {
        LoadTimeline whole = this;
        return new LoadTimeline() {
            @Override
            public int phases() {
                return whole.phases();
            }

            @Override
            public Optional<Stretch> at(Instant instant) {
                if (!instant.isBefore(end)) {
                    return Optional.empty();
                }
                return whole.at(instant)
                        .filter(stretch -> stretch.from().isBefore(end))
                        .map(stretch -> stretch.endingBy(end));
            }
        };
    }
}
