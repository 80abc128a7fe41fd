package org.smartmeter.drivers.adc;

/// A frame of the converter that is not to be believed.
public final class DamagedFrameException extends Exception {

    DamagedFrameException(String message) {
        super(message);
    }
}
