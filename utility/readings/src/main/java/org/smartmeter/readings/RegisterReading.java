package org.smartmeter.readings;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;
import org.smartmeter.terms.Energy;
import org.smartmeter.wire.Register;
import org.smartmeter.wire.Unit;

/// A register's value as the meter sent it.
///
/// @param value raw; stands for value × 10^scaler units of the register
/// @param time when it showed that
public record RegisterReading(Register register, long value, Instant time) {

    /// The value in the register's unit, exact.
    public BigDecimal inUnit() {
        return BigDecimal.valueOf(value).scaleByPowerOfTen(register.scaler());
    }

    /// The value as active energy, cut to whole mWh; empty if the register counts something else.
    public Optional<Energy> energy() {
        return register.unit() == Unit.WATT_HOUR
                ? Optional.of(
                        new Energy(
                                inUnit().movePointRight(3)
                                        .setScale(0, RoundingMode.FLOOR)
                                        .longValueExact()))
                : Optional.empty();
    }
}
