package org.smartmeter.drivers.telegram;

import java.math.BigDecimal;
import java.util.Optional;
import org.smartmeter.terms.ObisCode;

/// One value of a telegram.
///
/// @param name its OBIS code in full (`1-0:1.8.0.255`), or what the telegram calls it where that
/// is none
/// @param value an exact decimal where it has a unit, else the text as sent; absent where the
/// meter sent an entry without value
/// @param unit as the telegram says: kWh, W, V, m3, …
/// @param time when it was measured
public record TelegramRegister(
        String name, Optional<String> value, Optional<String> unit, Optional<TelegramTime> time) {

    public TelegramRegister(ObisCode code, String value, Optional<String> unit) {
        this(code.toString(), Optional.of(value), unit, Optional.empty());
    }

    public TelegramRegister at(Optional<TelegramTime> measured) {
        return new TelegramRegister(name, value, unit, measured);
    }

    /// The value as a number, if it is one.
    public Optional<BigDecimal> number() {
        return value.filter(Decimals::isDecimal).map(BigDecimal::new);
    }
}
