package org.smartmeter.board.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.smartmeter.board.linux.DatagramSocket;
import org.smartmeter.board.linux.WatchdogDevice;
import org.smartmeter.device.BoardClock;

/// What the service manager hears on its socket, and the watchdog on its device.
class FeedingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @TempDir private Path directory;
    private Instant now = Instant.parse("2026-11-26T12:00:00Z");

    private final BoardClock clock =
            new BoardClock() {
                @Override
                public Instant now() {
                    return now;
                }

                @Override
                public Duration until(Instant instant) {
                    return Duration.ZERO;
                }
            };

    @Test
    void theWatchdogsAreFedUntilTheMeterIsStuckAndDisarmedInOrder() throws IOException {
        Path fed = Files.createFile(directory.resolve("watchdog"));
        try (DatagramSocket manager = manager()) {
            Progress progress = new Progress(Duration.ofSeconds(30), Duration.ofSeconds(60), now);
            try (Feeding feeding =
                    new Feeding(
                            service("60000000"),
                            Optional.of(WatchdogDevice.open(fed.toString())),
                            progress,
                            clock)) {
                assertThat(feeding.period()).isEqualTo(Duration.ofSeconds(15));
                service("60000000").ready("measuring");
                feeding.feed();
                now = now.plusSeconds(31);
                progress.run(now);
                feeding.feed();
                feeding.feed();
            }
            assertThat(heard(manager)).isEqualTo("READY=1\nSTATUS=measuring");
            assertThat(heard(manager)).isEqualTo("WATCHDOG=1");
            assertThat(heard(manager)).isEqualTo("STATUS=no window was measured for 31 s");
            assertThat(heard(manager)).isEqualTo("STOPPING=1");
        }
        assertThat(fed).hasContent("\nV");
    }

    @Test
    void aWatchdogWithoutATimeToSetSaysSo() throws IOException {
        Path file = Files.createFile(directory.resolve("watchdog"));
        try (WatchdogDevice watchdog = WatchdogDevice.open(file.toString())) {
            assertThatThrownBy(() -> watchdog.timeout(Duration.ofSeconds(60)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("ioctl: ");
        }
        assertThatThrownBy(() -> WatchdogDevice.open(directory.resolve("none").toString()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No such file or directory");
    }

    @Test
    void withoutAServiceManagerNothingIsTold() {
        ServiceManager none = ServiceManager.of(Map.of("WATCHDOG_USEC", "1000"), 1);
        none.ready("measuring");
        assertThat(none.watchdog()).isEmpty();
    }

    @Test
    void aWatchdogForAnotherProcessIsNotOurs() {
        Map<String, String> environment =
                Map.of("NOTIFY_SOCKET", "@x", "WATCHDOG_USEC", "1000", "WATCHDOG_PID", "7");
        assertThat(ServiceManager.of(environment, 8).watchdog()).isEmpty();
        assertThat(ServiceManager.of(environment, 7).watchdog()).contains(Duration.ofMillis(1));
    }

    private ServiceManager service(String microseconds) {
        return ServiceManager.of(
                Map.of(
                        "NOTIFY_SOCKET",
                        directory.resolve("notify").toString(),
                        "WATCHDOG_USEC",
                        microseconds),
                1);
    }

    /// A service manager's socket hears whoever sends: it is connected to nobody.
    private DatagramSocket manager() throws IOException {
        return DatagramSocket.at(directory.resolve("notify"));
    }

    private static String heard(DatagramSocket manager) throws IOException {
        return manager.receive(PATIENCE).orElseThrow();
    }
}
