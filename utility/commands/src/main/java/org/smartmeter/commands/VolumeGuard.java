package org.smartmeter.commands;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Judges critical commands by how many take effect about when they would. Counted is the effect
/// in the home, not the asking, so that cuts asked for hour by hour and all due tomorrow at noon
/// are seen together.
final class VolumeGuard {

    private static final Duration HOUR = Duration.ofHours(1);

    /// A critical command's effect.
    record Effect(Instant at, Optional<String> feeder) {}

    private VolumeGuard() {}

    /// One judgement per command asked for, in order: empty if it passes, else which limit it
    /// exceeds. What passes counts for those behind it.
    ///
    /// @param admitted all that passed before and take effect less than an hour from one asked for
    static List<Optional<String>> judge(
            VolumeLimits limits, List<Effect> admitted, List<Effect> asked) {
        List<Effect> passed = new ArrayList<>(admitted);
        List<Optional<String>> judgements = new ArrayList<>();
        for (Effect effect : asked) {
            Optional<String> objection = objection(limits, passed, effect);
            if (objection.isEmpty()) {
                passed.add(effect);
            }
            judgements.add(objection);
        }
        return judgements;
    }

    private static Optional<String> objection(
            VolumeLimits limits, List<Effect> passed, Effect asked) {
        List<Effect> near = passed.stream().filter(other -> isNear(other, asked)).toList();
        if (near.size() >= limits.perHour()) {
            return Optional.of(text(near.size(), asked, "", limits.perHour()));
        }
        if (asked.feeder().isEmpty()) {
            return Optional.empty();
        }
        long ofFeeder =
                near.stream().filter(other -> other.feeder().equals(asked.feeder())).count();
        return ofFeeder >= limits.perHourAndFeeder()
                ? Optional.of(
                        text(
                                ofFeeder,
                                asked,
                                " on feeder " + asked.feeder().get(),
                                limits.perHourAndFeeder()))
                : Optional.empty();
    }

    /// Any hour that holds both counts both.
    private static boolean isNear(Effect one, Effect other) {
        return Duration.between(one.at(), other.at()).abs().compareTo(HOUR) < 0;
    }

    private static String text(long count, Effect asked, String where, int limit) {
        return count
                + " critical commands"
                + where
                + " take effect within an hour of "
                + asked.at()
                + " already; the limit is "
                + limit;
    }
}
