package org.smartmeter.simulator.load;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// A place at whose meter somebody changes the wires. They are looked at when a stretch is asked
/// for, so the same question may have another answer later.
public final class RewiredLoad implements LoadTimeline {

    private final LoadTimeline behind;
    private final Supplier<Wiring> wiring;
    private final Duration lookedAtEvery;

    /// @param wiring how the wires run now
    /// @param lookedAtEvery the longest stretch that is answered
    public RewiredLoad(LoadTimeline behind, Supplier<Wiring> wiring, Duration lookedAtEvery) {
        this.behind = behind;
        this.wiring = wiring;
        this.lookedAtEvery = lookedAtEvery;
    }

    @Override
    public int phases() {
        return behind.phases();
    }

    @Override
    public Optional<Stretch> at(Instant instant) {
        return behind.at(instant).map(stretch -> rewired(stretch, instant));
    }

    private Stretch rewired(Stretch stretch, Instant instant) {
        Instant from = stretch.from().isAfter(instant) ? stretch.from() : instant;
        return new Stretch(from, stretch.to(), stretch.load().with(wiring.get()))
                .endingBy(from.plus(lookedAtEvery));
    }
}
