package org.smartmeter.device.tariff;

import java.nio.ByteBuffer;
import org.smartmeter.device.kept.Varints;

/// One cumulative quantity divided among the rates: 64-bit counts that never fall and whose sum
/// is the undivided register's count at every instant, to the last one. Not for several threads.
public final class RateRegisters {

    /// The most bytes as they are kept.
    public static final int MOST_BYTES = Varints.longestSparse(Rate.HIGHEST);

    private final long[] counts = new long[Rate.HIGHEST];
    private long total;

    /// What the undivided register has counted more than all rates together was counted in one.
    ///
    /// @param count of the undivided register
    /// @throws IllegalArgumentException if it is below the sum of the rates
    public void credit(int rate, long count) {
        if (count < total) {
            throw new IllegalArgumentException("a register fell from " + total + " to " + count);
        }
        counts[Rate.checked(rate) - 1] += count - total;
        total = count;
    }

    /// Lifts a rate's register to a count that is known to have been reached; never lowers it.
    public void raise(int rate, long count) {
        long more = Math.max(0, count - counts[rate - 1]);
        counts[rate - 1] += more;
        total += more;
    }

    /// Of rate 1…8.
    public long count(int rate) {
        return counts[rate - 1];
    }

    /// The sum of all rates.
    public long total() {
        return total;
    }

    /// The counts, rate 1 first; a copy.
    public long[] counts() {
        return counts.clone();
    }

    public void write(ByteBuffer into) {
        Varints.putSparse(into, counts);
    }

    public static RateRegisters read(ByteBuffer from) {
        RateRegisters registers = new RateRegisters();
        long[] kept = Varints.getSparse(from, Rate.HIGHEST);
        for (int rate = 1; rate <= Rate.HIGHEST; rate++) {
            registers.raise(rate, kept[rate - 1]);
        }
        return registers;
    }
}
