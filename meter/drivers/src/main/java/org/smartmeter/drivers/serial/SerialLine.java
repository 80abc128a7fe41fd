package org.smartmeter.drivers.serial;

import java.io.Closeable;
import java.io.IOException;

/// Port: an open serial line. Never waits. One thread at a time.
public interface SerialLine extends Closeable {

    /// What has arrived since the last call, perhaps nothing.
    ///
    /// @throws IOException if the line is gone
    byte[] read() throws IOException;

    /// Hands bytes over to be sent.
    ///
    /// @throws IOException if the line is gone
    void write(byte[] bytes) throws IOException;

    /// Goes on in another way, both directions.
    ///
    /// @throws IOException if the line is gone or cannot do it
    void change(LineSettings settings) throws IOException;

    @Override
    void close();

    /// Opens a line.
    @FunctionalInterface
    interface Opener {
        /// @throws IOException if there is no such line, or it may not be used
        SerialLine open(LineSettings settings) throws IOException;
    }
}
