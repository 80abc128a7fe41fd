package org.smartmeter.metrology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// The energies of consecutive windows add up to the whole: no sample is lost or counted twice.
class EnergyConservationTest {

    private static final double RATE = 4_000;

    @Property(tries = 60)
    void everySampleCountsOnceWhateverTheMainsDoes(
            @ForAll @DoubleRange(min = 45, max = 65) double f,
            @ForAll @IntRange(min = 1, max = 9_000) int samples,
            @ForAll long seed) {
        double[] block = eventful(f, samples, seed);
        double expected = 0;
        for (int n = 0; n < block.length; n += 2) {
            expected += block[n] * block[n + 1] / RATE / 3600;
        }

        List<Measurement> windows = measureInPieces(block, seed);

        assertThat(windows.stream().mapToDouble(Measurement::energyWh).sum())
                .isCloseTo(expected, within(1e-9));
        assertThat(windows.stream().mapToDouble(Measurement::seconds).sum())
                .isCloseTo(samples / RATE, within(1e-9));
        assertThat(windows.stream().mapToInt(Measurement::sampleCount).sum()).isEqualTo(samples);
        long next = 0;
        for (Measurement window : windows) {
            assertThat(window.firstSample()).isEqualTo(next);
            next += window.sampleCount();
        }
    }

    /// Mains that fails, jumps in phase, comes back, reverses, with noise on it.
    private static double[] eventful(double f, int samples, long seed) {
        Random random = new Random(seed);
        double[] block = Wave.distorted(f, RATE, seed).interleaved(RATE, samples, 0);
        for (int event = 0; event < 4; event++) {
            int from = random.nextInt(samples);
            int to = Math.min(samples, from + random.nextInt(2_000));
            double gain = new double[] {0, -1, 0.05, 1.4}[event];
            for (int n = from; n < to; n++) {
                block[2 * n] *= gain;
            }
        }
        Wave.addNoise(block, 0.02, 0.02, seed);
        return block;
    }

    private static List<Measurement> measureInPieces(double[] block, long seed) {
        Random random = new Random(seed);
        List<Measurement> windows = new ArrayList<>();
        Metrology metrology = Metrology.ofCalibrated(RATE, 1, 50, windows::add);
        for (int at = 0; at < block.length; ) {
            int frames = Math.min(1 + random.nextInt(700), (block.length - at) / 2);
            double[] piece = new double[2 * frames];
            System.arraycopy(block, at, piece, 0, piece.length);
            metrology.accept(piece, frames);
            at += 2 * frames;
        }
        metrology.finish();
        return windows;
    }

    @Test
    void importAndExportAreKeptApart() {
        Wave in = Wave.sine(50, 230, 10, 0);
        Wave out = Wave.sine(50, 230, 4, Math.PI);
        List<Measurement> windows = new ArrayList<>();
        Metrology metrology = Metrology.ofCalibrated(RATE, 1, 50, windows::add);
        metrology.accept(in.interleaved(RATE, 8_000, 0), 8_000);
        metrology.accept(out.interleaved(RATE, 8_000, 2), 8_000);
        metrology.finish();

        double imported = windows.stream().mapToDouble(Measurement::importWh).sum();
        double exported = windows.stream().mapToDouble(Measurement::exportWh).sum();
        // The window in which the direction turned nets its two parts: at most 200 ms of export.
        assertThat(imported - exported).isCloseTo((2300 - 920) * 2 / 3600.0, within(1e-9));
        assertThat(imported).isCloseTo(2300 * 2 / 3600.0, within(920 * 0.2 / 3600));
        assertThat(windows).allMatch(window -> window.importWh() == 0 || window.exportWh() == 0);
    }
}
