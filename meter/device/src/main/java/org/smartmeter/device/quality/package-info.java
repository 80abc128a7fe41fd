/// What the meter makes of the quality of its supply: events in the journal. Findings of the
/// metrology come in, events go out.
@org.jspecify.annotations.NullMarked
package org.smartmeter.device.quality;
