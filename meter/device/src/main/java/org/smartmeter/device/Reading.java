package org.smartmeter.device;

import java.time.Instant;
import org.smartmeter.metrology.Measurement;

/// What the registers showed at the end of a sample period, or where measurement began, on its way
/// into the journal.
///
/// @param time meter time, in ms; a multiple of the period, unless measurement began there
/// @param period seconds, as in force then
/// @param endsDay whether the time is a midnight UTC
/// @param status bits of [org.smartmeter.wire.RowStatus]
/// @param counts in the order of [EnergyRegister]; not to be changed
/// @param window the measurement in which the time lies
record Reading(
        Instant time, int period, boolean endsDay, int status, long[] counts, Measurement window) {}
