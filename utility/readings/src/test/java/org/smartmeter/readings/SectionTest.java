package org.smartmeter.readings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/// A shelf's day as bytes: what goes in comes out, and in few of them.
class SectionTest {

    private static final int DAY = 20_000;
    private static final CurveShape IMPORT = new CurveShape(1_800, 1, 0, 0, -1, 0);

    @Property(tries = 300)
    void anyNumbersComeOut(
            @ForAll @Size(min = 1, max = 60) long[] raw,
            @ForAll @IntRange(min = 2, max = 9) int width,
            @ForAll boolean exports) {
        long[][] columns = new long[width][];
        for (int i = 0; i < width; i++) {
            int shift = i;
            columns[i] = Arrays.stream(raw).map(v -> Long.rotateLeft(v, shift) * shift).toArray();
        }
        RowBlock block = new RowBlock(raw, raw.clone(), new long[raw.length], columns);
        CurveShape shape = new CurveShape(900, width, width - 1, -3, exports ? 0 : -1, 2);

        assertComesOut(
                List.of(
                        new Run.Curve(0, 1, shape, block),
                        new Run.Curve(31, 1L << 40, shape, block),
                        new Run.Other(0, 7, block),
                        new Run.Other(5, 1, block)));
    }

    /// Registers that grow by little, now and then by much, and once in a while wrap.
    @Property(tries = 300)
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

