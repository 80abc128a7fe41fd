package org.smartmeter.readings;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Non-negative numbers as Golomb–Rice codes: the number without its lowest k bits in unary, then
/// those. A home's energies per interval fall off about geometrically, for which that is nearly
/// optimal (R. F. Rice, JPL 79-22); k goes with each group of numbers, six bits of it. Read as
/// unsigned, so that all 64-bit values go through; what is far above its group goes in full.
final class RiceCode {

    private static final int GROUP = 64;
    private static final int PARAMETER_BITS = 6;
    private static final int MOST_PARAMETER = 40;

    /// So many ones of the unary part say that the number follows in full.
    private static final int IN_FULL = 16;

    private static final int HALF = 32;
    private static final long LOW_HALF = 0xffff_ffffL;

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private RiceCode() {}

    /// @param numbers as unsigned
    static byte[] encode(long[] numbers) {
        Writer out = new Writer(numbers.length);
        for (int start = 0; start < numbers.length; start += GROUP) {
            int end = Math.min(numbers.length, start + GROUP);
            int k = parameter(numbers, start, end);
            out.write(k, PARAMETER_BITS);
            for (int i = start; i < end; i++) {
                long quotient = numbers[i] >>> k;
                if (quotient >= 0 && quotient < IN_FULL) {
                    out.write(1L << quotient, (int) quotient + 1);
                    out.write(numbers[i] & (1L << k) - 1, k);
                } else {
                    out.write(1L << IN_FULL, IN_FULL + 1);
                    out.write(numbers[i] & LOW_HALF, HALF);
                    out.write(numbers[i] >>> HALF, HALF);
                }
            }
        }
        return out.bytes();
    }

    private static int parameter(long[] numbers, int start, int end) {
        int best = 0;
        long least = Long.MAX_VALUE;
        for (int k = 0; k <= MOST_PARAMETER; k++) {
            long bits = 0;
            for (int i = start; i < end; i++) {
                long quotient = numbers[i] >>> k;
                bits +=
                        quotient >= 0 && quotient < IN_FULL
                                ? quotient + 1 + k
                                : IN_FULL + 1 + 2 * HALF;
            }
            if (bits < least) {
                least = bits;
                best = k;
            }
        }
        return best;
    }

    /// @param bytes of which `length` from `offset` on are the codes
    /// @throws IllegalStateException if they are not so many numbers
    static long[] decode(byte[] bytes, int offset, int length, int count) {
        // Eight zeros more, so that a whole word can be read at every bit.
        byte[] in = Arrays.copyOf(Arrays.copyOfRange(bytes, offset, offset + length), length + 8);
        long[] numbers = new long[count];
        long end = 8L * length;
        long bit = 0;
        for (int start = 0; start < count; start += GROUP) {
            int stop = Math.min(count, start + GROUP);
            check(bit, end);
            int k = (int) (word(in, bit) & (1 << PARAMETER_BITS) - 1);
            bit += PARAMETER_BITS;
            if (k > MOST_PARAMETER) {
                throw new IllegalStateException("a Rice code with " + k + " low bits");
            }
            long mask = (1L << k) - 1;
            for (int i = start; i < stop; i++) {
                check(bit, end);
                long word = word(in, bit);
                int quotient = Long.numberOfTrailingZeros(word);
                bit += quotient + 1;
                if (quotient < IN_FULL) {
                    // At most 16 + 40 bits: still in the word.
                    numbers[i] = (long) quotient << k | word >>> quotient + 1 & mask;
                    bit += k;
                } else {
                    check(bit, end);
                    long low = word(in, bit) & LOW_HALF;
                    check(bit + HALF, end);
                    numbers[i] = word(in, bit + HALF) << HALF | low;
                    bit += 2 * HALF;
                }
            }
        }
        if (end - bit < 0 || end - bit >= 8) {
            throw new IllegalStateException("Rice codes of another length than their bytes");
        }
        return numbers;
    }

    private static void check(long bit, long end) {
        if (bit >= end) {
            throw new IllegalStateException("Rice codes are cut off");
        }
    }

    /// At least 57 bits from this one on.
    private static long word(byte[] bytes, long bit) {
        return (long) LONGS.get(bytes, (int) (bit >>> 3)) >>> (bit & 7);
    }

    private static final class Writer {
        private byte[] bytes;
        private int size;
        private long pending;
        private int pendingBits;

        Writer(int numbers) {
            bytes = new byte[16 + 2 * numbers];
        }

        /// @param count at most 40
        void write(long value, int count) {
            pending |= value << pendingBits;
            pendingBits += count;
            while (pendingBits >= 8) {
                put();
                pending >>>= 8;
                pendingBits -= 8;
            }
        }

        private void put() {
            if (size == bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * size);
            }
            bytes[size++] = (byte) pending;
        }

        byte[] bytes() {
            if (pendingBits > 0) {
                put();
            }
            return Arrays.copyOf(bytes, size);
        }
    }
}
