package org.smartmeter.journal;

import java.io.Closeable;
import java.util.Optional;

/// One small value of {@link Files}, replaced as a whole: written, it is durable when `write`
/// returns, and a cut during it leaves the old value or the new one. Every method throws {@link
/// java.io.UncheckedIOException}, naming the value, when the disk refuses.
public interface KeptValue extends Closeable {

    /// The value last written, a copy; empty if there never was one.
    Optional<byte[]> read();

    /// Replaces the value. After a failure the old one or the new one is kept, and writing may be
    /// tried again.
    void write(byte[] value);

    @Override
    void close();
}
