package org.smartmeter.drivers.adc;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.smartmeter.device.quality.QualityLimits;
import org.smartmeter.metrology.Calibration;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.Metrology;
import org.smartmeter.metrology.quality.QualityResult;

/// The converter's samples on their way into the metrology: voltage is channel 0, current is
/// channel 1, and the neutral's current, if the calibration has it, channel 2. A sample that was
/// lost or damaged is stood in for by the one before, so that time goes on; where too many are lost
/// the stream ends and another one begins.
final class SampleStream {

    /// At 4 kSa/s 2 ms: a tenth of a cycle.
    static final int MOST_STOOD_IN = 8;

    /// How often the metrology is told the time again.
    private static final Duration TELLING = Duration.ofMinutes(1);

    private final double rate;
    private final QualityLimits supply;
    private final Calibration calibration;
    private final Consumer<Measurement> windows;
    private final Consumer<QualityResult> qualities;
    private final int[] newest;
    private Metrology metrology;
    private Instant told = Instant.EPOCH;
    private long taken;
    private long stoodIn;
    private long breaks;

    /// @param from board time of the first sample
    SampleStream(
            double rate,
            QualityLimits supply,
            Calibration calibration,
            Consumer<Measurement> windows,
            Consumer<QualityResult> qualities,
            Instant from) {
        this.rate = rate;
        this.supply = supply;
        this.calibration = calibration;
        this.newest = new int[calibration.channels().size()];
        this.windows = windows;
        this.qualities = qualities;
        metrology = begun(from);
    }

    private Metrology begun(Instant from) {
        Metrology begun = new Metrology(rate, 1, supply.hertz(), calibration, windows);
        begun.watchQuality(supply.settings(), qualities);
        begun.nextSampleAt(from);
        return begun;
    }

    /// @param number of the sample since the converter was started, from 1
    /// @param at board time of the sample
    void take(long number, AdcFrame frame, Instant at) {
        long lost = taken == 0 ? 0 : number - taken - 1;
        if (lost > MOST_STOOD_IN) {
            metrology.finish();
            metrology = begun(at);
            breaks++;
        } else {
            for (long k = 0; k < lost; k++) {
                metrology.accept(newest, 1);
                stoodIn++;
            }
        }
        if (Duration.between(told, at).compareTo(TELLING) >= 0) {
            metrology.nextSampleAt(at);
            told = at;
        }
        System.arraycopy(frame.samples(), 0, newest, 0, newest.length);
        metrology.accept(newest, 1);
        taken = Math.max(number, taken + 1);
    }

    /// Samples that others stood in for.
    long stoodIn() {
        return stoodIn;
    }

    /// How often too many were lost at once.
    long breaks() {
        return breaks;
    }
}
