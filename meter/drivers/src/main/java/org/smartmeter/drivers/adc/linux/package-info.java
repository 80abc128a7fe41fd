/// The kernel's own doors to a bus and a pin, by the foreign function interface: spidev and the
/// GPIO character device, version 2.
@NullMarked
package org.smartmeter.drivers.adc.linux;

import org.jspecify.annotations.NullMarked;
