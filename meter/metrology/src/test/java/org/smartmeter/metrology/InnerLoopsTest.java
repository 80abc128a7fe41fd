package org.smartmeter.metrology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Vector instructions give what plain loops give, to the last bit.
class InnerLoopsTest {

    private static final InnerLoops PLAIN = new PlainLoops();
    private static final InnerLoops VECTOR = new VectorLoops();

    @Test
    void vectorInstructionsAreChosenWhereTheyAreThere() {
        assertThat(InnerLoops.FASTEST).isInstanceOf(VectorLoops.class);
    }

    @Property(tries = 50)
    void filtersAlike(@ForAll @IntRange(max = 200) int count, @ForAll long seed) {
        double[] taps = numbers(64, seed);
        double[] x = numbers(count + 70, seed + 1);
        double[] plain = new double[count + 3];
        double[] vector = new double[count + 3];
        PLAIN.filter(taps, x, 5, plain, 3, count);
        VECTOR.filter(taps, x, 5, vector, 3, count);
        assertThat(vector).containsExactly(plain);
    }

    @Property(tries = 50)
    void transformsAlike(
            @ForAll @IntRange(min = 1, max = 40) int stride,
            @ForAll @IntRange(min = 1, max = 4) int quarter,
            @ForAll long seed) {
        int size = 4 * stride * quarter;
        double[] re = numbers(size, seed);
        double[] im = numbers(size, seed + 1);
        InnerLoops.Turn[] turns = new InnerLoops.Turn[2 * quarter];
        Arrays.setAll(turns, k -> InnerLoops.Turn.by(0.3 * k));
        double[][] results = new double[4][size];
        PLAIN.quarters(re, im, results[0], results[1], stride, quarter, turns, 2);
        VECTOR.quarters(re, im, results[2], results[3], stride, quarter, turns, 2);
        assertThat(results[2]).containsExactly(results[0]);
        assertThat(results[3]).containsExactly(results[1]);
    }

    @Property(tries = 20)
    void combinesAlike(@ForAll long seed) {
        int[] at = {2, 0, 5};
        double[] weights = numbers(3 * InnerLoops.COMBINED, seed);
        double[] x = numbers(4 * (InnerLoops.COMBINED + 5), seed + 1);
        double[] plain = new double[12];
        double[] vector = new double[12];
        PLAIN.combine(weights, x, at, 3, plain);
        VECTOR.combine(weights, x, at, 3, vector);
        assertThat(vector).containsExactly(plain);
    }

    /// Against the definition.
    @ParameterizedTest
    @ValueSource(ints = {16, 64, 128, 512, 2048})
    void theFourierTransformIsOne(int size) {
        FourierTransform transform = new FourierTransform(size);
        double[] re = numbers(size, 1);
        double[] im = numbers(size, 2);
        System.arraycopy(re, 0, transform.re(), 0, size);
        System.arraycopy(im, 0, transform.im(), 0, size);
        transform.transform();
        for (int k = 0; k < size; k += Math.max(1, size / 37)) {
            double sumRe = 0;
            double sumIm = 0;
            for (int n = 0; n < size; n++) {
                double angle = -2 * Math.PI * ((long) k * n % size) / size;
                sumRe += re[n] * Math.cos(angle) - im[n] * Math.sin(angle);
                sumIm += re[n] * Math.sin(angle) + im[n] * Math.cos(angle);
            }
            assertThat(transform.re()[k]).isCloseTo(sumRe, within(1e-10));
            assertThat(transform.im()[k]).isCloseTo(sumIm, within(1e-10));
        }
    }

    private static double[] numbers(int count, long seed) {
        Random random = new Random(seed);
        double[] numbers = new double[count];
        for (int n = 0; n < count; n++) {
            numbers[n] = random.nextDouble() - 0.5;
        }
        return numbers;
    }
}
