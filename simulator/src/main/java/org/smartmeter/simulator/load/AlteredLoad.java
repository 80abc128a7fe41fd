package org.smartmeter.simulator.load;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A place at whose meter something changes what it sees: a switch that is open, wires that run
/// another way. What people switch on and off meanwhile goes on. The change is looked at when a
/// stretch is asked for, so the same question may have another answer later.
public final class AlteredLoad implements LoadTimeline {

    private final LoadTimeline behind;
    private final UnaryOperator<LoadState> change;
    private final Duration lookedAtEvery;

    /// @param change what the meter sees now of what is switched on
    /// @param lookedAtEvery the longest stretch that is answered
    public AlteredLoad(
            LoadTimeline behind, UnaryOperator<LoadState> change, Duration lookedAtEvery) {
        this.behind = behind;
        this.change = change;
        this.lookedAtEvery = lookedAtEvery;
    }

    @Override
    public int phases() {
        return behind.phases();
    }

    @Override
    public Optional<Stretch> at(Instant instant) {
        return behind.at(instant).map(stretch -> altered(stretch, instant));
    }

    private Stretch altered(Stretch stretch, Instant instant) {
        Instant from = stretch.from().isAfter(instant) ? stretch.from() : instant;
        return new Stretch(from, stretch.to(), change.apply(stretch.load()))
                .endingBy(from.plus(lookedAtEvery));
    }
}
