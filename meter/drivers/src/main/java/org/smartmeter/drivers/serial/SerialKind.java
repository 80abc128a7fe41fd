package org.smartmeter.drivers.serial;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.smartmeter.device.Configuration;
import org.smartmeter.device.FrontEndKind;
import org.smartmeter.device.Setting;
import org.smartmeter.drivers.foreign.ForeignMeter;
import org.smartmeter.drivers.foreign.Plausibility;

/// A kind of source behind a serial line: `source = WORD DEVICE`. Keys of all such kinds:
///
/// - `source.current`: the highest current of a phase, A; 80 where it is not said
/// - `source.phases`: 1 or 3; 3 where it is not said
/// - `source.digits`: digits of its counters before the decimal point of kWh, after which they
///   begin at zero again; 0 for counters that do not
public abstract class SerialKind implements FrontEndKind {

    /// 230 V and 10 % (EN 50160).
    private static final double HIGHEST_VOLTS = 253;

    private static final int USUAL_AMPERES = 80;
    private static final int USUAL_PHASES = 3;
    private static final int MOST_DIGITS = 12;

    private final String word;
    private final int usualDigits;

    /// @param usualDigits of a counter where the configuration does not say
    protected SerialKind(String word, int usualDigits) {
        this.word = word;
        this.usualDigits = usualDigits;
    }

    @Override
    public final String word() {
        return word;
    }

    @Override
    public final String usage() {
        return word + " DEVICE";
    }

    @Override
    public final Chosen read(Setting source, Configuration more) {
        List<String> words = source.words();
        if (words.size() != 2) {
            throw source.refused(
                    "source is '"
                            + usage()
                            + "', for example "
                            + word.toLowerCase(Locale.ROOT)
                            + " /dev/ttyUSB0");
        }
        String device = words.get(1);
        Plausibility plausibility =
                new Plausibility(
                        HIGHEST_VOLTS,
                        number(more, "source.current", 1, 10_000).orElse(USUAL_AMPERES),
                        number(more, "source.phases", 1, 3)
                                .map(phases -> phases == 1 ? 1 : 3)
                                .orElse(USUAL_PHASES),
                        number(more, "source.digits", 0, MOST_DIGITS).orElse(usualDigits));
        DialogueMaker dialogue = dialogue(more);
        return from -> {
            Dialogue spoken = dialogue.make();
            return new SerialFrontEnd(
                    settings -> SystemSerialLine.open(device, settings),
                    spoken,
                    new ForeignMeter(plausibility, spoken.longestSilence()),
                    from);
        };
    }

    /// Reads the kind's own keys.
    protected abstract DialogueMaker dialogue(Configuration more);

    /// Makes the dialogue that was configured.
    @FunctionalInterface
    protected interface DialogueMaker {
        Dialogue make();
    }

    /// A key whose value is a whole number.
    protected static Optional<Integer> number(Configuration more, String key, int least, int most) {
        return more.take(key).map(setting -> setting.integer(least, most));
    }

    /// The speeds to try: the one of `source.baud`, or the usual ones.
    protected static List<LineSettings> speeds(
            Configuration more, LineSettings.Form form, List<LineSettings> usual) {
        return number(more, "source.baud", 300, 921_600)
                .map(baud -> List.of(new LineSettings(baud, form)))
                .orElse(usual);
    }
}
