/// The world around the system: homes and their appliances, faults, and model versions of the
/// ports.
@org.jspecify.annotations.NullMarked
package org.smartmeter.simulator;
