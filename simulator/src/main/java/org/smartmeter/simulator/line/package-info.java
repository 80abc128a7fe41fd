/// Model versions of the line between meter and utility, from a seed: the line in memory and
/// virtual time, and faults laid over it or over a real one.
@org.jspecify.annotations.NullMarked
package org.smartmeter.simulator.line;
