package org.smartmeter.board.wifi;

/// Port: the board's radio. Every call returns at once; what came of it is in a later report.
public interface Wifi {

    /// Leaves whatever it is in and joins this network, again and again until something else is
    /// asked for.
    void join(Credentials network);

    /// Opens a network of its own, for one person to come and set the meter up.
    ///
    /// @param network with the password that is printed on this meter's case
    void open(Credentials network);

    /// Looks soon which networks there are: somebody is choosing one.
    void scan();

    /// How it stood when it last looked.
    WifiReport report();
}
