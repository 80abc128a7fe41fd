package org.smartmeter.device;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// The cumulative energy registers: 64-bit counts of mWh, mvarh and mVAh, one for each
/// [EnergyRegister], monotone and never rebased. What is below one count is carried as a fixed-
/// point remainder (2⁻⁵² of a count) and kept with the count, so nothing is dropped however small
/// the window. Not for several threads.
public final class Registers {

    /// Bytes of a register set as it is kept.
    static final int BYTES = EnergyRegister.COUNT * 2 * Long.BYTES;

    private static final double COUNTS_PER_UNIT = 1_000;
    private static final long REMAINDERS_PER_COUNT = 1L << 52;

    private final long[] counts = new long[EnergyRegister.COUNT];
    private final long[] remainders = new long[EnergyRegister.COUNT];

    /// Adds a window's energies, Wh, varh and VAh in the order of [EnergyRegister].
    ///
    /// @throws IllegalArgumentException if one is negative or not finite; nothing is added then
    void add(double[] energies) {
        check(energies);
        for (int i = 0; i < counts.length; i++) {
            long remainder = remainders[i] + remainderOf(energies[i]);
            counts[i] = sum(counts[i], energies[i], remainder);
            remainders[i] = remainder % REMAINDERS_PER_COUNT;
        }
    }

    /// The counts at a moment inside a window that is not added yet: after `fraction` (0…1) of its
    /// energies. A view only: what rows show never changes what is counted.
    long[] within(double[] energies, double fraction) {
        check(energies);
        long[] at = new long[counts.length];
        for (int i = 0; i < at.length; i++) {
            double part = energies[i] * fraction;
            at[i] = sum(counts[i], part, remainders[i] + remainderOf(part));
        }
        return at;
    }

    private static long sum(long count, double energy, long remainder) {
        long whole = (long) Math.floor(energy * COUNTS_PER_UNIT);
        return Math.addExact(count, Math.addExact(whole, remainder / REMAINDERS_PER_COUNT));
    }

    private static long remainderOf(double energy) {
        double inCounts = energy * COUNTS_PER_UNIT;
        return (long) ((inCounts - Math.floor(inCounts)) * REMAINDERS_PER_COUNT);
    }

    private static void check(double[] energies) {
        for (double energy : energies) {
            if (!(energy >= 0 && energy < Long.MAX_VALUE / COUNTS_PER_UNIT)) {
                throw new IllegalArgumentException(
                        "a window's energies are finite and not negative: "
                                + Arrays.toString(energies));
            }
        }
    }

    /// Lifts a register to a count that is known to have been reached; never lowers it.
    void raise(EnergyRegister register, long count) {
        int i = register.ordinal();
        if (count > counts[i]) {
            counts[i] = count;
            remainders[i] = 0;
        }
    }

    /// mWh, mvarh or mVAh.
    public long count(EnergyRegister register) {
        return counts[register.ordinal()];
    }

    long[] counts() {
        return counts.clone();
    }

    void write(ByteBuffer into) {
        for (int i = 0; i < counts.length; i++) {
            into.putLong(counts[i]).putLong(remainders[i]);
        }
    }

    static Registers read(ByteBuffer from) {
        Registers registers = new Registers();
        for (int i = 0; i < EnergyRegister.COUNT; i++) {
            registers.counts[i] = from.getLong();
            registers.remainders[i] = from.getLong();
        }
        return registers;
    }
}
