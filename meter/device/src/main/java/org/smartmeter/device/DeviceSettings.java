package org.smartmeter.device;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.wire.Register;
import org.smartmeter.wire.Unit;

/// What a meter is made with; what the utility changes later is kept in the meter's memory.
///
/// @param meter its identity for life
/// @param software name and version, as the hello tells it, like `smart-meter 0.1.0`
/// @param schedule in force until the utility sets another
/// @param profile registers of a row, at most 64; energies and what [Profile] can show
/// @param buildDate of the software: no time can be before it
/// @param boardClockTrusted whether the board's time is known to be right at the first start (set
/// at enrolment, or kept by a battery). If not, rows say that the clock was never set
/// @param checkpointPeriod how much counting a power cut without warning may cost at most, beside
/// what rows already made durable
public record DeviceSettings(
        MeterId meter,
        String software,
        Schedule schedule,
        List<Register> profile,
        Instant buildDate,
        boolean boardClockTrusted,
        Duration checkpointPeriod) {

    /// The eight registers of the default profile: energies in 1 Wh, 1 varh, 1 VAh and the voltage
    /// of the first phase in 0.1 V.
    public static final List<Register> DEFAULT_PROFILE =
            List.of(
                    new Register(ObisCode.ACTIVE_ENERGY_IMPORT, 0, Unit.WATT_HOUR),
                    new Register(ObisCode.ACTIVE_ENERGY_EXPORT, 0, Unit.WATT_HOUR),
                    new Register(ObisCode.REACTIVE_ENERGY_QI, 0, Unit.VAR_HOUR),
                    new Register(ObisCode.REACTIVE_ENERGY_QII, 0, Unit.VAR_HOUR),
                    new Register(ObisCode.REACTIVE_ENERGY_QIII, 0, Unit.VAR_HOUR),
                    new Register(ObisCode.REACTIVE_ENERGY_QIV, 0, Unit.VAR_HOUR),
                    new Register(ObisCode.APPARENT_ENERGY_IMPORT, 0, Unit.VOLT_AMPERE_HOUR),
                    new Register(ObisCode.VOLTAGE_L1, -1, Unit.VOLT));

    public DeviceSettings {
        profile = List.copyOf(profile);
    }

    /// The default profile and schedule, on a board whose clock nobody has set yet.
    public static DeviceSettings of(MeterId meter, String software, Instant buildDate) {
        return new DeviceSettings(
                meter,
                software,
                Schedule.USUAL,
                DEFAULT_PROFILE,
                buildDate,
                false,
                Duration.ofMinutes(1));
    }

    public DeviceSettings withSchedule(Schedule changed) {
        return new DeviceSettings(
                meter, software, changed, profile, buildDate, boardClockTrusted, checkpointPeriod);
    }

    /// The same with a board clock that is right from the first start.
    public DeviceSettings withTrustedBoardClock() {
        return new DeviceSettings(
                meter, software, schedule, profile, buildDate, true, checkpointPeriod);
    }

    public DeviceSettings withCheckpointPeriod(Duration changed) {
        return new DeviceSettings(
                meter, software, schedule, profile, buildDate, boardClockTrusted, changed);
    }
}
