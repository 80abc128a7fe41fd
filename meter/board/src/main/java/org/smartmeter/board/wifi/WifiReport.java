package org.smartmeter.board.wifi;

import java.util.List;

/// How the radio stands.
///
/// @param state of what was last asked for
/// @param signal received, dBm; 0 if nothing is received
/// @param hasAddress whether the home's router gave an address
/// @param reach how far requests come
/// @param seen the networks in reach, strongest first
public record WifiReport(
        State state, int signal, boolean hasAddress, Reach reach, List<SeenNetwork> seen) {

    /// Nothing is known yet.
    public static final WifiReport NONE =
            new WifiReport(State.SEARCHING, 0, false, Reach.UNKNOWN, List.of());

    public WifiReport {
        seen = List.copyOf(seen);
    }

    /// Of the radio.
    public enum State {
        /// It tries to join; nothing is wrong yet.
        SEARCHING,
        /// No network of that name is in reach.
        NOT_FOUND,
        /// The network is there and does not take the password.
        PASSWORD_REFUSED,
        /// It has joined.
        JOINED,
        /// Its own network is open.
        OPEN
    }

    /// Of the internet, as a probe that expects a known answer found it.
    public enum Reach {
        /// Not probed, or nothing to probe.
        UNKNOWN,
        /// The known answer came.
        INTERNET,
        /// Another answer came: somebody in between wants something first.
        PORTAL,
        /// None came.
        NOTHING
    }
}
