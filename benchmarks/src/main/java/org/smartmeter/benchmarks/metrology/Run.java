package org.smartmeter.benchmarks.metrology;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.smartmeter.metrology.Calibration;
import org.smartmeter.metrology.ChannelCalibration;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.Metrology;
import org.smartmeter.metrology.quality.QualityResult;
import org.smartmeter.metrology.quality.QualitySettings;

/// Counts of one mains, measured again and again.
final class Run {

    static final double RATE = 8_000;

    private static final double HZ = 50.04;
    private static final int SECONDS = 25;
    private static final int ROUNDS = 7;
    private static final int FRAMES = (int) RATE;

    private final DistortedMains mains;
    private final boolean late;
    private final List<int[]> seconds = new ArrayList<>();

    /// @param late whether channels are late by different fractions of a sample
    Run(int phases, boolean late) {
        this.mains = new DistortedMains(phases, HZ, 7);
        this.late = late;
        // 25 s are 1251 whole cycles, so that the wave goes on when the counts come again
        for (int second = 0; second < SECONDS; second++) {
            seconds.add(mains.counts(RATE, (long) second * FRAMES, FRAMES, lateness()));
        }
    }

    DistortedMains mains() {
        return mains;
    }

    private double[] lateness() {
        double[] lateSamples = new double[mains.channels()];
        for (int channel = 0; channel < lateSamples.length && late; channel++) {
            lateSamples[channel] = 0.31 * channel - 0.4;
        }
        return lateSamples;
    }

    private Calibration calibration() {
        double[] lateSamples = lateness();
        List<ChannelCalibration> channels = new ArrayList<>();
        for (int channel = 0; channel < lateSamples.length; channel++) {
            double unit =
                    channel % 2 == 0
                            ? DistortedMains.VOLTS_PER_COUNT
                            : DistortedMains.AMPERES_PER_COUNT;
            channels.add(
                    new ChannelCalibration(
                            unit, DistortedMains.OFFSET_COUNTS, lateSamples[channel]));
        }
        return Calibration.of(channels);
    }

    private Metrology metrology(
            boolean quality,
            Consumer<Measurement> measured,
            Consumer<? super QualityResult> results) {
        Metrology metrology =
                new Metrology(RATE, mains.channels() / 2, 50, calibration(), measured);
        if (quality) {
            metrology.watchQuality(QualitySettings.EUROPEAN, results);
        }
        return metrology;
    }

    /// Seconds of this thread for one second of life, in the fastest of some rounds.
    double secondsPerSecond(boolean quality, int lives) {
        double fastest = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            long[] taken = new long[1];
            Metrology metrology = metrology(quality, window -> taken[0]++, result -> taken[0]++);
            long begin = CpuTime.nanos();
            for (int life = 0; life < lives; life++) {
                for (int[] second : seconds) {
                    metrology.accept(second, FRAMES);
                }
            }
            double spent = (CpuTime.nanos() - begin) / 1e9;
            if (taken[0] == 0) {
                throw new IllegalStateException("nothing was measured");
            }
            fastest = Math.min(fastest, spent / lives / SECONDS);
        }
        return fastest;
    }

    /// Everything that is found in the first pass.
    void once(Consumer<Measurement> measured, Consumer<? super QualityResult> results) {
        Metrology metrology = metrology(true, measured, results);
        for (int[] second : seconds) {
            metrology.accept(second, FRAMES);
        }
        metrology.finish();
    }
}
