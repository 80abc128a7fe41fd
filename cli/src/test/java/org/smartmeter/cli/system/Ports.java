package org.smartmeter.cli.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Ports for servers that a test kills and starts again at the same one. They lie below those that
/// the system hands out by itself (Linux: from 32,768 on), so nobody takes one meanwhile. Processes
/// that run side by side have a thousand each: whose they are says a port that its owner holds for
/// as long as it lives.
final class Ports {

    private static final int FIRST_CLAIM = 19_900;
    private static final int FIRST = 20_000;
    private static final int EACH = 1_000;
    private static final int PROCESSES = 12;

    private static final ServerSocket CLAIM = claim();
    private static final int START = FIRST + EACH * (CLAIM.getLocalPort() - FIRST_CLAIM);
    private static final AtomicInteger TAKEN = new AtomicInteger();

    private Ports() {}

    private static ServerSocket claim() {
        for (int process = 0; process < PROCESSES; process++) {
            Optional<ServerSocket> claim = bound(FIRST_CLAIM + process);
            if (claim.isPresent()) {
                return claim.get();
            }
        }
        throw new IllegalStateException(PROCESSES + " processes have ports of their own already");
    }

    /// A port of the loopback address that no test of this process got before.
    static int free() {
        while (true) {
            int number = TAKEN.getAndIncrement();
            if (number == EACH) {
                throw new IllegalStateException("none of the ports from " + START + " is free");
            }
            Optional<ServerSocket> found = bound(START + number);
            if (found.isPresent()) {
                try {
                    found.get().close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return START + number;
            }
        }
    }

    private static Optional<ServerSocket> bound(int port) {
        try {
            return Optional.of(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
        } catch (BindException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
