package org.smartmeter.wire;

import java.time.Instant;
import java.util.Arrays;

/// Journal record, tag [RecordTag#ROW]: the values of a definition's registers at one instant.
///
/// @param definition number of the definition in force that describes the values
/// @param time end of the interval, UTC; finer than 1 ms is cut off
/// @param status bits of [RowStatus], 0 when nothing is to be said
/// @param values raw values in the definition's order, 1…64; not copied, never change them
@SuppressWarnings("ArrayRecordComponent") // equals below compares contents
public record Row(int definition, Instant time, int status, long[] values) {

    /// @throws IllegalArgumentException if a number is outside its range
    public Row {
        if (definition < 1 || definition > Definition.MAXIMUM_NUMBER) {
            throw new IllegalArgumentException(
                    "definition number "
                            + definition
                            + " is outside 1…"
                            + Definition.MAXIMUM_NUMBER);
        }
        time = RecordTime.checked(time);
        if (status < 0) {
            throw new IllegalArgumentException("status " + status + " is negative");
        }
        if (values.length < 1 || values.length > Definition.MAXIMUM_REGISTERS) {
            throw new IllegalArgumentException(
                    values.length + " values; a row has 1…" + Definition.MAXIMUM_REGISTERS);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Row that
                && definition == that.definition
                && status == that.status
                && time.equals(that.time)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * (31 * definition + time.hashCode()) + status) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Row[definition="
                + definition
                + ", time="
                + time
                + ", status="
                + status
                + ", values="
                + Arrays.toString(values)
                + "]";
    }
}
