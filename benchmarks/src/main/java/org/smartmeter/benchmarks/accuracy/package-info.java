/// The laboratory: calibrated units of a modelled front end at every load point and under every
/// influence of IEC 62053-21 and -22, at pulsed currents, and for the quality of the supply. Each
/// figure has a naive meter on the same counts beside it.
@org.jspecify.annotations.NullMarked
package org.smartmeter.benchmarks.accuracy;
