/// How the meter's state is written down in few bytes: numbers by their size, absent ones not at
/// all. Pure functions on buffers; what a state means is the affair of whoever keeps it.
@NullMarked
package org.smartmeter.device.kept;

import org.jspecify.annotations.NullMarked;
