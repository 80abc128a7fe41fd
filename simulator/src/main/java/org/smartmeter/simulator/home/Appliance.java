package org.smartmeter.simulator.home;

/// One appliance of a home: what it does on a day depends on the day alone (its weather, who is at
/// home, chance by seed).
@FunctionalInterface
interface Appliance {

    /// Says when on this day the appliance draws what; runs that reach beyond the day are cut
    /// there.
    void live(Day day, Runs runs);
}
