package org.smartmeter.board.wifi;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.smartmeter.board.wifi.WifiReport.Reach;

/// Who answers a probe, and what follows from it.
class InternetProbeTest {

    private static final TestCertificates UTILITY = new TestCertificates();
    private static final TestCertificates SOMEBODY = new TestCertificates();
    private static final Duration NEVER_NEEDED = Duration.ofMinutes(10);

    private final Deque<ServerSocket> open = new ArrayDeque<>();

    /// What listens where the line goes to.
    private enum Listener {
        UTILITY,
        SOMEBODY_ELSE,
        NO_TLS,
        NOBODY
    }

    /// What does something to each connection.
    @FunctionalInterface
    private interface Serving {
        void serve(Socket client) throws IOException;
    }

    private int serve(ServerSocket socket, Serving serving) {
        open.push(socket);
        Thread.ofPlatform()
                .daemon()
                .start(
                        () -> {
                            while (!socket.isClosed()) {
                                try (Socket client = socket.accept()) {
                                    serving.serve(client);
                                } catch (IOException _) {
                                    // whoever asked has hung up, or the test is over
                                }
                            }
                        });
        return socket.getLocalPort();
    }

    private int serve(Serving serving) throws IOException {
        return serve(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), serving);
    }

    private int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// A server that answers each request with the same head.
    private URI page(String head) throws IOException {
        int port =
                head.equals("nothing")
                        ? free()
                        : serve(
                                client -> {
                                    assertThat(client.getInputStream().read(new byte[4_096]))
                                            .isPositive();
                                    client.getOutputStream()
                                            .write(
                                                    ("HTTP/1.1 "
                                                                    + head.replace("; ", "\r\n")
                                                                    + "\r\nContent-Length: 0"
                                                                    + "\r\nConnection: close"
                                                                    + "\r\n\r\n")
                                                            .getBytes(US_ASCII));
                                });
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    private int line(Listener listener) throws Exception {
        return switch (listener) {
            case NOBODY -> free();
            case NO_TLS -> serve(client -> client.getOutputStream().write('?'));
            case UTILITY, SOMEBODY_ELSE -> {
                TestCertificates identity = listener == Listener.UTILITY ? UTILITY : SOMEBODY;
                SSLServerSocket socket =
                        (SSLServerSocket)
                                identity.serving()
                                        .getServerSocketFactory()
                                        .createServerSocket(
                                                0, 50, InetAddress.getLoopbackAddress());
                socket.setNeedClientAuth(true);
                yield serve(socket, client -> ((SSLSocket) client).startHandshake());
            }
        };
    }

    @AfterEach
    void close() throws IOException {
        for (ServerSocket socket : open) {
            socket.close();
        }
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "204 No Content, INTERNET",
        "200 OK, PORTAL",
        "302 Found; Location: http://portal.example/, PORTAL",
        "511 Network Authentication Required, PORTAL",
        "404 Not Found, PORTAL",
        "nothing, NOTHING",
    })
    void anAddressThatIsKnownToAnswer204(String answer, Reach reach) throws IOException {
        InternetProbe probe = new InternetProbe(new KnownAnswer(page(answer)), NEVER_NEEDED);

        assertThat(probe.ask()).isEqualTo(reach);
    }

    @ParameterizedTest(name = "at the line''s port {0}, in the clear {1} → {2}")
    @CsvSource({
        "UTILITY, nothing, INTERNET",
        "UTILITY, 302 Found; Location: http://portal.example/, INTERNET",
        "SOMEBODY_ELSE, nothing, PORTAL",
        "NO_TLS, 200 OK, PORTAL",
        "NO_TLS, nothing, NOTHING",
        "NOBODY, nothing, NOTHING",
        "NOBODY, 200 OK, PORTAL",
        "NOBODY, 302 Found; Location: http://portal.example/, PORTAL",
        "NOBODY, 307 Temporary Redirect; Location: https://portal.example/, PORTAL",
        "NOBODY, 301 Moved; Location: https://127.0.0.1/, NOTHING",
        "NOBODY, 301 Moved; Location: /console, NOTHING",
        "NOBODY, 302 Found, NOTHING",
        "NOBODY, 302 Found; Location: ::not an address, NOTHING",
        "NOBODY, 511 Network Authentication Required, PORTAL",
        "NOBODY, 403 Forbidden, NOTHING",
        "NOBODY, 503 Service Unavailable, NOTHING",
    })
    void theUtilitysHostWhereNothingElseIsConfigured(Listener line, String answer, Reach reach)
            throws Exception {
        UtilityReached question =
                new UtilityReached("127.0.0.1", line(line), UTILITY.authority, page(answer));

        assertThat(new InternetProbe(question, NEVER_NEEDED).ask()).isEqualTo(reach);
    }

    /// How somebody keeps a probe waiting.
    private enum Delay {
        SAYS_NOTHING {
            @Override
            void serve(Socket client) throws IOException {
                assertThat(client.getInputStream().readAllBytes()).isNotNull();
            }
        },
        BYTE_BY_BYTE {
            @Override
            void serve(Socket client) throws IOException {
                client.getOutputStream().write("HTTP/1.1 204 No Content\r\n".getBytes(US_ASCII));
                client.setSoTimeout(20); // between two bytes
                int heard = 0;
                while (heard >= 0) {
                    client.getOutputStream().write('X');
                    try {
                        heard = client.getInputStream().read();
                    } catch (SocketTimeoutException _) {
                        heard = 0;
                    }
                }
            }
        };

        abstract void serve(Socket client) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void aProbeEndsInTimeWhateverIsDoneToIt(Delay delay) throws IOException {
        int port = serve(delay::serve);
        URI page = URI.create("http://127.0.0.1:" + port + "/");
        UtilityReached utility = new UtilityReached("127.0.0.1", port, UTILITY.authority, page);
        Duration soon = Duration.ofMillis(200);

        assertThat(new InternetProbe(new KnownAnswer(page), soon).ask()).isEqualTo(Reach.NOTHING);
        assertThat(new InternetProbe(utility, soon).ask()).isEqualTo(Reach.NOTHING);
    }

    @Test
    void aFailureIsNoAnswer() {
        InternetProbe.Question failing =
                () -> {
                    throw new IOException("no route");
                };

        assertThat(InternetProbe.of(failing).ask()).isEqualTo(Reach.NOTHING);
    }
}
