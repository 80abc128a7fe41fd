package org.smartmeter.device;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.smartmeter.wire.ReplayWindow;

/// What the meter must never forget or use twice; kept in one state file and durable before it
/// counts. Small on purpose: one write covers an order's counter and what the order changed.
///
/// @param boot how often the meter has started; every boot has its own sealing keys
/// @param epoch the last epoch declared, 0 if none
/// @param orderCounter the counter of the last order acted on
/// @param schedule as the utility last set it
/// @param thinning how far the own sample period is stretched
/// @param clockOffset milliseconds to add to the board's time
/// @param clockSet whether the clock was ever set from a trusted time
/// @param down the utility's frames heard so far
/// @param software version that ran last, as [SoftwareVersion] packs it, 0 if none
/// @param generation of the agreement that was in force last, 0 if none
/// @param unreported counter of an order that was carried out and may not stand in the journal yet,
/// 0 if none
record Counters(
        int boot,
        long epoch,
        long orderCounter,
        Schedule schedule,
        Thinning thinning,
        long clockOffset,
        boolean clockSet,
        ReplayWindow.State down,
        long software,
        int generation,
        long unreported) {

    /// Bytes in the state file.
    static final int BYTES = 3 * Byte.BYTES + 5 * Integer.BYTES + 6 * Long.BYTES;

    private static final byte VERSION = 2;

    /// Ended before [#unreported].
    private static final byte FIRST_VERSION = 1;

    /// Of a meter that starts for the first time.
    static Counters none(Schedule schedule, boolean clockSet) {
        return new Counters(
                0,
                0,
                0,
                schedule,
                Thinning.NONE,
                0,
                clockSet,
                new ReplayWindow.State(0, 0),
                0,
                0,
                0);
    }

    Counters withBoot(int number) {
        return new Counters(
                number,
                epoch,
                orderCounter,
                schedule,
                thinning,
                clockOffset,
                clockSet,
                down,
                software,
                generation,
                unreported);
    }

    Counters withEpoch(long second) {
        return new Counters(
                boot,
                second,
                orderCounter,
                schedule,
                thinning,
                clockOffset,
                clockSet,
                down,
                software,
                generation,
                unreported);
    }

    /// After an order, with the frames heard up to it: whatever came before the order is not heard
    /// again after a restart. An order that a power cut interrupted may be gone on with after a
    /// later one: the counter never falls.
    Counters withOrder(long counter, ReplayWindow.State heard) {
        return new Counters(
                boot,
                epoch,
                Math.max(orderCounter, counter),
                schedule,
                thinning,
                clockOffset,
                clockSet,
                heard,
                software,
                generation,
                unreported);
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
                down,
                software,
                generation,
                unreported);
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
                down,
                software,
                generation,
                unreported);
    }

    Counters withClock(long offset, boolean set) {
        return new Counters(
                boot,
                epoch,
                orderCounter,
                schedule,
                thinning,
                offset,
                set,
                down,
                software,
                generation,
                unreported);
    }

    Counters withDown(ReplayWindow.State heard) {
        return withOrder(orderCounter, heard);
    }

    Counters withSoftware(long version) {
        return new Counters(
                boot,
                epoch,
                orderCounter,
                schedule,
                thinning,
                clockOffset,
                clockSet,
                down,
                version,
                generation,
                unreported);
    }

    Counters withAgreement(int agreement) {
        return new Counters(
                boot,
                epoch,
                orderCounter,
                schedule,
                thinning,
                clockOffset,
                clockSet,
                down,
                software,
                agreement,
                unreported);
    }

    Counters withUnreported(long counter) {
        return new Counters(
                boot,
                epoch,
                orderCounter,
                schedule,
                thinning,
                clockOffset,
                clockSet,
                down,
                software,
                generation,
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
                .putInt(down.boot())
                .putLong(down.highest())
                .putLong(software)
                .putInt(generation)
                .putLong(unreported)
                .array();
    }

    /// Empty if the form is of a version that this software does not know.
    static Optional<Counters> decode(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        boolean isFirst = stored.length == BYTES - Long.BYTES;
        if (stored.length != BYTES && !isFirst
                || bytes.get() != (isFirst ? FIRST_VERSION : VERSION)) {
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
                        new ReplayWindow.State(bytes.getInt(), bytes.getLong()),
                        bytes.getLong(),
                        bytes.getInt(),
                        isFirst ? 0 : bytes.getLong()));
    }
}
