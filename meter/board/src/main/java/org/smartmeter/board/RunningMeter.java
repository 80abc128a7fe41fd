package org.smartmeter.board;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.smartmeter.board.guard.Guard;
import org.smartmeter.board.service.Feeding;
import org.smartmeter.board.service.Progress;
import org.smartmeter.board.service.ServiceManager;
import org.smartmeter.device.BoardClock;
import org.smartmeter.device.DeviceRunner;
import org.smartmeter.device.DeviceStatus;
import org.smartmeter.device.screens.Screens;

/// A meter that runs with threads of its own.
public final class RunningMeter implements AutoCloseable {

    private final DeviceRunner runner;
    private final DeviceRunner.Running device;
    private final Watchdog watchdog;
    private final Progress progress;
    private final Guard guard;
    private final Screens screens;
    private final Outlook outlook;
    private final BoardClock clock;
    private final AtomicBoolean closed = new AtomicBoolean();

    RunningMeter(
            DeviceRunner runner,
            DeviceRunner.Running device,
            Watchdog watchdog,
            Progress progress,
            Guard guard,
            Screens screens,
            Outlook outlook,
            BoardClock clock) {
        this.runner = runner;
        this.device = device;
        this.watchdog = watchdog;
        this.progress = progress;
        this.guard = guard;
        this.screens = screens;
        this.outlook = outlook;
        this.clock = clock;
    }

    public Screens screens() {
        return screens;
    }

    /// Arms the watchdogs. They are fed by whoever has this, and only while the meter gets on.
    ///
    /// @throws IOException if the hardware watchdog of the configuration is not there
    public Feeding feeding(ServiceManager manager) throws IOException {
        return new Feeding(manager, watchdog.open(), progress, clock);
    }

    /// As it was a moment ago; any thread may ask.
    public DeviceStatus status() {
        return device.status();
    }

    /// Why it stopped by itself, if it did.
    public Optional<Throwable> failure() {
        return device.failure();
    }

    /// Whether it is to end, so that other software can start.
    public boolean isRestartWanted() {
        return outlook.isRestartWanted();
    }

    /// Ends in order: everything is durable on return. Further calls do nothing.
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            screens.close();
            runner.close();
            guard.close();
        }
    }
}
