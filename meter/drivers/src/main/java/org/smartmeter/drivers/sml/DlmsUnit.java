package org.smartmeter.drivers.sml;

import java.util.Map;
import java.util.Optional;

/// Units by number (IEC 62056-6-2, table of the physical units).
final class DlmsUnit {

    private static final Map<Integer, String> SYMBOLS =
            Map.ofEntries(
                    Map.entry(1, "a"),
                    Map.entry(2, "mo"),
                    Map.entry(3, "wk"),
                    Map.entry(4, "d"),
                    Map.entry(5, "h"),
                    Map.entry(6, "min"),
                    Map.entry(7, "s"),
                    Map.entry(8, "°"),
                    Map.entry(9, "°C"),
                    Map.entry(11, "m"),
                    Map.entry(12, "m/s"),
                    Map.entry(13, "m3"),
                    Map.entry(14, "m3"),
                    Map.entry(15, "m3/h"),
                    Map.entry(16, "m3/h"),
                    Map.entry(17, "m3/d"),
                    Map.entry(18, "m3/d"),
                    Map.entry(19, "l"),
                    Map.entry(20, "kg"),
                    Map.entry(21, "N"),
                    Map.entry(22, "Nm"),
                    Map.entry(23, "Pa"),
                    Map.entry(24, "bar"),
                    Map.entry(25, "J"),
                    Map.entry(26, "J/h"),
                    Map.entry(27, "W"),
                    Map.entry(28, "VA"),
                    Map.entry(29, "var"),
                    Map.entry(30, "Wh"),
                    Map.entry(31, "VAh"),
                    Map.entry(32, "varh"),
                    Map.entry(33, "A"),
                    Map.entry(34, "C"),
                    Map.entry(35, "V"),
                    Map.entry(36, "V/m"),
                    Map.entry(37, "F"),
                    Map.entry(38, "Ω"),
                    Map.entry(39, "Ωm2/m"),
                    Map.entry(40, "Wb"),
                    Map.entry(41, "T"),
                    Map.entry(42, "A/m"),
                    Map.entry(43, "H"),
                    Map.entry(44, "Hz"),
                    Map.entry(45, "1/Wh"),
                    Map.entry(46, "1/varh"),
                    Map.entry(47, "1/VAh"),
                    Map.entry(48, "V2h"),
                    Map.entry(49, "A2h"),
                    Map.entry(50, "kg/s"),
                    Map.entry(51, "S"),
                    Map.entry(52, "K"),
                    Map.entry(56, "%"),
                    Map.entry(57, "Ah"),
                    Map.entry(70, "dBm"));

    private static final int NONE = 0;
    private static final int COUNT = 255;

    private DlmsUnit() {}

    /// @return empty where there is none; `unit 77` for one not known here
    static Optional<String> of(int number) {
        return number == NONE || number == COUNT
                ? Optional.empty()
                : Optional.of(SYMBOLS.getOrDefault(number, "unit " + number));
    }
}
