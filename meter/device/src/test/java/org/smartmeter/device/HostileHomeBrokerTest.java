package org.smartmeter.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.smartmeter.device.homeassistant.HomeAssistantSettings;
import org.smartmeter.device.screens.ScreenSettings;
import org.smartmeter.device.screens.Screens;

/// A broker in the home that sends a packet of 200 MB: the meter, which has 96 MiB for all that it
/// does, hangs up before the packet is there, and tries again later.
class HostileHomeBrokerTest {

    private static final int PACKET_BYTES = 200_000_000;

    /// More than the system keeps between two sockets that nobody reads.
    private static final int ONLY_IF_IT_WAS_READ = 32 << 20;

    /// Session not present, success, no properties (MQTT 5, 3.2).
    private static final byte[] ACCEPTED = {0x20, 3, 0, 0, 0};

    /// What the broker answers to CONNECT; a huge packet begins with its last byte.
    private enum Answer {
        A_HUGE_ACKNOWLEDGEMENT(new byte[0], 0x20),
        A_HUGE_MESSAGE(ACCEPTED, 0x30),
        A_HUGE_PING(ACCEPTED, 0xd0);

        private final byte[] first;
        private final int kind;

        Answer(byte[] first, int kind) {
            this.first = first;
            this.kind = kind;
        }

        byte[] bytes() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(first);
            bytes.write(kind);
            int left = PACKET_BYTES;
            while (left > 0x7f) {
                bytes.write(left & 0x7f | 0x80);
                left >>= 7;
            }
            bytes.write(left);
            return bytes.toByteArray();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void aHugePacketIsNotTaken(Answer answer) throws IOException {
        try (ServerSocket broker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Screens screens = screens(broker.getLocalPort())) {
            for (int connection = 1; connection <= 2; connection++) {
                try (Socket meter = broker.accept()) {
                    assertThat(taken(meter, answer))
                            .as("bytes in connection %d", connection)
                            .isLessThan(ONLY_IF_IT_WAS_READ);
                }
            }
            assertThat(screens.now()).contains("\"starting\":true");
        }
    }

    /// How much the meter took before it hung up.
    private static int taken(Socket meter, Answer answer) throws IOException {
        assertThat(meter.getInputStream().read(new byte[1_024])).isPositive();
        OutputStream out = meter.getOutputStream();
        out.write(answer.bytes());
        byte[] chunk = new byte[64 << 10];
        int sent = 0;
        try {
            while (sent < ONLY_IF_IT_WAS_READ) {
                out.write(chunk);
                sent += chunk.length;
            }
        } catch (IOException _) {
            // it hung up
        }
        return sent;
    }

    private static Screens screens(int port) {
        return Screens.open(
                new ScreenSettings(
                        ZoneOffset.UTC,
                        Optional.empty(),
                        Optional.of(HomeAssistantSettings.plain("127.0.0.1", port))),
                Bench.METER,
                "smart-meter 0.1.0",
                BoardClock.system(),
                Optional.empty(),
                List.of());
    }
}
