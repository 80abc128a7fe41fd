package org.smartmeter.device;

import java.io.Closeable;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.wire.LineConnector;

/// A meter: registers, rows, clock, schedule and link as one state machine that is driven from
/// outside. It has no thread, socket or clock of its own: whoever runs it hands in measurements and
/// the board's time and calls [#run] when asked to. One thread at a time; only the line's callbacks
/// may come from anywhere, they wait in a queue until the next [#run].
public final class Device implements Closeable {

    private Device() {}

    /// Starts a meter on its memory: counts the boot, finds registers, epoch and cursor again.
    ///
    /// @param connector opens the meter's end of the line
    /// @param random jitter of the back-off and numbers that must be fresh: a secure one in earnest
    /// @param boardTime now by the board
    public static Device start(
            DeviceSettings settings,
            DeviceMemory memory,
            DeviceKeys keys,
            LineConnector connector,
            RandomGenerator random,
            Instant boardTime) {
        throw new UnsupportedOperationException();
    }

    /// Takes a measured window: its energy is counted at once; rows whose time it covers are
    /// written by the next [#run].
    ///
    /// @param end board time at which the window ended
    /// @throws IllegalArgumentException if an energy is negative or not finite; nothing is counted
    public void measured(Measurement window, Instant end) {
        throw new UnsupportedOperationException();
    }

    /// Does everything that is due: writes rows and events and makes them durable, takes what the
    /// line brought, sends.
    ///
    /// @return board time at which to call again, unless a measurement or the line comes before
    public Instant run(Instant boardTime) {
        throw new UnsupportedOperationException();
    }

    /// Called, from any thread, whenever the line brought something: then [#run] is due at once.
    public void wakeBy(Runnable wake) {
        throw new UnsupportedOperationException();
    }

    public DeviceStatus status() {
        throw new UnsupportedOperationException();
    }

    /// Ends in order: registers and counters are durable, the line is closed.
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
