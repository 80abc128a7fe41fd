package org.smartmeter.board.wifi;

import java.util.Optional;

/// How the home's network stands, for a screen.
///
/// @param name of the home's network, or of the one that is tried; never a password
/// @param trouble that has lasted
/// @param failed the network that was given last, if it did not come up
public record WifiStanding(
        Mode mode,
        Optional<String> name,
        Trouble trouble,
        Optional<Failed> failed,
        WifiReport report) {

    /// Nothing is known yet.
    public static final WifiStanding NONE =
            new WifiStanding(
                    Mode.HOME, Optional.empty(), Trouble.NONE, Optional.empty(), WifiReport.NONE);

    /// What the meter is at.
    public enum Mode {
        /// The meter's own network is open; a person may come.
        SETUP,
        /// A network that was just given is tried; the one before is kept.
        TRYING,
        /// The home's network is joined or looked for.
        HOME
    }

    /// A network that did not come up.
    public record Failed(String name, Trouble why) {}

    public boolean isJoined() {
        return report.state() == WifiReport.State.JOINED && report.hasAddress();
    }

    /// What is wrong, for somebody who looks: of a network that is just tried at once.
    public Trouble shown() {
        if (mode != Mode.TRYING) {
            return trouble;
        }
        return switch (report.state()) {
            case PASSWORD_REFUSED -> Trouble.PASSWORD_REFUSED;
            case NOT_FOUND -> Trouble.NOT_FOUND;
            case SEARCHING, JOINED, OPEN -> Trouble.NONE;
        };
    }
}
