package org.smartmeter.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.BooleanSupplier;
import org.smartmeter.simulator.MeasurementSource;
import org.smartmeter.simulator.board.ModelRelay;
import org.smartmeter.simulator.home.Home;
import org.smartmeter.simulator.load.AlteredLoad;
import org.smartmeter.simulator.load.FastMeter;
import org.smartmeter.simulator.load.LiveMeter;
import org.smartmeter.simulator.load.LoadTimeline;

/// A simulated home and its meter's front end, in step with life or faster.
///
/// @param home who lives there and what stands in it
/// @param supplied whether current can flow, as long as it can be asked
public record Household(Home home, BooleanSupplier supplied) {

    private static final Duration SEEN_LIVE = Duration.ofMillis(100);
    private static final Duration SEEN_FAST = Duration.ofMinutes(1);

    /// @param number decides who lives there
    /// @param zone whose clock the people live by
    public Household(int number, ZoneId zone) {
        this(Home.of(number, zone), () -> true);
    }

    /// The same home with a relay in its supply.
    public Household behind(ModelRelay relay) {
        return new Household(home, relay::isClosed);
    }

    /// Every sample of every cycle is measured.
    public MeasurementSource live(Instant from) {
        return new LiveMeter(switched(SEEN_LIVE), from);
    }

    /// One measured window stands for a stretch of constant load.
    public MeasurementSource fast(Instant from) {
        return new FastMeter(switched(SEEN_FAST), from);
    }

    private LoadTimeline switched(Duration seen) {
        return new AlteredLoad(home, load -> load.behindSwitch(supplied.getAsBoolean()), seen);
    }

    /// What it measured from one instant to another, up to that very instant: a meter that had run
    /// ahead would have its clock put back when it comes up, and stand still until time caught up.
    public MeasurementSource past(Instant from, Instant until) {
        return new FastMeter(home.until(until), from);
    }
}
