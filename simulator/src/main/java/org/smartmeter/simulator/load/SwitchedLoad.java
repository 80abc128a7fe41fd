package org.smartmeter.simulator.load;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// A place behind a switch: while that is open the supply's voltage is there and nothing draws or
/// feeds in. What people switch on and off meanwhile goes on as if it were closed. The switch is
/// looked at when a stretch is asked for, so the same question may have another answer later.
public final class SwitchedLoad implements LoadTimeline {

    private final LoadTimeline behind;
    private final BooleanSupplier closed;
    private final Duration lookedAtEvery;

    /// @param closed whether the switch is closed now
    /// @param lookedAtEvery the longest stretch that is answered
    public SwitchedLoad(LoadTimeline behind, BooleanSupplier closed, Duration lookedAtEvery) {
        this.behind = behind;
        this.closed = closed;
        this.lookedAtEvery = lookedAtEvery;
    }

    @Override
    public int phases() {
        return behind.phases();
    }

    @Override
    public Optional<Stretch> at(Instant instant) {
        return behind.at(instant).map(stretch -> seen(stretch, instant));
    }

    private Stretch seen(Stretch stretch, Instant instant) {
        Instant from = stretch.from().isAfter(instant) ? stretch.from() : instant;
        LoadState load =
                closed.getAsBoolean()
                        ? stretch.load()
                        : new LoadState(stretch.load().supplyVolts(), List.of());
        return new Stretch(from, stretch.to(), load).endingBy(from.plus(lookedAtEvery));
    }
}
