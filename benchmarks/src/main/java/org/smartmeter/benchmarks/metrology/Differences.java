package org.smartmeter.benchmarks.metrology;

import java.util.List;
import org.smartmeter.benchmarks.BenchmarkResult.Row;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.PhaseMeasurement;
import org.smartmeter.metrology.quality.HarmonicContent;
import org.smartmeter.metrology.quality.QualityResult;
import org.smartmeter.metrology.quality.QualityWindow;

/// The largest differences between what was measured and plain sums of the wave itself in double
/// precision, over all windows and phases.
final class Differences {

    private static final double PERCENT = 100;

    private final DistortedMains mains;
    private final double[] rms;
    private final double[] power;
    private double voltage;
    private double current;
    private double activePower;
    private double frequency;
    private double harmonics;

    private Differences(DistortedMains mains) {
        this.mains = mains;
        this.rms = new double[mains.channels()];
        this.power = new double[mains.channels() / 2];
        for (int channel = 0; channel < rms.length; channel++) {
            rms[channel] = Math.sqrt(mains.meanProduct(channel, channel));
        }
        for (int phase = 0; phase < power.length; phase++) {
            power[phase] = mains.meanProduct(2 * phase, 2 * phase + 1);
        }
    }

    static List<Row> rows(Run run) {
        Differences differences = new Differences(run.mains());
        run.once(differences::compare, differences::compare);
        return List.of(
                Row.of("voltage, from plain sums", differences.voltage, "%").atMost(0.02),
                Row.of("current, from plain sums", differences.current, "%").atMost(0.02),
                Row.of("active power, from plain sums", differences.activePower, "%").atMost(0.02),
                Row.of("frequency, from the wave's", differences.frequency, "mHz").atMost(1),
                Row.of("harmonics, from the wave's, of nominal", differences.harmonics, "%")
                        .atMost(0.01));
    }

    private void compare(Measurement window) {
        if (!window.synchronised()) {
            return;
        }
        frequency = Math.max(frequency, 1000 * Math.abs(window.f() - mains.f()));
        for (int phase = 0; phase < power.length; phase++) {
            PhaseMeasurement measured = window.phases().get(phase);
            voltage = Math.max(voltage, percent(measured.uRms(), rms[2 * phase]));
            current = Math.max(current, percent(measured.iRms(), rms[2 * phase + 1]));
            activePower = Math.max(activePower, percent(measured.p(), power[phase]));
        }
    }

    private void compare(QualityResult result) {
        if (!(result instanceof QualityWindow window) || Double.isNaN(window.f())) {
            return;
        }
        for (int phase = 0; phase < power.length; phase++) {
            compare(window.phases().get(phase).u(), 2 * phase);
            compare(window.phases().get(phase).i(), 2 * phase + 1);
        }
    }

    private void compare(HarmonicContent content, int channel) {
        for (int h = 1; h <= content.harmonics().length; h++) {
            double difference = Math.abs(content.harmonics()[h - 1] - mains.rms(channel, h));
            harmonics = Math.max(harmonics, PERCENT * difference / mains.rms(channel, 1));
        }
    }

    private static double percent(double measured, double plain) {
        return PERCENT * Math.abs(measured / plain - 1);
    }
}
