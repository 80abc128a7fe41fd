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
///
/// @param said longest time without a window, if the configuration says it
record Watchdog(Optional<String> device, Optional<Duration> said) {

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
                        .map(setting -> Duration.ofSeconds(setting.integer(0, MOST_SECONDS))));
    }

    /// @param longestSilence of the source of measurements while all is well
    Progress progress(Instant start, Duration longestSilence) {
        return new Progress(windowPatience(longestSilence), TURN_PATIENCE, start);
    }

    /// A foreign meter may be silent for longer than a converter ever is.
    Duration windowPatience(Duration longestSilence) {
        boolean isSilent = longestSilence.compareTo(USUAL_WINDOW_PATIENCE) > 0;
        return said.orElse(isSilent ? longestSilence : USUAL_WINDOW_PATIENCE);
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
