package org.smartmeter.device.screens;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.device.Part;
import org.smartmeter.device.Surroundings;
import org.smartmeter.device.display.http.DisplayServer;

/// The local page, served as soon as its address can be had: the home's network may come up long
/// after the meter, somebody else may hold the port, and neither keeps a meter from measuring.
final class ServedPage implements Part, AutoCloseable {

    /// Starts serving.
    @FunctionalInterface
    interface Serving {
        /// @throws IOException if the address cannot be had now
        DisplayServer start() throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(ServedPage.class);
    private static final Duration TRIED_EVERY = Duration.ofMinutes(1);

    private final Serving serving;
    private final Object where;
    private Optional<DisplayServer> server = Optional.empty();
    private boolean closed;
    private String told = "";
    private Instant due = Instant.MIN;

    /// Serves at once if that can be.
    ///
    /// @param where the address, for the log
    ServedPage(Serving serving, Object where) {
        this.serving = serving;
        this.where = where;
        serve();
    }

    private synchronized void serve() {
        if (closed || server.isPresent()) {
            return;
        }
        try {
            server = Optional.of(serving.start());
            if (!told.isEmpty()) {
                LOG.info("the page is served at {} now", where);
            }
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage());
            if (!reason.equals(told)) {
                LOG.warn(
                        "display.address: the page cannot be served at {}: {}; tried again each"
                                + " minute",
                        where,
                        reason);
                told = reason;
            }
        }
    }

    /// The server, if the address was to be had so far; any thread may ask.
    synchronized Optional<DisplayServer> server() {
        return server;
    }

    @Override
    public void begin(Surroundings meter, Instant board) {
        due = board.plus(TRIED_EVERY);
    }

    @Override
    public void run(Instant board) {
        if (!board.isBefore(due)) {
            due = board.plus(TRIED_EVERY);
            serve();
        }
    }

    @Override
    public Optional<Instant> next(Instant board) {
        return server().isPresent() ? Optional.empty() : Optional.of(due);
    }

    /// Ends the page for good; the device may go on.
    @Override
    public synchronized void close() {
        closed = true;
        server.ifPresent(DisplayServer::close);
    }
}
