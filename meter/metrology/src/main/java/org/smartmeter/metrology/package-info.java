/// Samples to voltage, current, power, energy and frequency: pure arithmetic on arrays. Imports
/// nothing of ours.
@org.jspecify.annotations.NullMarked
package org.smartmeter.metrology;
