package org.smartmeter.drivers.gpio;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.smartmeter.device.tamper.TamperSensors;

/// Switches behind covers and a Hall switch, looked at four times a second. One that cannot be read
/// shows as opened.
public final class GpioSensors implements TamperSensors, Closeable {

    private static final Duration LOOKED_AT = Duration.ofMillis(250);

    /// What the watch takes for a magnet: a switch tells no more than that there is one.
    private static final double MAGNET_MILLITESLA = 5;

    private final Optional<Pin> terminalCover;
    private final Optional<Pin> mainCover;
    private final Optional<Pin> magnet;

    /// @param terminalCover active while it is off
    /// @param mainCover active while it is off
    /// @param magnet active while there is a field
    public GpioSensors(Optional<Pin> terminalCover, Optional<Pin> mainCover, Optional<Pin> magnet) {
        this.terminalCover = terminalCover;
        this.mainCover = mainCover;
        this.magnet = magnet;
    }

    @Override
    public Sensed read() {
        return new Sensed(
                isActive(terminalCover),
                isActive(mainCover),
                isActive(magnet) ? MAGNET_MILLITESLA : 0);
    }

    private static boolean isActive(Optional<Pin> pin) {
        try {
            return pin.isPresent() && pin.get().isActive();
        } catch (IOException _) {
            return true;
        }
    }

    @Override
    public Optional<Duration> lookedAtEvery() {
        return Optional.of(LOOKED_AT);
    }

    @Override
    public void close() {
        Stream.of(terminalCover, mainCover, magnet).flatMap(Optional::stream).forEach(Pin::close);
    }
}
