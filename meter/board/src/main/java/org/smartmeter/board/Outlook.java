package org.smartmeter.board;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.smartmeter.board.software.SoftwareUpdate;
import org.smartmeter.device.DeviceStatus;
import org.smartmeter.device.LinkState;

/// What the software update sees of the program around it.
final class Outlook implements SoftwareUpdate.Outlook {

    private final Duration longestSilence;
    private volatile Optional<Supplier<DeviceStatus>> status = Optional.empty();
    private volatile boolean restart;

    /// @param longestSilence of the meter's front end
    Outlook(Duration longestSilence) {
        this.longestSilence = longestSilence;
    }

    /// From here on there is a meter to look at.
    void runs(Supplier<DeviceStatus> meter) {
        status = Optional.of(meter);
    }

    boolean isRestartWanted() {
        return restart;
    }

    @Override
    public boolean isLinkUp() {
        return status.filter(it -> it.get().link() == LinkState.STREAMING).isPresent();
    }

    @Override
    public Duration longestSilence() {
        return longestSilence;
    }

    @Override
    public void restart() {
        restart = true;
    }
}
