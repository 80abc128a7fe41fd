package org.smartmeter.device;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.smartmeter.device.kept.Varints;
import org.smartmeter.device.tariff.Rate;
import org.smartmeter.device.tariff.RateRegisters;
import org.smartmeter.terms.ObisCode;

/// The cumulative energy registers: 64-bit counts of mWh, mvarh and mVAh, one for each
/// [EnergyRegister], monotone and never rebased. What is below one count is carried as a fixed-
/// point remainder (2⁻⁵² of a count) and kept with the count, so nothing is dropped however small
/// the window. Active import and export are divided among rates besides, whose sums are the
/// undivided counts. Not for several threads.
public final class Registers {

    /// The most bytes of a register set as it is kept.
    static final int MOST_BYTES =
            2 * Varints.longestSparse(EnergyRegister.COUNT) + 2 * RateRegisters.MOST_BYTES;

    private static final double COUNTS_PER_UNIT = 1_000;
    private static final long REMAINDERS_PER_COUNT = 1L << 52;

    private final long[] counts = new long[EnergyRegister.COUNT];
    private final long[] remainders = new long[EnergyRegister.COUNT];
    private RateRegisters importRates = new RateRegisters();
    private RateRegisters exportRates = new RateRegisters();

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

    /// The counts at a moment inside a window that is not added yet: after `fraction` (0…1) of
    /// its energies. A view only: what rows show never changes what is counted.
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

    /// @throws IllegalArgumentException if one is negative or not finite
    static void check(double[] energies) {
        for (double energy : energies) {
            if (!(energy >= 0 && energy < Long.MAX_VALUE / COUNTS_PER_UNIT)) {
                throw new IllegalArgumentException(
                        "a window's energies are finite and not negative: "
                                + Arrays.toString(energies));
            }
        }
    }

    /// What was counted of active energy since the last call, up to these counts, is of a rate.
    ///
    /// @param upTo in the order of [EnergyRegister], as [#within] or [#counts] tells
    void credit(int rate, long[] upTo) {
        importRates.credit(rate, upTo[EnergyRegister.ACTIVE_IMPORT.ordinal()]);
        exportRates.credit(rate, upTo[EnergyRegister.ACTIVE_EXPORT.ordinal()]);
    }

    /// mWh imported in each rate, rate 1 first.
    long[] importRates() {
        return importRates.counts();
    }

    /// mWh exported in each rate, rate 1 first.
    long[] exportRates() {
        return exportRates.counts();
    }

    /// Lifts a register to a count that is known to have been reached; never lowers it. After all
    /// such calls comes [#settle].
    void raise(EnergyRegister register, long count) {
        int i = register.ordinal();
        if (count > counts[i]) {
            counts[i] = count;
            remainders[i] = 0;
        }
    }

    /// The same by a register's code; does nothing if it is none that is kept.
    void raise(ObisCode obis, long count) {
        EnergyRegister.of(obis).ifPresent(register -> raise(register, count));
        for (int rate = 1; rate <= Rate.HIGHEST; rate++) {
            if (obis.equals(ShownRegister.ofRate(ObisCode.ACTIVE_ENERGY_IMPORT, rate))) {
                importRates.raise(rate, count);
            } else if (obis.equals(ShownRegister.ofRate(ObisCode.ACTIVE_ENERGY_EXPORT, rate))) {
                exportRates.raise(rate, count);
            }
        }
    }

    /// Makes rates and undivided registers agree, upwards: what no rate has is of this one.
    void settle(int rate) {
        raise(EnergyRegister.ACTIVE_IMPORT, importRates.total());
        raise(EnergyRegister.ACTIVE_EXPORT, exportRates.total());
        credit(rate, counts);
    }

    /// mWh, mvarh or mVAh.
    public long count(EnergyRegister register) {
        return counts[register.ordinal()];
    }

    long[] counts() {
        return counts.clone();
    }

    void write(ByteBuffer into) {
        Varints.putSparse(into, counts);
        Varints.putSparse(into, remainders);
        importRates.write(into);
        exportRates.write(into);
    }

    /// Those beyond the registers of this software are of a later one.
    static Registers read(ByteBuffer from) {
        Registers registers = new Registers();
        copy(Varints.getSparse(from, EnergyRegister.COUNT), registers.counts);
        copy(Varints.getSparse(from, EnergyRegister.COUNT), registers.remainders);
        registers.importRates = RateRegisters.read(from);
        registers.exportRates = RateRegisters.read(from);
        return registers;
    }

    private static void copy(long[] from, long[] to) {
        System.arraycopy(from, 0, to, 0, to.length);
    }
}
