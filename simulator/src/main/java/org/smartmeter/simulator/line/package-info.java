/// Model versions of the line between meter and utility: faults on a real line, from a seed.
@org.jspecify.annotations.NullMarked
package org.smartmeter.simulator.line;
