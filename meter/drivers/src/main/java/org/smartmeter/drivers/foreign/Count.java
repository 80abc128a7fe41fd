package org.smartmeter.drivers.foreign;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/// What an energy counter of a foreign meter shows.
///
/// @param milliwattHours what finer digits it may show is cut off
/// @param step its last digit, mWh, at least 1
public record Count(long milliwattHours, long step) {

    private static final BigDecimal MILLIWATT_HOURS_PER_KWH = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal MILLIWATT_HOURS_PER_WH = BigDecimal.valueOf(1_000);

    /// @param unit kWh or Wh
    /// @return empty for another unit, and for what no energy counter shows
    public static Optional<Count> of(BigDecimal value, String unit) {
        BigDecimal perUnit =
                switch (unit) {
                    case "kWh" -> MILLIWATT_HOURS_PER_KWH;
                    case "Wh" -> MILLIWATT_HOURS_PER_WH;
                    default -> BigDecimal.ZERO;
                };
        BigDecimal count = value.multiply(perUnit).setScale(0, RoundingMode.DOWN);
        if (perUnit.signum() == 0 || value.signum() < 0 || count.unscaledValue().bitLength() > 60) {
            return Optional.empty();
        }
        BigDecimal step =
                BigDecimal.ONE.movePointLeft(value.scale()).multiply(perUnit).max(BigDecimal.ONE);
        return Optional.of(new Count(count.longValueExact(), step.longValue()));
    }

    public Count plus(Count other) {
        return new Count(
                Math.addExact(milliwattHours, other.milliwattHours), Math.max(step, other.step));
    }
}
