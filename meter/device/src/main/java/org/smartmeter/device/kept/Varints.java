package org.smartmeter.device.kept;

import java.nio.ByteBuffer;
import java.time.Instant;

/// Whole numbers in as many bytes as they need, seven bits a byte, the lowest first and the highest
/// bit set where another byte follows. Registers are mostly zeros and small numbers.
public final class Varints {

    /// The most bytes that one number takes; one below 0 takes all of them.
    public static final int LONGEST = 10;

    private static final int BITS = 7;
    private static final int MORE = 1 << BITS;

    private Varints() {}

    /// The most bytes that so many numbers take together.
    public static int longestSparse(int numbers) {
        return LONGEST + numbers * LONGEST;
    }

    public static void put(ByteBuffer into, long number) {
        long left = number;
        while ((left & -MORE) != 0) {
            into.put((byte) (left | MORE));
            left >>>= BITS;
        }
        into.put((byte) left);
    }

    /// @throws java.nio.BufferUnderflowException if the buffer ends within the number
    /// @throws IllegalArgumentException if there is no number of 64 bits
    public static long get(ByteBuffer from) {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += BITS) {
            byte next = from.get();
            number |= (long) (next & (MORE - 1)) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw new IllegalArgumentException("a number of more than " + LONGEST + " bytes");
    }

    /// Writes which numbers are not 0, bit by bit, and then those alone.
    ///
    /// @param numbers at most 64
    public static void putSparse(ByteBuffer into, long[] numbers) {
        long present = 0;
        for (int i = 0; i < numbers.length; i++) {
            present |= numbers[i] == 0 ? 0 : 1L << i;
        }
        put(into, present);
        for (long number : numbers) {
            if (number != 0) {
                put(into, number);
            }
        }
    }

    /// Reads so many numbers; those that were written beyond are read over.
    ///
    /// @throws java.nio.BufferUnderflowException if the buffer ends before they do
    public static long[] getSparse(ByteBuffer from, int count) {
        long[] numbers = new long[count];
        long present = get(from);
        for (int i = 0; present != 0; i++, present >>>= 1) {
            if ((present & 1) != 0) {
                long number = get(from);
                if (i < count) {
                    numbers[i] = number;
                }
            }
        }
        return numbers;
    }

    /// Milliseconds since 1970 and one more; [Instant#MAX] is 0.
    public static void put(ByteBuffer into, Instant time) {
        put(into, time.equals(Instant.MAX) ? 0 : time.toEpochMilli() + 1);
    }

    /// A time to the millisecond.
    public static Instant getInstant(ByteBuffer from) {
        long number = get(from);
        return number == 0 ? Instant.MAX : Instant.ofEpochMilli(number - 1);
    }
}
