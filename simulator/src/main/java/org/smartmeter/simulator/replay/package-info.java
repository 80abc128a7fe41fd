/// A real home's month, replayed: minute files of power are read ([MinuteFile]), become a timeline
/// of loads ([ReplayedHome]) and what they hold in energy is summed for comparison
/// ([ReplayEnergy]).
@org.jspecify.annotations.NullMarked
package org.smartmeter.simulator.replay;
