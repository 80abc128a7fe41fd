/// Many simulated meters in one process, each running the very code of the `device` room: fast
/// through the past with the link down, then live on the real line.
@org.jspecify.annotations.NullMarked
package org.smartmeter.simulator.fleet;
