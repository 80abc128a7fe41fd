package org.smartmeter.commands;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.smartmeter.terms.MeterId;

/// Chooses what goes out now: per meter one under way, per feeder so many.
///
/// @param underWayPerFeeder how many of a feeder's commands may wait for their meters' answers
public record Pacing(int underWayPerFeeder) {

    public static final Pacing DEFAULT = new Pacing(50);

    private static final Duration FIRST_WAIT = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    /// @throws IllegalArgumentException if none could ever go out
    public Pacing {
        if (underWayPerFeeder < 1) {
            throw new IllegalArgumentException(
                    "of a feeder at least one command must be under way, not " + underWayPerFeeder);
        }
    }

    /// A command that is due.
    ///
    /// @param underWay whether it was handed out before and is only repeated
    record Due(long id, MeterId meter, Optional<String> feeder, boolean underWay) {}

    /// Those to hand out, in the order given.
    ///
    /// @param due first those that shall go first; of a meter that has one under way only that
    /// @param underWay how many of each feeder's are under way
    List<Due> choose(List<Due> due, Map<String, Integer> underWay, int most) {
        Map<String, Integer> feeders = new HashMap<>(underWay);
        Set<MeterId> meters = new HashSet<>();
        List<Due> chosen = new ArrayList<>();
        for (Due command : due) {
            if (chosen.size() == most) {
                break;
            }
            if (isRoomFor(command, feeders) && meters.add(command.meter())) {
                chosen.add(command);
                if (!command.underWay()) {
                    command.feeder().ifPresent(feeder -> feeders.merge(feeder, 1, Integer::sum));
                }
            }
        }
        return chosen;
    }

    private boolean isRoomFor(Due command, Map<String, Integer> feeders) {
        return command.underWay()
                || command.feeder()
                        .map(feeder -> feeders.getOrDefault(feeder, 0) < underWayPerFeeder)
                        .orElse(true);
    }

    /// How long to wait for an answer before it is handed out again: doubles up to ten minutes.
    ///
    /// @param attempt from 1 on
    static Duration waitAfter(int attempt) {
        Duration wait = FIRST_WAIT;
        for (int i = 1; i < attempt && wait.compareTo(LONGEST_WAIT) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }
}
