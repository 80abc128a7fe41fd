package org.smartmeter.wire;

import org.smartmeter.terms.ObisCode;

/// What one column of rows means: quantity, scaler and unit. A raw value v stands for v × 10^scaler
/// units; active energy in mWh has scaler −3 and unit Wh.
///
/// @param scaler power of ten, −128…127
public record Register(ObisCode obis, int scaler, Unit unit) {

    /// @throws IllegalArgumentException if the scaler is outside −128…127
    public Register {
        if (scaler < Byte.MIN_VALUE || scaler > Byte.MAX_VALUE) {
            throw new IllegalArgumentException("scaler " + scaler + " is outside −128…127");
        }
    }
}
