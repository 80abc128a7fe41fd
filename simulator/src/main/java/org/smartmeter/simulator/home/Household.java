package org.smartmeter.simulator.home;

/// Who lives in a home and when.
///
/// @param people at least one
/// @param wakeMinute minute of the day on working days
/// @param returnMinute when those who work outside are back
/// @param sleepMinute when the last lamp goes out
/// @param inByDay whether somebody stays in on working days
record Household(
        int people, double wakeMinute, double returnMinute, double sleepMinute, boolean inByDay) {}
