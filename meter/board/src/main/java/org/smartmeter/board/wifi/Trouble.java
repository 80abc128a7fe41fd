package org.smartmeter.board.wifi;

/// What is wrong with the home's network, the worst first; numbers go into events.
public enum Trouble {
    /// No network was ever given.
    NOT_SET_UP(1, "No network is set up yet."),
    /// It is not there: the router is off, moved or renamed.
    NOT_FOUND(2, "The network is not in reach. Is the router on?"),
    PASSWORD_REFUSED(3, "The router does not take the password. Was it changed?"),
    NOT_JOINED(4, "The network is there but does not let the meter in."),
    NO_ADDRESS(5, "The router gives no address (DHCP)."),
    PORTAL(6, "The network wants somebody to sign in on a page first."),
    NO_INTERNET(7, "The router has no way to the internet."),
    WEAK_SIGNAL(8, "The signal is weak here."),
    NONE(0, "");

    private final int number;
    private final String words;

    Trouble(int number, String words) {
        this.number = number;
        this.words = words;
    }

    public int number() {
        return number;
    }

    /// For a person at home.
    public String words() {
        return words;
    }

    /// Whether the utility can be reached in spite of it.
    public boolean leavesLine() {
        return this == NONE || this == WEAK_SIGNAL;
    }
}
