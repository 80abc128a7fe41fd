package org.smartmeter.drivers.gpio;

import java.util.Arrays;
import java.util.List;
import org.smartmeter.device.Setting;

/// Which line, and how: `17`, `GPIO17`, `22:low:up`.
///
/// @param line its number on the chip, or the name that the board's device tree gives it
/// @param activeLow whether low counts as active (`low`)
/// @param bias resistor inside the chip
public record PinName(String line, boolean activeLow, Bias bias) {

    /// What pulls an input that nothing drives.
    public enum Bias {
        /// As the board leaves it.
        AS_IS,
        /// `up`
        PULL_UP,
        /// `down`
        PULL_DOWN
    }

    private static final int LONGEST_NAME = 31;

    /// @throws org.smartmeter.device.BadConfigurationException if the word is none
    static PinName read(Setting setting, String word) {
        List<String> parts = Arrays.asList(word.split(":", -1));
        String line = parts.getFirst();
        if (line.isEmpty() || line.length() > LONGEST_NAME) {
            throw refused(setting, word);
        }
        PinName name = new PinName(line, false, Bias.AS_IS);
        for (String part : parts.subList(1, parts.size())) {
            name =
                    switch (part) {
                        case "low" -> new PinName(line, true, name.bias);
                        case "up" -> new PinName(line, name.activeLow, Bias.PULL_UP);
                        case "down" -> new PinName(line, name.activeLow, Bias.PULL_DOWN);
                        default -> throw refused(setting, word);
                    };
        }
        return name;
    }

    private static RuntimeException refused(Setting setting, String word) {
        return setting.refused(
                "'"
                        + word
                        + "' is no pin; write its number or name, and behind it :low where low is"
                        + " active, :up or :down for a resistor");
    }
}
