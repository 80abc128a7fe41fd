package org.smartmeter.device;

/// The periods of the profiles, seconds: as ordered, and as they are in force while the journal
/// fills.
///
/// @param scheduled of the load profile, as ordered
/// @param load of the load profile, in force
/// @param secondScheduled of the second profile, as ordered; 0 if there is none
/// @param second of the second profile, in force
record SamplePeriods(int scheduled, int load, int secondScheduled, int second) {

    static SamplePeriods of(Schedule schedule, RegisterSettings registers, Thinning thinning) {
        int second = registers.second().map(RegisterSettings.SecondProfile::period).orElse(0);
        return new SamplePeriods(
                schedule.samplePeriod(),
                thinning.period(schedule),
                second,
                thinning.period(second));
    }

    boolean isSecondThinned() {
        return second > secondScheduled;
    }
}
