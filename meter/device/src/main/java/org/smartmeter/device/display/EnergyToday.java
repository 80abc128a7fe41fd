package org.smartmeter.device.display;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.smartmeter.terms.LocalDay;

/// Where the registers stood when the home's day began: what has been counted since is today's.
///
/// @param epochDay local date, days since 1970-01-01
/// @param since when the counting of this day began: its start, or later on the very first day
/// @param importMilliwattHours register 1.8.0 then
/// @param exportMilliwattHours register 2.8.0 then
record EnergyToday(
        long epochDay, Instant since, long importMilliwattHours, long exportMilliwattHours) {

    static final int BYTES = 4 * Long.BYTES;

    /// What holds from now on. A meter that was off over midnight counted nothing meanwhile; its
    /// day began at midnight all the same. Registers that fell are a new life's.
    static EnergyToday after(
            Optional<EnergyToday> before,
            LocalDay today,
            Instant now,
            long imported,
            long exported) {
        long day = today.date().toEpochDay();
        if (before.isEmpty()
                || before.get().importMilliwattHours > imported
                || before.get().exportMilliwattHours > exported) {
            return new EnergyToday(day, now, imported, exported);
        }
        return before.get().epochDay == day
                ? before.get()
                : new EnergyToday(day, today.start(), imported, exported);
    }

    byte[] encode() {
        return ByteBuffer.allocate(BYTES)
                .putLong(epochDay)
                .putLong(since.toEpochMilli())
                .putLong(importMilliwattHours)
                .putLong(exportMilliwattHours)
                .array();
    }

    static Optional<EnergyToday> decode(byte[] stored) {
        if (stored.length != BYTES) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        return Optional.of(
                new EnergyToday(
                        bytes.getLong(),
                        Instant.ofEpochMilli(bytes.getLong()),
                        bytes.getLong(),
                        bytes.getLong()));
    }
}
