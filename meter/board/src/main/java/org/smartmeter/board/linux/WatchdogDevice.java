package org.smartmeter.board.linux;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;

/// The board's hardware watchdog: once open, it resets the board unless it is fed in time.
///
/// Linux kernel documentation, watchdog-api: any write feeds it; a `V` right before closing
/// disarms it ("magic close"); `WDIOC_SETTIMEOUT` sets the time in seconds.
public final class WatchdogDevice implements Closeable {

    private static final int WRITE_ONLY = 1;
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final long SET_TIMEOUT = 0xC0045706L;
    private static final byte FOOD = '\n';
    private static final byte MAGIC = 'V';

    private final int descriptor;

    private WatchdogDevice(int descriptor) {
        this.descriptor = descriptor;
    }

    /// Opens, and so arms, the watchdog.
    ///
    /// @param path usually `/dev/watchdog`
    public static WatchdogDevice open(String path) throws IOException {
        try {
            return new WatchdogDevice(SystemCalls.open(path, WRITE_ONLY | CLOSE_ON_EXEC));
        } catch (IOException e) {
            throw new IOException(path + ": " + e.getMessage(), e);
        }
    }

    /// @throws IOException if this watchdog has one fixed time
    public void timeout(Duration time) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment seconds =
                    arena.allocateFrom(ValueLayout.JAVA_INT, (int) time.toSeconds());
            SystemCalls.ioctl(descriptor, SET_TIMEOUT, seconds);
        }
    }

    public void feed() throws IOException {
        SystemCalls.write(descriptor, FOOD);
    }

    /// Disarms it: the meter ends in order. Without this the board is reset.
    @Override
    public void close() throws IOException {
        try {
            SystemCalls.write(descriptor, MAGIC);
        } finally {
            SystemCalls.close(descriptor);
        }
    }
}
