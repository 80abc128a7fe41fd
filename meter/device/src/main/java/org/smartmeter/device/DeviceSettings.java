package org.smartmeter.device;

import java.time.Duration;
import java.time.Instant;
import org.smartmeter.terms.MeterId;

/// What a meter is made with; what the utility changes later is kept in the meter's memory.
///
/// @param meter its identity for life
/// @param software name and version, as the hello tells it, like `smart-meter 0.1.0`
/// @param schedule in force until the utility sets another
/// @param phases that it measures, 1 or 3
/// @param registers what they show and when, in force until the utility orders otherwise
/// @param buildDate of the software: no time can be before it
/// @param boardClockTrusted whether the board's time is known to be right at the first start (set
/// at enrolment, or kept by a battery). If not, rows say that the clock was never set
/// @param checkpointPeriod how much counting a power cut without warning may cost at most, beside
/// what rows already made durable
public record DeviceSettings(
        MeterId meter,
        String software,
        Schedule schedule,
        int phases,
        RegisterSettings registers,
        Instant buildDate,
        boolean boardClockTrusted,
        Duration checkpointPeriod) {

    private static final int ONE_PHASE = 1;

    /// @throws IllegalArgumentException if a meter with so many phases cannot show the registers
    public DeviceSettings {
        Profiles.of(registers, phases);
    }

    /// One phase, the usual registers and schedule, on a board whose clock nobody has set yet.
    public static DeviceSettings of(MeterId meter, String software, Instant buildDate) {
        return new DeviceSettings(
                meter,
                software,
                Schedule.USUAL,
                ONE_PHASE,
                RegisterSettings.USUAL,
                buildDate,
                false,
                Duration.ofMinutes(1));
    }

    public DeviceSettings withSchedule(Schedule changed) {
        return new DeviceSettings(
                meter,
                software,
                changed,
                phases,
                registers,
                buildDate,
                boardClockTrusted,
                checkpointPeriod);
    }

    /// The same with registers for so many phases.
    public DeviceSettings withRegisters(int changedPhases, RegisterSettings changed) {
        return new DeviceSettings(
                meter,
                software,
                schedule,
                changedPhases,
                changed,
                buildDate,
                boardClockTrusted,
                checkpointPeriod);
    }

    /// The same with a board clock that is right from the first start.
    public DeviceSettings withTrustedBoardClock() {
        return new DeviceSettings(
                meter, software, schedule, phases, registers, buildDate, true, checkpointPeriod);
    }

    public DeviceSettings withCheckpointPeriod(Duration changed) {
        return new DeviceSettings(
                meter,
                software,
                schedule,
                phases,
                registers,
                buildDate,
                boardClockTrusted,
                changed);
    }
}
