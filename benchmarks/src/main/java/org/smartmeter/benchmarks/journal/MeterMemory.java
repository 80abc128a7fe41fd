package org.smartmeter.benchmarks.journal;

import java.io.Closeable;

/// What a meter asks of its memory, whatever keeps it.
interface MeterMemory extends Closeable {

    /// Appends a record; it counts only once it was forced.
    void append(int tag, byte[] payload);

    /// Returns when every record so far is durable.
    void force();

    /// Replaces a small value; durable on return.
    void keep(String name, byte[] value);

    /// The utility holds every record so far. May be forgotten.
    void acknowledge();

    @Override
    void close();
}
