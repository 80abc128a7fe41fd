package org.smartmeter.readings.validation;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.IntStream;

/// A meter's register as it was read, ordered by time; the arrays are never changed.
///
/// @param ends instants of the samples, ms since 1970
/// @param registers cumulative energy at that instant, mWh
/// @param marks [Mark] bits
/// @param energies of the interval that ends here as sent, mWh; [#NONE] where nothing was sent
/// @param volts mean voltage of the interval; NaN where nothing was sent
public record Samples(
        String meter, long[] ends, long[] registers, int[] marks, long[] energies, double[] volts) {

    /// No energy was sent with this sample.
    public static final long NONE = Long.MIN_VALUE;

    public int count() {
        return ends.length;
    }

    /// Collects samples in whatever order they come.
    public static final class Builder {
        private final String meter;
        private int count;
        private long[] ends = new long[64];
        private long[] registers = new long[64];
        private int[] marks = new int[64];
        private long[] energies = new long[64];
        private double[] volts = new double[64];

        public Builder(String meter) {
            this.meter = meter;
        }

        public Builder add(Instant end, long register, Set<Mark> marks) {
            return add(end, register, marks, NONE, Double.NaN);
        }

        /// @param register mWh
        /// @param energy of the interval as sent, mWh, or [#NONE]
        /// @param volts or NaN
        public Builder add(Instant end, long register, Set<Mark> marks, long energy, double volts) {
            if (count == ends.length) {
                grow();
            }
            ends[count] = end.toEpochMilli();
            registers[count] = register;
            this.marks[count] = marks.stream().mapToInt(Mark::bit).sum();
            energies[count] = energy;
            this.volts[count] = volts;
            count++;
            return this;
        }

        private void grow() {
            int room = 2 * count;
            ends = Arrays.copyOf(ends, room);
            registers = Arrays.copyOf(registers, room);
            marks = Arrays.copyOf(marks, room);
            energies = Arrays.copyOf(energies, room);
            volts = Arrays.copyOf(volts, room);
        }

        public Samples build() {
            int[] order = IntStream.range(0, count).toArray();
            if (!ordered()) {
                order =
                        IntStream.range(0, count)
                                .boxed()
                                .sorted(Comparator.comparingLong(i -> ends[i]))
                                .mapToInt(Integer::intValue)
                                .toArray();
            }
            return new Samples(
                    meter,
                    Arrays.stream(order).mapToLong(i -> ends[i]).toArray(),
                    Arrays.stream(order).mapToLong(i -> registers[i]).toArray(),
                    Arrays.stream(order).map(i -> marks[i]).toArray(),
                    Arrays.stream(order).mapToLong(i -> energies[i]).toArray(),
                    Arrays.stream(order).mapToDouble(i -> volts[i]).toArray());
        }

        private boolean ordered() {
            for (int i = 1; i < count; i++) {
                if (ends[i] < ends[i - 1]) {
                    return false;
                }
            }
            return true;
        }
    }
}
