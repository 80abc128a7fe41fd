package org.smartmeter.device;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.smartmeter.metrology.Calibration;
import org.smartmeter.metrology.ChannelCalibration;
import org.smartmeter.metrology.ClockCalibration;
import org.smartmeter.metrology.Crosstalk;
import org.smartmeter.metrology.Magnetisation;

/// A meter's coefficients as a file, lines of `key = value` like its configuration. Channels are
/// called v1, i1, v2, i2, v3, i3, and `neutral` where its current is measured; each has at least
/// a gain:
///
/// ```
/// v1.gain = 5.98E-5
/// i1.gain = 2.21E-5
/// i1.phase.samples = -0.0067
/// crosstalk.v1.i1 = 1.4E-7 1.7E-9
/// clock.excess = -6.2E-6
/// ```
public final class CalibrationFile {

    /// How a meter's configuration names such a file.
    public static final String KEY = "calibration";

    private static final String NEUTRAL = "neutral";
    private static final int MOST_PHASES = 3;
    private static final double ANY = Double.MAX_VALUE;

    private CalibrationFile() {}

    /// The key `calibration` of a meter's configuration: the file that `smartmeter calibrate`
    // wrote.
    ///
    /// @param phases of the front end that it is for
    /// @param neutral whether that can have a channel for the neutral's current
    /// @throws BadConfigurationException naming file, line and reason
    public static Optional<Calibration> chosen(
            Configuration configuration, int phases, boolean neutral) {
        return configuration.take(KEY).map(setting -> read(setting, phases, neutral));
    }

    private static Calibration read(Setting setting, int phases, boolean neutral) {
        Calibration calibration = read(setting.path());
        if (calibration.hasNeutral() && !neutral) {
            throw setting.refused(
                    setting.value()
                            + " has the neutral's current; this front end does not measure it");
        }
        int channels = calibration.channels().size();
        if (calibration.phases() != phases) {
            throw setting.refused(
                    setting.value()
                            + " is of "
                            + channels
                            + " channels; this front end has "
                            + 2 * phases);
        }
        return calibration;
    }

    /// @throws BadConfigurationException naming file, line and reason
    public static Calibration read(Path file) {
        Configuration configuration = Configuration.read(file);
        Calibration calibration = read(configuration);
        configuration.refuseRest();
        return calibration;
    }

    /// Takes the coefficients out of a file that holds other things too.
    public static Calibration read(Configuration from) {
        List<ChannelCalibration> channels = new ArrayList<>();
        for (int channel = 0; channel < 2 * MOST_PHASES; channel++) {
            String name = phaseName(channel);
            Optional<Setting> gain = from.take(name + ".gain");
            if (gain.isPresent()) {
                if (channels.size() < channel) {
                    throw gain.get().refused(phaseName(channels.size()) + ".gain is missing");
                }
                channels.add(channel(from, gain.get(), name));
            }
        }
        if (channels.size() != 2 && channels.size() != 2 * MOST_PHASES) {
            throw new BadConfigurationException(
                    from.file()
                            + ": has gains of "
                            + channels.size()
                            + " channels; v1.gain and i1.gain are wanted, with three phases to"
                            + " i3.gain");
        }
        from.take(NEUTRAL + ".gain").ifPresent(gain -> channels.add(channel(from, gain, NEUTRAL)));
        ClockCalibration clock =
                new ClockCalibration(
                        decimal(from, "clock.excess", ClockCalibration.MOST_EXCESS),
                        decimal(from, "clock.per.kelvin", ClockCalibration.MOST_EXCESS));
        int order =
                from.take("decimation.order")
                        .map(s -> s.integer(0, Calibration.MOST_DECIMATION_ORDER))
                        .orElse(0);
        double celsius =
                from.take("reference.celsius")
                        .map(s -> s.decimal(-100, 100))
                        .orElse(Calibration.REFERENCE_CELSIUS);
        return new Calibration(
                channels,
                crosstalk(from, channels.size()),
                clock,
                order,
                positive(from, "creep.volt.amperes", ANY),
                celsius);
    }

