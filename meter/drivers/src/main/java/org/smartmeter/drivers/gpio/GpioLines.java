package org.smartmeter.drivers.gpio;

import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.device.Setting;
import org.smartmeter.drivers.linux.GpioPin;

/// What a configuration says about pins, and opens them: `gpio CHIP PIN…`.
public final class GpioLines {

    private static final Logger LOG = LoggerFactory.getLogger(GpioLines.class);

    public static final String WORD = "gpio";
    public static final String RELAY = "gpio CHIP ON OFF FEEDBACK";
    public static final String INPUT = "gpio CHIP PIN";

    private static final int RELAY_WORDS = 5;
    private static final int INPUT_WORDS = 3;

    private GpioLines() {}

    /// Something configured that is not open yet.
    @FunctionalInterface
    public interface Chosen<T> {

        /// @throws IOException if a line is not there or somebody else has it
        T open() throws IOException;
    }

    /// A relay: `gpio /dev/gpiochip0 17 27 22:low:up`.
    ///
    /// @throws org.smartmeter.device.BadConfigurationException if it does not fit
    public static Chosen<GpioRelay> relay(Setting setting) {
        List<String> words = words(setting, RELAY_WORDS, RELAY);
        PinName on = PinName.read(setting, words.get(2));
        PinName off = PinName.read(setting, words.get(3));
        PinName feedback = PinName.read(setting, words.get(4));
        return () -> relay(words.get(1), on, off, feedback);
    }

    private static GpioRelay relay(String chip, PinName on, PinName off, PinName feedback)
            throws IOException {
        Pin reports = GpioPin.input(chip, feedback);
        try {
            Pin closes = GpioPin.output(chip, on);
            try {
                return new GpioRelay(closes, GpioPin.output(chip, off), reports, new ThreadLater());
            } catch (IOException e) {
                closes.close();
                throw e;
            }
        } catch (IOException e) {
            reports.close();
            throw e;
        }
    }

    /// An input: `gpio /dev/gpiochip0 5:up`.
    ///
    /// @throws org.smartmeter.device.BadConfigurationException if it does not fit
    public static Chosen<Pin> input(Setting setting) {
        List<String> words = words(setting, INPUT_WORDS, INPUT);
        PinName name = PinName.read(setting, words.get(2));
        return () -> GpioPin.input(words.get(1), name);
    }

    /// A push button: `gpio /dev/gpiochip0 26:low:up`.
    ///
    /// @throws org.smartmeter.device.BadConfigurationException if it does not fit
    public static Chosen<GpioButton> button(Setting setting) {
        List<String> words = words(setting, INPUT_WORDS, INPUT);
        PinName name = PinName.read(setting, words.get(2));
        return () -> button(words.get(1), name);
    }

    /// Behind some expanders no change of a line reaches the kernel: those are looked at.
    private static GpioButton button(String chip, PinName name) throws IOException {
        try {
            return GpioButton.calling(GpioPin.calling(chip, name));
        } catch (IOException e) {
            GpioButton looked = new GpioButton(GpioPin.input(chip, name));
            LOG.info("the meter's button does not call and is looked at: {}", e.getMessage());
            return looked;
        }
    }

    private static List<String> words(Setting setting, int count, String usage) {
        List<String> words = setting.words();
        if (words.size() != count || !words.getFirst().equals(WORD)) {
            throw setting.refused(setting.key() + " is '" + usage + "'");
        }
        return words;
    }
}
