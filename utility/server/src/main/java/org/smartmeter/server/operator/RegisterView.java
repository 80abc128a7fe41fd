package org.smartmeter.server.operator;

import java.time.Instant;
import java.util.List;
import org.smartmeter.readings.Latest;
import org.smartmeter.readings.RegisterReading;

/// What a register of a meter showed last.
///
/// @param code OBIS
/// @param value in the unit, exact, as text
/// @param unit its symbol; empty for a count or ratio
/// @param time when it showed that
record RegisterView(String code, String value, String unit, Instant time) {

    static List<RegisterView> of(Latest latest) {
        return latest.registers().stream().map(RegisterView::of).toList();
    }

    private static RegisterView of(RegisterReading reading) {
        return new RegisterView(
                reading.register().obis().toString(),
                reading.inUnit().toPlainString(),
                reading.register().unit().symbol(),
                reading.time());
    }
}