    private static ChannelCalibration channel(Configuration from, Setting gain, String name) {
        double perCount = gain.decimal(-ANY, ANY);
        if (perCount == 0) {
            throw gain.refused(gain.key() + " is 0; that reads nothing");
        }
        return new ChannelCalibration(
                perCount,
                decimal(from, name + ".offset", ANY),
                decimal(from, name + ".phase.samples", ChannelCalibration.MOST_PHASE_SAMPLES),
                decimal(from, name + ".per.kelvin", ChannelCalibration.MOST_PER_KELVIN),
                new Magnetisation(
                        positive(from, name + ".corner.hz", Magnetisation.MOST_HZ),
                        decimal(from, name + ".corner.per.kelvin", 1),
                        decimal(from, name + ".curvature", ANY)),
                positive(from, name + ".noise", ANY));
    }

    private static double decimal(Configuration from, String key, double most) {
        return from.take(key).map(setting -> setting.decimal(-most, most)).orElse(0.0);
    }

    private static double positive(Configuration from, String key, double most) {
        return from.take(key).map(setting -> setting.decimal(0, most)).orElse(0.0);
    }

    private static List<Crosstalk> crosstalk(Configuration from, int channels) {
        List<Crosstalk> pairs = new ArrayList<>();
        for (int to = 0; to < channels; to++) {
            for (int source = 0; source < channels; source++) {
                int disturbed = to;
                int disturbing = source;
                if (to != source) {
                    from.take("crosstalk." + name(source, channels) + "." + name(to, channels))
                            .map(setting -> crosstalk(setting, disturbing, disturbed))
                            .ifPresent(pairs::add);
                }
            }
        }
        return pairs;
    }

    private static Crosstalk crosstalk(Setting setting, int from, int to) {
        List<String> words = setting.words();
        if (words.size() != 2) {
            throw setting.refused(
                    setting.key() + " is two numbers, direct and per rate of change (seconds)");
        }
        return new Crosstalk(
                from,
                to,
                setting.decimal(words.get(0), -ANY, ANY),
                setting.decimal(words.get(1), -ANY, ANY));
    }

    /// The lines of a file that [#read] gives back without loss.
    public static List<String> lines(Calibration calibration) {
        List<String> lines = new ArrayList<>();
        lines.add("reference.celsius = " + calibration.referenceCelsius());
        lines.add("decimation.order = " + calibration.decimationOrder());
        lines.add("creep.volt.amperes = " + calibration.creepVoltAmperes());
        lines.add("clock.excess = " + calibration.clock().excess());
        lines.add("clock.per.kelvin = " + calibration.clock().temperatureCoefficient());
        int channels = calibration.channels().size();
        for (int channel = 0; channel < channels; channel++) {
            ChannelCalibration one = calibration.channels().get(channel);
            String name = name(channel, channels);
            lines.add(name + ".gain = " + one.gain());
            lines.add(name + ".offset = " + one.offset());
            lines.add(name + ".phase.samples = " + one.phaseSamples());
            lines.add(name + ".per.kelvin = " + one.temperatureCoefficient());
            Magnetisation core = one.magnetisation();
            if (core.cornerHz() > 0) {
                lines.add(name + ".corner.hz = " + core.cornerHz());
                lines.add(name + ".corner.per.kelvin = " + core.temperatureCoefficient());
                lines.add(name + ".curvature = " + core.curvature());
            }
            lines.add(name + ".noise = " + one.noiseRms());
        }
        for (Crosstalk pair : calibration.crosstalk()) {
            lines.add(
                    "crosstalk."
                            + name(pair.from(), channels)
                            + "."
                            + name(pair.to(), channels)
                            + " = "
                            + pair.direct()
                            + " "
                            + pair.slopeSeconds());
        }
        return lines;
    }

    /// v1, i1, v2, …, or the neutral where it is the last of an odd number.
    private static String name(int channel, int channels) {
        boolean neutral = channels % 2 == 1 && channel == channels - 1;
        return neutral ? NEUTRAL : phaseName(channel);
    }

    private static String phaseName(int channel) {
        return (channel % 2 == 0 ? "v" : "i") + (channel / 2 + 1);
    }
}
