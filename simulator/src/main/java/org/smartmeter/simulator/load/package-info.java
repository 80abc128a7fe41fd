/// What flows at a place and how a meter sees it: loads that draw real-shaped current from a mains
/// with harmonics, stretches of constant load on a timeline, what may be done to the wires, and two
/// meters over any timeline. The live one runs every sample through metrology; the fast one lets
/// one measured window stand for a stretch. Timelines come in, measurements go out; no clock,
/// thread or file.
@org.jspecify.annotations.NullMarked
package org.smartmeter.simulator.load;
