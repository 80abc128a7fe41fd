/// Homes, from a village house to a villa, as they live: each is built by its number from
/// appliances with habits, thermostats and seasons, and is a pure function of time ([Home] is a
/// timeline of loads). No clock, no stored state: a day can be asked for again and is the same.
@org.jspecify.annotations.NullMarked
package org.smartmeter.simulator.home;
