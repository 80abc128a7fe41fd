package org.smartmeter.simulator.frontend;

import java.nio.file.Path;
import java.util.Locale;
import org.smartmeter.device.BadConfigurationException;
import org.smartmeter.device.Configuration;
import org.smartmeter.device.Setting;

/// One unit of a front end as a file, lines of `key = value`; what is not said is as in
/// [FrontEndDesign#standard].
///
/// @param seed which unit
public record FrontEndModel(FrontEndDesign design, long seed) {

    private static final double MOST_AMPERES = 10_000;

    /// @throws BadConfigurationException naming file, line and reason
    public static FrontEndModel read(Path file) {
        return read(Configuration.read(file));
    }

    static FrontEndModel read(Configuration from) {
        from.take("part")
                .filter(part -> !part.value().equals(Ads131m08.NAME))
                .ifPresent(
                        part -> {
                            throw part.refused(
                                    "there is no model of '"
                                            + part.value()
                                            + "'; there is "
                                            + Ads131m08.NAME);
                        });
        int phases = from.take("phases").map(s -> s.integer(1, 3)).orElse(1);
        if (phases == 2) {
            throw from.take("phases").orElseThrow().refused("phases is 1 or 3, not 2");
        }
        FrontEndDesign usual = FrontEndDesign.standard(phases);
        int mains = from.take("mains").map(s -> s.integer(50, 60)).orElse(usual.nominalHz());
        if (mains != 50 && mains != 60) {
            throw from.take("mains").orElseThrow().refused("mains is 50 or 60, not " + mains);
        }
        FrontEndDesign design =
                new FrontEndDesign(
                        phases,
                        decimal(from, "rate", 4_000, 32_000, usual.rate()),
                        mains,
                        decimal(from, "nominal.volts", 50, 500, usual.nominalVolts()),
                        decimal(from, "nominal.amperes", 0.1, MOST_AMPERES, usual.nominalAmperes()),
                        decimal(from, "maximum.amperes", 0.1, MOST_AMPERES, usual.maximumAmperes()),
                        decimal(from, "transformer.ratio", 1, 100_000, usual.transformerRatio()),
                        decimal(from, "transformer.burden.ohms", 0.01, 10_000, usual.burdenOhms()),
                        decimal(from, "transformer.corner.hz", 0.01, 10, usual.cornerHz()),
                        decimal(from, "divider.ratio", 1, 100_000, usual.dividerRatio()),
                        from.take("neutral").map(Setting::yes).orElse(usual.neutral()));
        long seed = from.take("seed").map(s -> s.integer(0, Integer.MAX_VALUE)).orElse(1);
        from.refuseRest();
        checkRange(from.file(), design);
        return new FrontEndModel(design, seed);
    }

    private static double decimal(
            Configuration from, String key, double least, double most, double usual) {
        return from.take(key).map(setting -> setting.decimal(least, most)).orElse(usual);
    }

    /// A design whose largest sinusoid the converter cuts off cannot be calibrated.
    private static void checkRange(Path file, FrontEndDesign design) {
        double volts = Math.sqrt(2) * 1.15 * design.nominalVolts() * design.voltsPerVolt();
        double amperes = Math.sqrt(2) * design.maximumAmperes() * design.voltsPerAmpere();
        double most = 0.95 * Ads131m08.FULL_SCALE_VOLTS;
        if (volts > most || amperes > most || design.nominalAmperes() > design.maximumAmperes()) {
            throw new BadConfigurationException(
                    String.format(
                            Locale.ROOT,
                            "%s: 115 %% of nominal voltage gives the converter %.3f V and maximum current"
                                    + " %.3f V peak; at most %.2f V each, and nominal.amperes is not"
                                    + " above maximum.amperes",
                            file,
                            volts,
                            amperes,
                            most));
        }
    }
}
