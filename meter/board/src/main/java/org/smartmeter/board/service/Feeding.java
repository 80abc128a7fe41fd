package org.smartmeter.board.service;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.board.linux.WatchdogDevice;
import org.smartmeter.device.BoardClock;

/// Feeds the service manager's watchdog and the board's as long as the meter gets on, and says once
/// why it no longer does.
public final class Feeding implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Feeding.class);
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(60);
    private static final int MEALS_PER_TIMEOUT = 4;

    private final ServiceManager manager;
    private final Optional<WatchdogDevice> device;
    private final Progress progress;
    private final BoardClock clock;
    private boolean hungry;

    /// @param device open already
    public Feeding(
            ServiceManager manager,
            Optional<WatchdogDevice> device,
            Progress progress,
            BoardClock clock) {
        this.manager = manager;
        this.device = device;
        this.progress = progress;
        this.clock = clock;
    }

    /// How often to call [#feed].
    public Duration period() {
        return manager.watchdog().orElse(USUAL_TIMEOUT).dividedBy(MEALS_PER_TIMEOUT);
    }

    /// Feeds, if the meter gets on.
    public void feed() {
        Optional<String> stuck = progress.stuck(clock.now());
        if (stuck.isPresent()) {
            if (!hungry) {
                LOG.error("the watchdogs are not fed: {}", stuck.get());
                manager.status(stuck.get());
            }
            hungry = true;
            return;
        }
        hungry = false;
        manager.alive();
        try {
            if (device.isPresent()) {
                device.get().feed();
            }
        } catch (IOException e) {
            LOG.error("the board's watchdog is not fed: {}", e.getMessage());
        }
    }

    /// The meter ends in order: the board is not to be reset.
    @Override
    public void close() {
        manager.stopping();
        try {
            if (device.isPresent()) {
                device.get().close();
            }
        } catch (IOException e) {
            LOG.error("the board's watchdog is not disarmed: {}", e.getMessage());
        }
    }
}
