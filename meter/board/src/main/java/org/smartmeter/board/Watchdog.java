package org.smartmeter.board;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.board.linux.WatchdogDevice;
import org.smartmeter.board.service.Progress;
import org.smartmeter.device.Configuration;
import org.smartmeter.device.Setting;

/// When the watchdogs are fed.
record Watchdog(Optional<String> device, Duration windowPatience) {

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final Duration TURN_PATIENCE = Duration.ofSeconds(60);
    private static final Duration USUAL_WINDOW_PATIENCE = Duration.ofSeconds(30);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int MOST_SECONDS = 86_400;

    static Watchdog read(Configuration configuration) {
        return new Watchdog(
                configuration.take("watchdog.device").map(Setting::value),
                configuration
                        .take("watchdog.windows")
                        .map(setting -> Duration.ofSeconds(setting.integer(0, MOST_SECONDS)))
                        .orElse(USUAL_WINDOW_PATIENCE));
    }

    Progress progress(Instant start) {
        return new Progress(windowPatience, TURN_PATIENCE, start);
    }

    Optional<WatchdogDevice> open() throws IOException {
        if (device.isEmpty()) {
            return Optional.empty();
        }
        WatchdogDevice opened = WatchdogDevice.open(device.get());
        try {
            opened.timeout(TIMEOUT);
        } catch (IOException e) {
            LOG.warn("{} keeps its own time: {}", device.get(), e.getMessage());
        }
        return Optional.of(opened);
    }
}
