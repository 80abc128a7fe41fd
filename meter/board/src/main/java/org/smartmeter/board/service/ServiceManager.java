package org.smartmeter.board.service;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.board.linux.DatagramSocket;

/// Tells systemd how the service is, by the protocol of `sd_notify(3)`: lines of `NAME=value` to
/// the datagram socket named by `NOTIFY_SOCKET`. Where there is none, nothing is told.
public final class ServiceManager {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceManager.class);
    private static final long MICROSECONDS_PER_MILLISECOND = 1_000;

    private final Optional<String> socket;
    private final Optional<Duration> watchdog;

    private ServiceManager(Optional<String> socket, Optional<Duration> watchdog) {
        this.socket = socket;
        this.watchdog = watchdog;
    }

    /// As the environment of the process says.
    ///
    /// @param process id of this one: the watchdog may be meant for another
    public static ServiceManager of(Map<String, String> environment, long process) {
        Optional<String> socket = Optional.ofNullable(environment.get("NOTIFY_SOCKET"));
        boolean forOther =
                Optional.ofNullable(environment.get("WATCHDOG_PID"))
                        .filter(pid -> !pid.equals(Long.toString(process)))
                        .isPresent();
        Optional<Duration> watchdog =
                Optional.ofNullable(environment.get("WATCHDOG_USEC"))
                        .filter(text -> !forOther && text.matches("\\d{1,15}"))
                        .map(Long::parseLong)
                        .map(it -> Duration.ofMillis(it / MICROSECONDS_PER_MILLISECOND));
        return new ServiceManager(socket, watchdog.filter(_ -> socket.isPresent()));
    }

    /// How long it waits for a sign of life before it kills the service, if it does.
    public Optional<Duration> watchdog() {
        return watchdog;
    }

    public void ready(String status) {
        tell("READY=1\nSTATUS=" + status);
    }

    public void alive() {
        tell("WATCHDOG=1");
    }

    public void status(String status) {
        tell("STATUS=" + status);
    }

    public void stopping() {
        tell("STOPPING=1");
    }

    private void tell(String state) {
        if (socket.isEmpty()) {
            return;
        }
        try (DatagramSocket manager = DatagramSocket.to(socket.get())) {
            manager.send(state);
        } catch (IOException e) {
            LOG.warn("the service manager was not reached: {}", e.getMessage());
        }
    }
}
