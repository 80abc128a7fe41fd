package org.smartmeter.drivers.adc;

import java.io.Closeable;
import java.io.IOException;

/// Port: a chip on an SPI bus, selected for the length of a transfer. Mode 1, most significant bit
/// first (SBAS890, clause 8.5.1). One thread at a time.
public interface SpiBus extends Closeable {

    /// Sends and receives as many bytes as were given.
    ///
    /// @throws IOException if the bus is gone
    byte[] transfer(byte[] sent) throws IOException;

    @Override
    void close();
}
