/// A model of a home's radio network and its router, for the meter's port `Wifi`.
@org.jspecify.annotations.NullMarked
package org.smartmeter.simulator.wifi;
