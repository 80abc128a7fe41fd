/// A model of a meter's analogue front end: transformers, dividers, filters, converter and clock
/// of one unit, drawn from a seed within the tolerances of its parts. Analogue waves come in, ADC
/// counts go out, with the noise, crosstalk, drift and bending of the real parts. What a unit is
/// really like stays inside: whoever calibrates it sees counts only.
@org.jspecify.annotations.NullMarked
package org.smartmeter.simulator.frontend;
