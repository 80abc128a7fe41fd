package org.smartmeter.board.software;

import java.io.IOException;
import java.io.InputStream;

/// Port: where images come from.
@FunctionalInterface
public interface ImageSource {

    /// Opens an image from a byte on; for the caller to close.
    ///
    /// @param from `https://…` or `file:NAME`
    /// @param server SHA-256 of the server's certificate, 32 bytes; for `https` only
    /// @param offset bytes that are here already
    /// @throws IOException if it cannot be had now, or its bytes before the offset cannot be
    // skipped
    InputStream open(String from, byte[] server, long offset) throws IOException;
}
