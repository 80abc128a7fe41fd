package org.smartmeter.cli.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/// Ports for servers that a test kills and starts again at the same one. They lie below those that
/// the system hands out by itself (Linux: from 32,768 on), so nobody takes one meanwhile; each of
/// the processes that Surefire lets run side by side has its own thousand.
final class Ports {

    private static final int FIRST = 20_000;
    private static final int EACH = 1_000;

    private static final int START = FIRST + EACH * Integer.getInteger("surefire.forkNumber", 0);
    private static final AtomicInteger TAKEN = new AtomicInteger();

    private Ports() {}

    /// A port of the loopback address that no test of this process got before.
    static int free() {
        while (true) {
            int number = TAKEN.getAndIncrement();
            if (number == EACH) {
                throw new IllegalStateException("none of the ports from " + START + " is free");
            }
            if (isFree(START + number)) {
                return START + number;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
