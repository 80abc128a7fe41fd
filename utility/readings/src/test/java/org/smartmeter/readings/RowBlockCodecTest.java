package org.smartmeter.readings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
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
