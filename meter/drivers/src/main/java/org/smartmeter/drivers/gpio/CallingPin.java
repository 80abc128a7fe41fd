package org.smartmeter.drivers.gpio;

import java.io.IOException;
import java.time.Duration;

/// Port: a line that can be waited for. Waiting is for one thread; the others may read it
/// meanwhile.
public interface CallingPin extends Pin {

    /// Waits until the line has changed since the last call.
    ///
    /// @param most to wait; not a moment to rely on
    /// @return whether it has
    /// @throws IOException if the line is gone
    boolean awaitChange(Duration most) throws IOException;
}
