package org.smartmeter.simulator.load;

/// How the wires of a place run through its meter, by what share of the current the meter's sensors
/// see. What is less than all of it flows past them.
///
/// @param phaseShare of each phase's current that goes through its sensor, 0…1; less where a wire
/// bridges the meter's phase
/// @param neutralShare of what comes back that goes through the neutral's sensor, 0…1; less where a
/// part of the load returns past the meter, none where the neutral is cut and an earth takes it
public record Wiring(double phaseShare, double neutralShare) {

    /// As the installer left it.
    public static final Wiring SOUND = new Wiring(1, 1);

    /// @throws IllegalArgumentException if a share is not one
    public Wiring {
        check("phase", phaseShare);
        check("neutral", neutralShare);
    }

    private static void check(String what, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "share of the " + what + " is " + share + "; it is 0…1");
        }
    }
}
