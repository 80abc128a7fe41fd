package org.smartmeter.simulator.frontend;

import java.util.ArrayList;
import java.util.List;
import org.smartmeter.metrology.Calibration;
import org.smartmeter.metrology.ChannelCalibration;
import org.smartmeter.metrology.ClockCalibration;
import org.smartmeter.metrology.Magnetisation;

/// How a front end is built: the values printed on its parts, from which each unit differs a
/// little.
///
/// The converter is an [Ads131m08]. The defaults of current input are those of its data sheet's
/// typical application (SBAS950B, section 9.2, figure 9-7 and equation 12): transformer 2000 : 1,
/// burden 12.98 Ω, 649 mV rms at 100 A. The divider's ratio is ours. The transformer's corner is
/// that of one which bears direct current, as IEC 62053-21's half-wave test wants it: 3 Hz lead by
/// 3.4° at 50 Hz (assumed: no maker's sheet was at hand to check it against).
///
/// @param phases 1 or 3
/// @param rate nominal samples per second
/// @param nominalHz 50 or 60
/// @param nominalVolts of the mains
/// @param nominalAmperes I_n or I_b
/// @param maximumAmperes I_max
/// @param transformerRatio turns
/// @param burdenOhms of the transformer
/// @param cornerHz of the transformer with this burden
/// @param dividerRatio mains volts per converter volt
/// @param neutral whether there is a transformer around the neutral too, like those of the phases
public record FrontEndDesign(
        int phases,
        double rate,
        int nominalHz,
        double nominalVolts,
        double nominalAmperes,
        double maximumAmperes,
        double transformerRatio,
        double burdenOhms,
        double cornerHz,
        double dividerRatio,
        boolean neutral) {

    private static final double COUNTS = 1 << (Ads131m08.BITS - 1);

    /// A meter of 10(100) A at 230 V, 50 Hz, 8 kSa/s.
    public static FrontEndDesign standard(int phases) {
        return new FrontEndDesign(phases, 8_000, 50, 230, 10, 100, 2_000, 12.98, 3, 418, false);
    }

    /// The same with a transformer around the neutral.
    public FrontEndDesign withNeutral() {
        return new FrontEndDesign(
                phases,
                rate,
                nominalHz,
                nominalVolts,
                nominalAmperes,
                maximumAmperes,
                transformerRatio,
                burdenOhms,
                cornerHz,
                dividerRatio,
                true);
    }

    /// The name of the converter.
    public String part() {
        return Ads131m08.NAME;
    }

    public int channels() {
        return 2 * phases + (neutral ? 1 : 0);
    }

    /// What a meter assumes that nobody has calibrated: the values printed on the parts.
    public Calibration nominalCalibration() {
        double perCount = Ads131m08.FULL_SCALE_VOLTS / COUNTS;
        ChannelCalibration voltage = new ChannelCalibration(perCount / voltsPerVolt(), 0, 0);
        ChannelCalibration current =
                new ChannelCalibration(
                        perCount / voltsPerAmpere(), 0, 0, 0, new Magnetisation(cornerHz, 0, 0), 0);
        List<ChannelCalibration> channels = new ArrayList<>();
        for (int phase = 0; phase < phases; phase++) {
            channels.add(voltage);
            channels.add(current);
        }
        if (neutral) {
            channels.add(current);
        }
        return new Calibration(
                channels,
                List.of(),
                ClockCalibration.NONE,
                Ads131m08.DECIMATION_ORDER,
                creepVoltAmperes(),
                Calibration.REFERENCE_CELSIUS);
    }

    /// Half of the starting current of class 0.2S, 0.001 I_n, at nominal voltage.
    private double creepVoltAmperes() {
        return 0.5 * 0.001 * nominalAmperes * nominalVolts;
    }

    double voltsPerVolt() {
        return 1 / dividerRatio;
    }

    double voltsPerAmpere() {
        return burdenOhms / transformerRatio;
    }

    /// Integrated current of the greatest sinusoidal load, peak, A·s.
    double greatestFlux() {
        return Math.sqrt(2) * maximumAmperes / (2 * Math.PI * nominalHz);
    }

    static int counts(double volts) {
        return (int)
                Math.clamp(
                        Math.rint(volts * (COUNTS / Ads131m08.FULL_SCALE_VOLTS)),
                        -COUNTS,
                        COUNTS - 1);
    }
}
