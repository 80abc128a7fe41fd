package org.smartmeter.wire;

import java.util.List;
import java.util.Optional;

/// Journal record, tag [RecordTag#DEFINITION]: describes the rows that name its number, from here
/// on in the epoch until a definition with the same number replaces it.
///
/// @param number 1…65,535
/// @param kind what the rows are for
/// @param periodSeconds usual distance of rows, 1…604,800
/// @param registers one per value of a row, 1…64, in the row's order
public record Definition(int number, Kind kind, int periodSeconds, List<Register> registers) {

    /// The highest number of a definition.
    public static final int MAXIMUM_NUMBER = 65_535;

    /// The longest period: a week.
    public static final int MAXIMUM_PERIOD_SECONDS = 604_800;

    /// The most registers of a definition, so the most values of a row.
    public static final int MAXIMUM_REGISTERS = 64;

    /// What rows are for.
    public enum Kind {
        /// A load profile: one row per period. There may be several, each with its own period.
        PROFILE(1),
        /// Registers in their full resolution, once a day.
        SNAPSHOT(2),
        /// What bills are made from: at each local midnight and at the end of a billing period,
        /// just before the maxima begin anew.
        BILLING(3);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static Optional<Kind> ofCode(long code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    /// @throws IllegalArgumentException if a number is outside its range
    public Definition {
        if (number < 1 || number > MAXIMUM_NUMBER) {
            throw new IllegalArgumentException(
                    "definition number " + number + " is outside 1…" + MAXIMUM_NUMBER);
        }
        if (periodSeconds < 1 || periodSeconds > MAXIMUM_PERIOD_SECONDS) {
            throw new IllegalArgumentException(
                    "period of "
                            + periodSeconds
                            + " s is outside 1…"
                            + MAXIMUM_PERIOD_SECONDS
                            + " s");
        }
        if (registers.isEmpty() || registers.size() > MAXIMUM_REGISTERS) {
            throw new IllegalArgumentException(
                    registers.size() + " registers; a definition has 1…" + MAXIMUM_REGISTERS);
        }
        registers = List.copyOf(registers);
    }
}
