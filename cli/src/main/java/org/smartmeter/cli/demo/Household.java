package org.smartmeter.cli.demo;

import java.time.Instant;
import java.time.ZoneId;
import org.smartmeter.simulator.MeasurementSource;
import org.smartmeter.simulator.home.Home;
import org.smartmeter.simulator.load.FastMeter;
import org.smartmeter.simulator.load.LiveMeter;

/// A simulated home and its meter's front end, in step with life or faster.
///
/// @param number decides who lives there and what stands in it
/// @param zone whose clock the people live by
public record Household(int number, ZoneId zone) {

    /// Every sample of every cycle is measured.
    public MeasurementSource live(Instant from) {
        return new LiveMeter(Home.of(number, zone), from);
    }

    /// One measured window stands for a stretch of constant load.
    public MeasurementSource fast(Instant from) {
        return new FastMeter(Home.of(number, zone), from);
    }

    /// What it measured from one instant to another, up to that very instant: a meter that had run
    /// ahead would have its clock put back when it comes up, and stand still until time caught up.
    public MeasurementSource past(Instant from, Instant until) {
        return new FastMeter(Home.of(number, zone).until(until), from);
    }
}
