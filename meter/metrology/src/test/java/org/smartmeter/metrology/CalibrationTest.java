package org.smartmeter.metrology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Counts become volts and amperes, and late channels are brought back into time.
class CalibrationTest {

    private static final double RATE = 6_400;

    @Property(tries = 40)
    void aLateChannelIsAlignedUpToTheFiftiethHarmonic(
            @ForAll @DoubleRange(min = -16, max = 16) double uLate,
            @ForAll @DoubleRange(min = -16, max = 16) double iLate,
            @ForAll @IntRange(min = 1, max = 50) int h) {
        double[] block = new double[2 * (int) RATE];
        for (int n = 0; n < (int) RATE; n++) {
            double u = (n - uLate) / RATE * 2 * Math.PI * 50;
            double i = (n - iLate) / RATE * 2 * Math.PI * 50;
            block[2 * n] = 300 * Math.sin(u) + 100 * Math.sin(h * u);
            block[2 * n + 1] = 10 * Math.sin(h * i - 1);
        }
        List<Measurement> windows = new ArrayList<>();
        Metrology metrology =
                new Metrology(
                        RATE,
                        1,
                        50,
                        List.of(
                                new ChannelCalibration(1, 0, uLate),
                                new ChannelCalibration(1, 0, iLate)),
                        windows::add);
        metrology.accept(block, (int) RATE);
        metrology.finish();

        double volts = h == 1 ? 400 : 100;
        PhaseMeasurement phase = windows.get(2).phases().getFirst();
        assertThat(windows.get(2).synchronised()).isTrue();
        assertThat(phase.p())
                .isCloseTo(volts * 10 / 2 * Math.cos(1), within(0.00002 * volts * 10 / 2));
        assertThat(phase.iRms()).isCloseTo(10 / Math.sqrt(2), within(0.00002 * 10));
        assertThat(windows.stream().mapToDouble(Measurement::seconds).sum())
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void countsAreScaledAndTheirOffsetTakenAway() {
        Wave wave = Wave.sine(50, 230, 10, 0.7);
        double[] values = wave.interleaved(RATE, (int) RATE, 0);
        int[] counts = new int[values.length];
        for (int n = 0; n < values.length; n += 2) {
            counts[n] = (int) Math.rint(values[n] / 1e-4 + 1_234);
            counts[n + 1] = (int) Math.rint(values[n + 1] / -1e-5 - 77);
        }
        List<Measurement> windows = new ArrayList<>();
        Metrology metrology =
                new Metrology(
                        RATE,
                        1,
                        50,
                        List.of(
                                new ChannelCalibration(1e-4, 1_234, 0),
                                new ChannelCalibration(-1e-5, -77, 0)),
                        windows::add);
        metrology.accept(counts, (int) RATE);

        PhaseMeasurement phase = windows.get(1).phases().getFirst();
        assertThat(phase.uRms()).isCloseTo(230, within(1e-3));
        assertThat(phase.iRms()).isCloseTo(10, within(1e-4));
        assertThat(phase.p()).isCloseTo(wave.p(), within(0.01));
        assertThat(phase.uDc()).isCloseTo(0, within(1e-4));
    }

    @Test
    void refusesImpossibleCoefficients() {
        assertThatThrownBy(() -> new ChannelCalibration(0, 0, 0)).hasMessageContaining("gain");
        assertThatThrownBy(() -> new ChannelCalibration(1, Double.NaN, 0))
                .hasMessageContaining("offset");
        assertThatThrownBy(() -> new ChannelCalibration(1, 0, 16.5))
                .hasMessageContaining("16.5 samples");
    }
}
