/// Serial lines: the port a driver speaks through, the real one by jSerialComm, and the front end
/// that keeps a line open, has the driver's dialogue speak over it and reports what goes wrong.
@NullMarked
package org.smartmeter.drivers.serial;

import org.jspecify.annotations.NullMarked;