        assertComesOut(List.of(new Run.Curve(3, 2, IMPORT, block), new Run.Other(4, 2, block)));
    }

    /// Whatever two neighbours on a shelf have in common or not.
    @Property(tries = 200)
    void runsComeOutWhateverTheirNeighboursAreLike(@ForAll long seed) {
        Random random = new Random(seed);
        List<Run> runs = new ArrayList<>();
        for (int place = 0; place < Shelf.JOURNALS; place++) {
            if (random.nextInt(3) > 0) {
                CurveShape shape =
                        random.nextInt(3) > 0 ? IMPORT : new CurveShape(60, 2, 1, -3, 0, 0);
                runs.add(
                        new Run.Curve(
                                place,
                                1 + random.nextInt(2),
                                shape,
                                regular(random, shape.width())));
            }
            if (random.nextInt(4) == 0) {
                runs.add(new Run.Other(place, 9, regular(random, 1 + random.nextInt(3))));
            }
        }

        assertComesOut(runs);
    }

    private static RowBlock regular(RandomGenerator random, int width) {
        int rows = random.nextInt(2) == 0 ? 48 : 1 + random.nextInt(3);
        long[] sequences = new long[rows];
        long[] times = new long[rows];
        long[] statuses = new long[rows];
        long[][] columns = new long[width][rows];
        long firstTime = random.nextInt(2) * 1_000_000L;
        for (int i = 0; i < rows; i++) {
            sequences[i] = 500 + i * (1L + random.nextInt(20) / 19);
            times[i] = firstTime + i * 900_000L + (random.nextInt(200) == 0 ? 1 : 0);
            statuses[i] = random.nextInt(100) == 0 ? 4 : 0;
            for (long[] column : columns) {
                column[i] = i * 10L;
            }
        }
        return new RowBlock(sequences, times, statuses, columns);
    }

    private static void assertComesOut(List<Run> runs) {
        Section section = Section.pack(DAY, runs);
        assertThat(contents(section.unpack())).isEqualTo(contents(runs));
        assertThat(contents(section.unpack(Shelf.bit(0))))
                .isEqualTo(contents(runs.stream().filter(run -> run.place() == 0).toList()));
        assertThat(OtherColumns.places(section.others()))
                .isEqualTo(
                        runs.stream()
                                .filter(Run.Other.class::isInstance)
                                .mapToLong(run -> Shelf.bit(run.place()))
                                .reduce(0, (all, one) -> all | one));
    }

    private static Map<Run.Key, String> contents(List<Run> runs) {
        return runs.stream()
                .collect(
                        Collectors.toMap(
                                Run::key,
                                run ->
                                        (run instanceof Run.Curve curve ? curve.shape() : "")
                                                + Arrays.toString(run.rows().sequences())
                                                + Arrays.toString(run.rows().times())
                                                + Arrays.toString(run.rows().statuses())
                                                + Arrays.deepToString(run.rows().columns())));
    }

    /// Energies of a half-hour spread as a home's are: geometrically, here around 100 Wh. The
    /// entropy of that is 8.1 bits.
    @Test
    void aShelfOfHomesTakesLittleMoreThanItsEntropy() {
        RandomGenerator random = new Random(1);
        List<Run> runs = new ArrayList<>();
        for (int place = 0; place < Shelf.JOURNALS; place++) {
            long[] sequences = new long[48];
            long[] times = new long[48];
            long[] register = new long[48];
            long first = 1_000_000 + random.nextInt(1_000_000);
            for (int i = 0; i < 48; i++) {
                sequences[i] = 1_000 + 20L * place + i;
                times[i] = 1_770_000_000_000L + i * 1_800_000L;
                first += (long) (100 * random.nextExponential());
                register[i] = first;
            }
            runs.add(
                    new Run.Curve(
                            place,
                            1,
                            IMPORT,
                            new RowBlock(sequences, times, new long[48], new long[][] {register})));
        }

        assertThat(8.0 * Section.pack(DAY, runs).bytes() / (48 * Shelf.JOURNALS))
                .isBetween(8.0, 9.7);
    }

    /// Where no value is small, the parameter is far from zero.
    @Test
    void largeStepsOfMuchTheSameSizeTakeFewBitsEach() {
        long[] numbers = new long[64];
        Arrays.fill(numbers, 500);
        PackedWriter out = new PackedWriter(100);
        RiceCode code = new RiceCode(numbers, numbers.length);
        code.write(out);
        long[] back = new long[64];
        RiceCode.read(new PackedReader(out.toByteArray()), 64, back, 0);

        assertThat(8 * out.size()).isLessThan(64 * 11);
        assertThat(code.length()).isEqualTo(out.size());
        assertThat(back).isEqualTo(numbers);
    }

    @Property
    void theLengthOfRiceCodesIsKnownBeforeTheyAreWritten(
            @ForAll @Size(min = 1, max = 200) long[] numbers) {
        PackedWriter out = new PackedWriter(100);
        RiceCode code = new RiceCode(numbers, numbers.length);
        code.write(out);

        assertThat(code.length()).isEqualTo(out.size());
    }

    @Test
    void aDayOfAnIdleMeterTakesAFewBytes() {
        long[] sequences = new long[96];
        long[] times = new long[96];
        for (int i = 0; i < 96; i++) {
            sequences[i] = 1_000 + i;
            times[i] = 1_770_000_000_000L + i * 900_000L;
        }
        CurveShape shape = new CurveShape(900, 8, 0, 0, 1, 0);
        Section section =
                Section.pack(
                        DAY,
                        List.of(
                                new Run.Curve(
                                        0,
                                        1,
                                        shape,
                                        new RowBlock(
                                                sequences, times, new long[96], new long[8][96]))));

        assertThat(section.bytes()).isLessThan(60);
    }

    @Property
    void damagedBytesAreNoticedOrReadAsOthersButNeverRunAway(
            @ForAll long seed, @ForAll boolean others) {
        Random random = new Random(seed);
        CurveShape shape = new CurveShape(60, 2, 1, -3, -1, 0);
        Section good =
                Section.pack(
                        DAY,
                        List.of(
                                new Run.Curve(0, 1, shape, regular(random, 2)),
                                new Run.Curve(1, 1, shape, regular(random, 2)),
                                new Run.Other(1, 1, regular(random, 1))));
        byte[] curves = good.curves().clone();
        byte[] rest = good.others().clone();
        byte[] damaged = others ? rest : curves;
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
        try {
            assertThat(new Section(DAY, curves, rest).unpack()).isNotNull();
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("damaged");
        }
    }

    @Test
    void whatIsCutOffOrTooLongIsNoticed() {
        Section good =
                Section.pack(
                        DAY,
                        List.of(
                                new Run.Other(
                                        0,
                                        1,
                                        new RowBlock(
                                                new long[] {1, 2},
                                                new long[] {3, 4},
                                                new long[] {0, 0},
                                                new long[][] {{5, 6}}))));
        byte[] bytes = good.others();
        for (int length : new int[] {bytes.length - 1, bytes.length + 1}) {
            Section bad = new Section(DAY, good.curves(), Arrays.copyOf(bytes, length));
            assertThatThrownBy(bad::unpack).isInstanceOf(IllegalStateException.class);
        }
    }
}
