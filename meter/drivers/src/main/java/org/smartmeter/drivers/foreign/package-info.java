/// Foreign meters: what they count becomes what our registers count, by differences alone. A count
/// that fell or leapt is refused, never rebased; a roll-over is counted through; another meter on
/// the line begins anew and is reported.
@NullMarked
package org.smartmeter.drivers.foreign;

import org.jspecify.annotations.NullMarked;
