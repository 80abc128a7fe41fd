/// Samples from an ADS131M04, the 24-bit converter of Texas Instruments with four channels sampled
/// at the same instants (datasheet SBAS890D): its frames and registers, its start, and
/// the stream of its samples into the metrology.
@NullMarked
package org.smartmeter.drivers.adc;

import org.jspecify.annotations.NullMarked;
