package org.smartmeter.device;

/// Runs many meters on one clock with a few threads: each is entered by one thread at a time, when
/// it asked to be, when its front end has something, or when its line brought something.
public final class DeviceRunner implements AutoCloseable {

    public DeviceRunner(BoardClock clock, int threads) {
        throw new UnsupportedOperationException();
    }

    /// Takes a meter over; from here on only the runner enters it.
    public Running run(Device device, FrontEnd frontEnd) {
        throw new UnsupportedOperationException();
    }

    /// Stops and closes every meter and waits until that is done.
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    /// A meter that runs.
    public interface Running extends AutoCloseable {

        /// As it was after the last run; any thread may ask.
        DeviceStatus status();

        /// Stops this meter and closes it in order; returns when that is done.
        @Override
        void close();
    }
}
