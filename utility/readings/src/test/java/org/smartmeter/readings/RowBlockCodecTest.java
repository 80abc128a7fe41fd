package org.smartmeter.readings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RowBlockCodecTest {

    @Property
    void whatGoesInComesOut(
            @ForAll @Size(min = 1, max = 60) long[] raw, @ForAll @IntRange(max = 9) int width) {
        long[][] columns = new long[width][];
        for (int i = 0; i < width; i++) {
            int shift = i;
            columns[i] = Arrays.stream(raw).map(v -> Long.rotateLeft(v, shift) * shift).toArray();
        }
        RowBlock block = new RowBlock(raw, raw.clone(), new long[raw.length], columns);

        RowBlock back = RowBlockCodec.decode(RowBlockCodec.encode(block));

        assertThat(back.sequences()).isEqualTo(block.sequences());
        assertThat(back.times()).isEqualTo(block.times());
        assertThat(back.statuses()).isEqualTo(block.statuses());
        assertThat(back.columns()).isEqualTo(block.columns());
    }

    /// Registers that grow by little, now and then by much, and once in a while wrap.
    @Property
    void registersComeOut(
            @ForAll @Size(min = 1, max = 400) @LongRange(min = 0, max = 5_000) long[] steps,
            @ForAll @IntRange(max = 399) int leap,
            @ForAll long by) {
        long[] register = steps.clone();
        if (leap < register.length) {
            register[leap] = by;
        }
        for (int i = 1; i < register.length; i++) {
            register[i] += register[i - 1];
        }
        RowBlock block =
                new RowBlock(register.clone(), register.clone(), register, new long[][] {register});

        RowBlock back = RowBlockCodec.decode(RowBlockCodec.encode(block));

        assertThat(back.columns()[0]).isEqualTo(register);
        assertThat(back.sequences()).isEqualTo(register);
        assertThat(back.statuses()).isEqualTo(register);
    }

    /// Energies of a quarter-hour spread as a home's are: geometrically, here around 100 Wh. The
    /// entropy of that is 8.1 bits.
    @Test
    void aMonthOfAHomeTakesLittleMoreThanItsEntropy() {
        int rows = 2_976;
        RandomGenerator random = new Random(1);
        long[] sequences = new long[rows];
        long[] times = new long[rows];
        long[] register = new long[rows];
        for (int i = 0; i < rows; i++) {
            sequences[i] = 1_000 + i;
            times[i] = 1_770_000_000_000L + i * 900_000L;
            register[i] = (i == 0 ? 0 : register[i - 1]) + (long) (100 * random.nextExponential());
        }
        byte[] bytes =
                RowBlockCodec.encode(
                        new RowBlock(sequences, times, new long[rows], new long[][] {register}));

        assertThat(8.0 * bytes.length / rows).isBetween(8.0, 8.4);
    }

    /// Where no value is small, the parameter is far from zero.
    @Test
    void largeStepsOfMuchTheSameSizeTakeFewBitsEach() {
        long[] numbers = new long[64];
        Arrays.fill(numbers, 500);

        assertThat(8 * RiceCode.encode(numbers).length).isLessThan(64 * 11);
        assertThat(
                        RiceCode.decode(
                                RiceCode.encode(numbers), 0, RiceCode.encode(numbers).length, 64))
                .isEqualTo(numbers);
    }

    /// Two rows as version 1 wrote them.
    @Test
    void blocksOfTheFirstVersionAreStillRead() {
        byte[] bytes = {1, 2, 1, 2, 0, 0, 6, 5, 0, 1, 10, 2};

        RowBlock block = RowBlockCodec.decode(bytes);

        assertThat(block.sequences()).containsExactly(1, 2);
        assertThat(block.times()).containsExactly(3, 3);
        assertThat(block.statuses()).containsExactly(0, 0);
        assertThat(block.columns()[0]).containsExactly(5, 6);
    }

    @Test
    void aDayOfAnIdleMeterTakesAFewBytes() {
        long[] sequences = new long[96];
        long[] times = new long[96];
        for (int i = 0; i < 96; i++) {
            sequences[i] = 1_000 + i;
            times[i] = 1_770_000_000_000L + i * 900_000L;
        }
        byte[] bytes =
                RowBlockCodec.encode(new RowBlock(sequences, times, new long[96], new long[8][96]));

        assertThat(bytes).hasSizeLessThan(70);
    }

    @Test
    void damagedBytesAreNoticed() {
        byte[] good =
                RowBlockCodec.encode(
                        new RowBlock(
                                new long[] {1, 2},
                                new long[] {3, 4},
                                new long[] {0, 0},
                                new long[][] {{5, 6}}));
        byte[] cut = Arrays.copyOf(good, good.length - 1);
        byte[] longer = Arrays.copyOf(good, good.length + 1);

        assertThatThrownBy(() -> RowBlockCodec.decode(cut))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> RowBlockCodec.decode(longer))
                .isInstanceOf(IllegalStateException.class);
    }
}
