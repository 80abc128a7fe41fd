/// A relay and switches on the pins of a board. Lines of the configuration come in; the ports
/// `Relay` and `TamperSensors` are what the meter sees. The pins themselves are the port `Pin`.
@NullMarked
package org.smartmeter.drivers.gpio;

import org.jspecify.annotations.NullMarked;
