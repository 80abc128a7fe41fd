/// IEC 62056-21: the optical port of a meter, read in mode C (asked, answers at a speed agreed on)
/// or mode D (pushes unasked).
@NullMarked
package org.smartmeter.drivers.iec62056;

import org.jspecify.annotations.NullMarked;
