package org.smartmeter.wire;

import java.util.Optional;

/// Units of registers by their DLMS code (IEC 62056-6-2, table of units): those an electricity
/// meter uses.
public enum Unit {
    DAY(4, "d"),
    HOUR(5, "h"),
    MINUTE(6, "min"),
    SECOND(7, "s"),
    DEGREE(8, "°"),
    DEGREE_CELSIUS(9, "°C"),
    WATT(27, "W"),
    VOLT_AMPERE(28, "VA"),
    VAR(29, "var"),
    WATT_HOUR(30, "Wh"),
    VOLT_AMPERE_HOUR(31, "VAh"),
    VAR_HOUR(32, "varh"),
    AMPERE(33, "A"),
    COULOMB(34, "C"),
    VOLT(35, "V"),
    OHM(38, "Ω"),
    HERTZ(44, "Hz"),
    VOLT_SQUARED_HOUR(48, "V²h"),
    AMPERE_SQUARED_HOUR(49, "A²h"),
    PERCENT(56, "%"),
    AMPERE_HOUR(57, "Ah"),
    DECIBEL_MILLIWATT(70, "dBm"),
    /// A count or a ratio.
    NONE(255, "");

    private final int code;
    private final String symbol;

    Unit(int code, String symbol) {
        this.code = code;
        this.symbol = symbol;
    }

    /// The DLMS code, 0…255.
    public int code() {
        return code;
    }

    /// As printed beside a number; empty for [#NONE].
    public String symbol() {
        return symbol;
    }

    public static Optional<Unit> ofCode(int code) {
        for (Unit unit : values()) {
            if (unit.code == code) {
                return Optional.of(unit);
            }
        }
        return Optional.empty();
    }
}
