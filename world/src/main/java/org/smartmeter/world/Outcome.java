package org.smartmeter.world;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What came of a seed.
///
/// @param trace a number of all that happened: two lives that share it were the same
/// @param happenings how much happened
/// @param lived virtual time, peace included
/// @param violation the promise that did not hold, if one did not
/// @param story what happened to the watched meter, in words; empty if none was watched
public record Outcome(
        long seed,
        long trace,
        long happenings,
        Duration lived,
        Optional<Violation> violation,
        List<String> story) {

    public Outcome {
        story = List.copyOf(story);
    }
}
