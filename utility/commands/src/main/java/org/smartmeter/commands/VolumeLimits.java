package org.smartmeter.commands;

/// How many critical commands may take effect within any hour. Small by default: a thief of the
/// utility's keys or a mistake in a list must not darken a town before a person has looked.
///
/// @param perHour in all
/// @param perHourAndFeeder of one feeder
public record VolumeLimits(int perHour, int perHourAndFeeder) {

    public static final VolumeLimits DEFAULT = new VolumeLimits(20, 5);

    /// @throws IllegalArgumentException if one is negative
    public VolumeLimits {
        if (perHour < 0 || perHourAndFeeder < 0) {
            throw new IllegalArgumentException(
                    "limits of volume must not be negative: "
                            + perHour
                            + " an hour, "
                            + perHourAndFeeder
                            + " per feeder");
        }
    }
}
