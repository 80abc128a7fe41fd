/// The kernel's own doors to a bus and to pins, by the foreign function interface: spidev and the
/// GPIO character device, version 2.
@NullMarked
package org.smartmeter.drivers.linux;

import org.jspecify.annotations.NullMarked;
