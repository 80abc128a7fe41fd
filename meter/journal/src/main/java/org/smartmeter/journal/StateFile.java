package org.smartmeter.journal;

import java.io.Closeable;
import java.util.Optional;

/// A small value that survives power cuts: a written value is durable when `write` returns, and a
/// cut during it leaves the old value or the new one, never neither. How it lies on the disk is the
/// affair of the layer below: two slots of a file ({@link SlottedValue}) or entries appended to
/// flash. One thread at a time.
public final class StateFile implements Closeable {

    /// The longest value any state file takes, in bytes.
    public static final int LONGEST_VALUE = 16_000;

    private final String name;
    private final int maxBytes;
    private final KeptValue value;

    private StateFile(String name, int maxBytes, KeptValue value) {
        this.name = name;
        this.maxBytes = maxBytes;
        this.value = value;
    }

    /// Opens the value, or makes room for one. What it finds is durable from then on.
    ///
    /// @param maxBytes the longest value that will be written, at most 16,000
    /// @throws StateDamagedException if there was a value and no copy of it is sound
    public static StateFile open(Files files, String name, int maxBytes) {
        if (maxBytes < 1 || maxBytes > LONGEST_VALUE) {
            throw new IllegalArgumentException(
                    "a state file takes 1…" + LONGEST_VALUE + " bytes, not " + maxBytes);
        }
        return new StateFile(name, maxBytes, files.value(name));
    }

    /// The value last written, a copy; empty if there never was one.
    public Optional<byte[]> read() {
        return value.read();
    }

    /// Replaces the value; durable on return. After a failure the old value or the new one is kept,
    /// and writing may be tried again.
    public void write(byte[] changed) {
        if (changed.length > maxBytes) {
            throw new IllegalArgumentException(
                    name + " takes at most " + maxBytes + " bytes, not " + changed.length);
        }
        value.write(changed);
    }

    @Override
    public void close() {
        value.close();
    }
}
