package org.smartmeter.readings;

import java.util.Arrays;

/// Non-negative numbers as Golomb–Rice codes: the number without its lowest k bits in unary, then
/// those. A home's energies per interval fall off about geometrically, for which that is nearly
/// optimal (R. F. Rice, JPL 79-22); k goes with each group of numbers, six bits of it. Read as
/// unsigned, so that all 64-bit values go through; what is far above its group goes in full. The
/// codes end with a whole byte.
final class RiceCode {

    private static final int GROUP = 64;
    private static final int PARAMETER_BITS = 6;
    private static final int MOST_PARAMETER = 40;

    /// So many ones of the unary part say that the number follows in full.
    private static final int IN_FULL = 16;

    private static final int HALF = 32;
    private static final long LOW_HALF = 0xffff_ffffL;

    private final long[] numbers;
    private final int count;
    private final byte[] parameters;
    private long bits;

    /// Chooses the parameters; the numbers must stay as they are until they are written.
    ///
    /// @param numbers of which the first `count` are meant, as unsigned
    RiceCode(long[] numbers, int count) {
        this.numbers = numbers;
        this.count = count;
        this.parameters = new byte[(count + GROUP - 1) / GROUP];
        for (int group = 0; group < parameters.length; group++) {
            int start = group * GROUP;
            parameters[group] = (byte) choose(start, Math.min(count, start + GROUP));
        }
    }

    /// How many bytes the codes take.
    long length() {
        return (bits + 7) / 8;
    }

    /// From the middle of the group's sizes downhill: the cost has one valley, nearly always.
    private int choose(int start, int end) {
        int[] sizes = new int[end - start];
        for (int i = start; i < end; i++) {
            sizes[i - start] = Long.SIZE - Long.numberOfLeadingZeros(numbers[i]);
        }
        Arrays.sort(sizes);
        int k = Math.clamp(sizes[sizes.length / 2] - 1L, 0, MOST_PARAMETER);
        long least = cost(start, end, k);
        for (int step : new int[] {1, -1}) {
            int next = k + step;
            while (next >= 0 && next <= MOST_PARAMETER) {
                long cost = cost(start, end, next);
                if (cost >= least) {
                    break;
                }
                least = cost;
                k = next;
                next += step;
            }
        }
        bits += PARAMETER_BITS + least;
        return k;
    }

    private long cost(int start, int end, int k) {
        long cost = 0;
        for (int i = start; i < end; i++) {
            long quotient = numbers[i] >>> k;
            cost += quotient >= 0 && quotient < IN_FULL ? quotient + 1 + k : IN_FULL + 1 + 2 * HALF;
        }
        return cost;
    }

    void write(PackedWriter out) {
        BitWriter to = new BitWriter(out);
        for (int i = 0; i < count; i++) {
            int k = parameters[i / GROUP];
            if (i % GROUP == 0) {
                to.write(k, PARAMETER_BITS);
            }
            long quotient = numbers[i] >>> k;
            if (quotient >= 0 && quotient < IN_FULL) {
                to.write(1L << quotient, (int) quotient + 1);
                to.write(numbers[i] & (1L << k) - 1, k);
            } else {
                to.write(1L << IN_FULL, IN_FULL + 1);
                to.write(numbers[i] & LOW_HALF, HALF);
                to.write(numbers[i] >>> HALF, HALF);
            }
        }
        to.end();
    }

    /// @param into takes the numbers from `at` on
    static void read(PackedReader in, int count, long[] into, int at) {
        long bit = 8L * in.position();
        for (int start = at; start < at + count; start += GROUP) {
            int stop = Math.min(at + count, start + GROUP);
            int k = (int) (in.word(bit) & (1 << PARAMETER_BITS) - 1);
            bit += PARAMETER_BITS;
            if (k > MOST_PARAMETER) {
                throw in.damaged("a Rice code with " + k + " low bits");
            }
            long mask = (1L << k) - 1;
            for (int i = start; i < stop; i++) {
                long word = in.word(bit);
                int quotient = Long.numberOfTrailingZeros(word);
                bit += quotient + 1;
                if (quotient < IN_FULL) {
                    // At most 16 + 40 bits: still in the word.
                    into[i] = (long) quotient << k | word >>> quotient + 1 & mask;
                    bit += k;
                } else {
                    into[i] = in.word(bit + HALF) << HALF | in.word(bit) & LOW_HALF;
                    bit += 2 * HALF;
                }
            }
        }
        // Throws if the codes reach beyond the end, where only zeros were read.
        in.moveTo((int) (bit + 7 >>> 3));
    }

    private static final class BitWriter {
        private final PackedWriter out;
        private long pending;
        private int pendingBits;

        BitWriter(PackedWriter out) {
            this.out = out;
        }

        /// @param count at most 40
        void write(long value, int count) {
            pending |= value << pendingBits;
            pendingBits += count;
            while (pendingBits >= 8) {
                out.put((int) pending);
                pending >>>= 8;
                pendingBits -= 8;
            }
        }

        void end() {
            if (pendingBits > 0) {
                out.put((int) pending);
            }
        }
    }
}
