package org.smartmeter.drivers.adc;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/// Port: the converter's data-ready line.
public interface DataReady extends Closeable {

    /// Waits for the next falling edge that nobody waited for yet.
    ///
    /// @return how many edges there were since the line was opened, those that nobody saw included;
    /// 0 if none came in time
    /// @throws IOException if the line is gone
    long await(Duration most) throws IOException;

    @Override
    void close();
}
