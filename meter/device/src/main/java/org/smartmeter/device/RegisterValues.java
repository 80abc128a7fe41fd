package org.smartmeter.device;

import org.smartmeter.device.demand.DemandValues;

/// What all registers show at one instant.
///
/// @param counts mWh, mvarh and mVAh in the order of [EnergyRegister]; not to be changed
/// @param importRates mWh imported in each rate, rate 1 first; not to be changed
/// @param exportRates mWh exported in each rate; not to be changed
/// @param rate that counts from that instant on
/// @param demand averages and maxima
@SuppressWarnings("ArrayRecordComponent") // never compared
record RegisterValues(
        long[] counts, long[] importRates, long[] exportRates, int rate, DemandValues demand) {}
