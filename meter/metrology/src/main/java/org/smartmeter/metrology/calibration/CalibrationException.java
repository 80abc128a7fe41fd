package org.smartmeter.metrology.calibration;

/// Readings that no coefficients explain. The message says why.
public final class CalibrationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CalibrationException(String message) {
        super(message);
    }
}
