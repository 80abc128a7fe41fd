package org.smartmeter.journal;

import java.io.Closeable;
import java.nio.ByteBuffer;

/// One open file of {@link Files}. Positions and sizes are in bytes. Every method throws {@link
/// java.io.UncheckedIOException}, naming the file, when the disk refuses.
public interface OpenFile extends Closeable {

    long size();

    /// Reads from the position until the buffer or the file ends.
    ///
    /// @return how many bytes were read, 0 at the file's end
    int read(long position, ByteBuffer into);

    /// Writes all that remains in the buffer; the file grows as needed.
    void write(long position, ByteBuffer from);

    /// Shortens the file to the size; a longer size changes nothing.
    void truncate(long size);

    /// Returns when everything written and truncated so far is durable.
    void force();

    @Override
    void close();
}
