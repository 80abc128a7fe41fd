/// A model of a NOR flash part that power cuts and wear befall at chosen moments: exactly
/// repeatable from a seed, every program and erase counted.
@org.jspecify.annotations.NullMarked
package org.smartmeter.simulator.flash;
