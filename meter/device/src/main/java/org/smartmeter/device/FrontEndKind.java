package org.smartmeter.device;

import java.io.IOException;
import java.time.Instant;

/// A kind of front end that a configuration can name: `source = KIND …`. Drivers of real boards
/// are such kinds, simulated homes too.
public interface FrontEndKind {

    /// The first word of the setting, small letters.
    String word();

    /// How the setting is written, for refusals: `steady WATTS`.
    String usage();

    /// Reads what stands behind the word, and takes further keys if it has any. Touches nothing.
    ///
    /// @throws BadConfigurationException if it does not fit
    Chosen read(Setting source, Configuration more);

    /// Whether its measurements are made up. The meter then says so in its software's name and
    /// trusts the system's clock.
    default boolean isSimulated() {
        return false;
    }

    /// Whether it takes samples, which the coefficients of a `calibration` make volts and amperes.
    default boolean takesSamples() {
        return false;
    }

    /// A front end as configured, not opened yet.
    @FunctionalInterface
    interface Chosen {

        /// @param from board time at which the first window may begin
        /// @throws IOException if the device is not there or does not answer
        FrontEnd open(Instant from) throws IOException;
    }
}
