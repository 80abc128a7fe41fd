package org.smartmeter.server;

import java.net.URI;
import java.time.InstantSource;
import org.smartmeter.headend.Headend;
import org.smartmeter.network.Network;
import org.smartmeter.readings.ReadingStore;
import org.smartmeter.server.configuration.UtilityConfiguration;
import org.smartmeter.server.signin.Users;

/// The whole utility in one process: database, head-end, readings, and the screens over HTTP.
/// Started with [#start], stopped in order with [#close].
public final class UtilityServer implements AutoCloseable {

    private UtilityServer() {}

    /// Starts everything; returns when the pages answer.
    ///
    /// @throws StartFailedException if a part cannot start; nothing is left running then
    public static UtilityServer start(UtilityConfiguration configuration) {
        return start(configuration, InstantSource.system());
    }

    /// The same on another clock: a demonstration may run faster than life. Everything in the
    /// utility that asks for the time asks this one.
    public static UtilityServer start(UtilityConfiguration configuration, InstantSource clock) {
        throw new UnsupportedOperationException("API only, for the first minutes");
    }

    /// Where browsers reach it.
    public URI address() {
        throw new UnsupportedOperationException();
    }

    public Users users() {
        throw new UnsupportedOperationException();
    }

    public Network network() {
        throw new UnsupportedOperationException();
    }

    public Headend headend() {
        throw new UnsupportedOperationException();
    }

    public ReadingStore readings() {
        throw new UnsupportedOperationException();
    }

    /// Waits until somebody closes the server.
    public void awaitStop() throws InterruptedException {}

    /// Stops everything in order: no new requests, then the line, the store, the database. Doing
    /// it again does nothing.
    @Override
    public void close() {}
}
