package org.smartmeter.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.device.Configuration;

/// How long the watchdogs wait for a window: what the configuration says, what the source can do
/// at its slowest → the patience.
class WatchdogTest {

    @ParameterizedTest(name = "\"{0}\", silent for {1} → {2}")
    @CsvSource({
        "'',                       PT1S,  PT30S",
        "'',                       PT1M,  PT1M",
        "'',                       PT46M, PT46M",
        "watchdog.windows = 90,    PT46M, PT90S",
        "watchdog.windows = 0,     PT46M, PT0S",
        "watchdog.windows = 10,    PT1S,  PT10S",
    })
    void aSourceThatIsSilentForLongDoesNotStarveThem(
            String line, Duration longestSilence, Duration patience) {
        Watchdog watchdog =
                Watchdog.read(
                        Configuration.of(Path.of("/etc/smartmeter/meter.conf"), List.of(line)));

        assertThat(watchdog.windowPatience(longestSilence)).isEqualTo(patience);
    }
}
