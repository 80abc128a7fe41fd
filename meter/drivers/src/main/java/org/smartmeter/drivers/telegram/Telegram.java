package org.smartmeter.drivers.telegram;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// One telegram of a foreign meter. A damaged one has no registers: what failed its check is not
/// half believed.
///
/// @param from offset of its first byte in the capture
/// @param to offset behind its last byte
/// @param meter how the meter names itself
/// @param time when the meter says it sent this
/// @param secondIndex the meter's count of seconds of operation, where it has no clock (SML)
/// @param registers in the order sent
/// @param damage why it is not to be believed
public record Telegram(
        int from,
        int to,
        Optional<String> meter,
        Optional<TelegramTime> time,
        OptionalLong secondIndex,
        List<TelegramRegister> registers,
        Optional<Damage> damage) {

    public Telegram {
        registers = List.copyOf(registers);
    }

    public static Telegram damaged(int from, int to, Damage damage) {
        return new Telegram(
                from,
                to,
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                List.of(),
                Optional.of(damage));
    }

    public boolean isValid() {
        return damage.isEmpty();
    }
}
