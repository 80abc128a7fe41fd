package org.smartmeter.board;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.smartmeter.device.FrontEnd;
import org.smartmeter.device.quality.QualityLimits;
import org.smartmeter.metrology.Calibration;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.Metrology;
import org.smartmeter.metrology.quality.QualityResult;

/// Plays frames of one phase round and round in step with the board's time.
final class RecordedWaveFrontEnd implements FrontEnd {

    private static final Duration STEP = Duration.ofMillis(200);

    private final double[] frames;
    private final int rate;
    private final Instant start;
    private final int width;
    private final double[] block;
    private final Metrology metrology;
    private final Deque<Measurement> measured = new ArrayDeque<>();
    private final Deque<QualityResult> qualities = new ArrayDeque<>();
    private int at;
    private long taken;
    private double measuredSeconds;

    /// @param frames a sample of each channel in turn
    /// @param rate samples per second and channel
    /// @param calibration makes volts and amperes of the frames
    RecordedWaveFrontEnd(
            double[] frames,
            int rate,
            Calibration calibration,
            QualityLimits supply,
            Instant start) {
        this.frames = frames;
        this.rate = rate;
        this.start = start;
        width = calibration.channels().size();
        block = new double[(int) (rate * STEP.toMillis() / 1_000) * width];
        metrology = new Metrology(rate, 1, supply.hertz(), calibration, measured::add);
        metrology.watchQuality(supply.settings(), qualities::add);
        metrology.nextSampleAt(start);
    }

    @Override
    public Instant deliver(Instant now, Windows windows) {
        long due = Duration.between(start, now).toNanos() / 1_000 * rate / 1_000_000;
        while (taken < due) {
            int count = (int) Math.min(due - taken, block.length / width);
            fill(count);
            metrology.accept(block, count);
            taken += count;
            for (Measurement window = measured.poll(); window != null; window = measured.poll()) {
                measuredSeconds += window.seconds();
                windows.measured(window, start.plusNanos(Math.round(measuredSeconds * 1e9)));
            }
            for (QualityResult found = qualities.poll(); found != null; found = qualities.poll()) {
                windows.quality(found);
            }
        }
        return now.plus(STEP);
    }

    private void fill(int count) {
        int filled = 0;
        while (filled < count * width) {
            int length = Math.min(count * width - filled, frames.length - at);
            System.arraycopy(frames, at, block, filled, length);
            filled += length;
            at = (at + length) % frames.length;
        }
    }
}
