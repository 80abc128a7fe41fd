package org.smartmeter.headend;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.v1.EnrolmentRequest;
import org.smartmeter.wire.v1.EnrolmentResponse;

/// Where meters enrol: `POST /enrol` over HTTPS (TLS 1.3 only) takes an `EnrolmentRequest` and
/// answers 200 with an `EnrolmentResponse`; or 403 (refused), 400 (not a request) or 429 (too many
/// tries) with the reason as plain text.
final class EnrolmentServer implements AutoCloseable {

    static final String PATH = "/enrol";

    private static final Logger LOG = LoggerFactory.getLogger(EnrolmentServer.class);
    private static final int LONGEST_REQUEST = 16 * 1024;
    private static final String TLS = "TLSv1.3";

    private final Enrolment enrolment;
    private final Function<Enrolment.Enrolled, EnrolmentResponse> welcome;
    private final RefusalSink refusals;
    private final FailedTries tries;
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /// Listens when it returns.
    ///
    /// @param welcome takes the new meter into service and composes the answer
    EnrolmentServer(
            InetSocketAddress address,
            ServerIdentity identity,
            Enrolment enrolment,
            Function<Enrolment.Enrolled, EnrolmentResponse> welcome,
            RefusalSink refusals,
            InstantSource clock) {
        this.enrolment = enrolment;
        this.welcome = welcome;
        this.refusals = refusals;
        this.tries = new FailedTries(clock);
        try {
            server = HttpsServer.create(address, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot listen on " + address + "; is the port in use?", e);
        }
        server.setHttpsConfigurator(configurator(identity));
        server.setExecutor(threads);
        server.createContext(PATH, this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private static HttpsConfigurator configurator(ServerIdentity identity) {
        try {
            SSLContext context = SSLContext.getInstance(TLS);
            context.init(identity.keyManagers().getKeyManagers(), null, null);
            return new HttpsConfigurator(context) {
                @Override
                public void configure(HttpsParameters parameters) {
                    SSLParameters tls = context.getDefaultSSLParameters();
                    tls.setProtocols(new String[] {TLS});
                    parameters.setSSLParameters(tls);
                }
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no " + TLS, e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            InetAddress from = exchange.getRemoteAddress().getAddress();
            if (!tries.allowed(from)) {
                refuse(exchange, 429, RefusalReason.TOO_MANY_TRIES, "wait a minute", from);
            } else if (!exchange.getRequestMethod().equals("POST")
                    || !exchange.getRequestURI().getPath().equals(PATH)) {
                tries.failed(from);
                refuse(
                        exchange,
                        400,
                        RefusalReason.MALFORMED_ENROLMENT,
                        "enrolment is a POST to " + PATH,
                        from);
            } else {
                enrol(exchange, from);
            }
        } catch (RuntimeException e) {
            LOG.error("enrolment failed; the meter may try again with the same code", e);
            throw e;
        }
    }

    private void enrol(HttpExchange exchange, InetAddress from) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LONGEST_REQUEST + 1);
        try {
            if (body.length > LONGEST_REQUEST) {
                throw new EnrolmentRefusedException(
                        RefusalReason.MALFORMED_ENROLMENT,
                        "a request has at most " + LONGEST_REQUEST + " bytes");
            }
            var enrolled = enrolment.enrol(EnrolmentRequest.parseFrom(body));
            byte[] response = welcome.apply(enrolled).toByteArray();
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, response.length);
            exchange.getResponseBody().write(response);
            LOG.info(
                    "meter {} enrolled, agreement {}",
                    enrolled.meter().meter(),
                    enrolled.meter().generation());
        } catch (EnrolmentRefusedException e) {
            tries.failed(from);
            refuse(exchange, 403, e.reason(), String.valueOf(e.getMessage()), from);
        } catch (InvalidProtocolBufferException e) {
            tries.failed(from);
            refuse(
                    exchange,
                    400,
                    RefusalReason.MALFORMED_ENROLMENT,
                    "not an EnrolmentRequest: " + e.getMessage(),
                    from);
        }
    }

    private void refuse(
            HttpExchange exchange,
            int status,
            RefusalReason reason,
            String message,
            InetAddress from)
            throws IOException {
        refusals.refuse(
                Optional.<MeterId>empty(), reason, message + " (" + from.getHostAddress() + ")");
        byte[] text = (message + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, text.length);
        exchange.getResponseBody().write(text);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(2, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
