package org.smartmeter.drivers.gpio;

import java.io.Closeable;
import java.io.IOException;

/// Port: one line of a board, in or out. Active is what the configuration calls so: usually high,
/// low where it says so.
public interface Pin extends Closeable {

    /// @throws IOException if the line is gone
    boolean isActive() throws IOException;

    /// @throws IOException if the line is gone or is an input
    void set(boolean active) throws IOException;

    /// Lets go of it; an output falls back to what the board makes of it.
    @Override
    void close();
}
