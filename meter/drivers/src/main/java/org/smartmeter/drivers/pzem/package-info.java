/// PZEM-004T version 3: a small energy module on a serial line, read by Modbus RTU.
@NullMarked
package org.smartmeter.drivers.pzem;

import org.jspecify.annotations.NullMarked;
