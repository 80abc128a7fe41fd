package org.smartmeter.device;

import java.nio.ByteBuffer;
import java.util.Optional;

/// What the meter must never forget or use twice; kept in one state file and durable before it
/// counts. Small on purpose: one write covers an order's counter and what the order changed.
///
/// @param boot how often the meter has started; a new boot is a new sealing key
/// @param epoch the last epoch declared, 0 if none
/// @param orderCounter the highest counter of an order acted on
/// @param schedule as the utility last set it
/// @param thinning how far the own sample period is stretched
/// @param clockOffset milliseconds to add to the board's time
/// @param clockSet whether the clock was ever set from a trusted time
/// @param downBoot boot number of the utility's last frame, and the highest counter seen under it
record Counters(
        int boot,
        long epoch,
        long orderCounter,
        Schedule schedule,
        Thinning thinning,
        long clockOffset,
        boolean clockSet,
        int downBoot,
        long downCounter) {

    private static final byte VERSION = 1;

    /// Bytes in the state file.
    static final int BYTES = 3 * Byte.BYTES + 4 * Integer.BYTES + 4 * Long.BYTES;

    static Counters first(Schedule schedule, boolean clockSet) {
        return new Counters(0, 0, 0, schedule, Thinning.NONE, 0, clockSet, 0, -1);
    }

    Counters booted() {
        return new Counters(
                Math.addExact(boot, 1),
                epoch,
                orderCounter,
                schedule,
                thinning,
                clockOffset,
                clockSet,
                downBoot,
                downCounter);
    }

    Counters withEpoch(long declared) {
        return new Counters(
                boot,
                declared,
                orderCounter,
                schedule,
                thinning,
                clockOffset,
                clockSet,
                downBoot,
                downCounter);
    }

    Counters withOrder(long counter) {
        return new Counters(
                boot,
                epoch,
                counter,
                schedule,
                thinning,
                clockOffset,
                clockSet,
                downBoot,
                downCounter);
    }

    Counters withSchedule(Schedule changed) {
        return new Counters(
                boot,
                epoch,
                orderCounter,
                changed,
                thinning,
                clockOffset,
                clockSet,
                downBoot,
                downCounter);
    }

    Counters withThinning(Thinning changed) {
        return new Counters(
                boot,
                epoch,
                orderCounter,
                schedule,
                changed,
                clockOffset,
                clockSet,
                downBoot,
                downCounter);
    }

    Counters withClock(long offset, boolean set) {
        return new Counters(
                boot, epoch, orderCounter, schedule, thinning, offset, set, downBoot, downCounter);
    }

    Counters withDown(int fromBoot, long counter) {
        return new Counters(
                boot,
                epoch,
                orderCounter,
                schedule,
                thinning,
                clockOffset,
                clockSet,
                fromBoot,
                counter);
    }

    byte[] encode() {
        return ByteBuffer.allocate(BYTES)
                .put(VERSION)
                .putInt(boot)
                .putLong(epoch)
                .putLong(orderCounter)
                .putInt(schedule.samplePeriod())
                .putInt(schedule.pushPeriod())
                .put((byte) thinning.ordinal())
                .putLong(clockOffset)
                .put((byte) (clockSet ? 1 : 0))
                .putInt(downBoot)
                .putLong(downCounter)
                .array();
    }

    /// Empty if the form is of a version that this software does not know.
    static Optional<Counters> decode(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        if (stored.length != BYTES || bytes.get() != VERSION) {
            return Optional.empty();
        }
        return Optional.of(
                new Counters(
                        bytes.getInt(),
                        bytes.getLong(),
                        bytes.getLong(),
                        new Schedule(bytes.getInt(), bytes.getInt()),
                        Thinning.values()[bytes.get()],
                        bytes.getLong(),
                        bytes.get() != 0,
                        bytes.getInt(),
                        bytes.getLong()));
    }
}
