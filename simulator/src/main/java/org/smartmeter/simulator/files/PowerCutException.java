package org.smartmeter.simulator.files;

/// The power went: nothing more can be done with this disk. What was left on it is in
/// {@link CuttableDisk#survivors}.
public final class PowerCutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PowerCutException(String operation, long number) {
        super("power cut at operation " + number + ", " + operation);
    }
}
