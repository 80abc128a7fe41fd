/// Maximum demand: averages over fixed or sliding windows, the highest of a billing period with
/// its time, and the periods before. Counts of the energy registers come in at instants that the
/// state machine asks for; nothing here knows samples, files or the line.
@NullMarked
package org.smartmeter.device.demand;

import org.jspecify.annotations.NullMarked;
