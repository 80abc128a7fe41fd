package org.smartmeter.commands;

/// How much may go out.
public record CommandSettings(VolumeLimits volume, Pacing pacing) {

    public static final CommandSettings DEFAULT =
            new CommandSettings(VolumeLimits.DEFAULT, Pacing.DEFAULT);
}
