package org.smartmeter.simulator.files;

/// The power went: nothing more can be done with these files. What was left on the disk is in
/// {@link PowerCutFiles#survivors}.
public final class PowerCutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PowerCutException(String operation, long number) {
        super("power cut at operation " + number + ", " + operation);
    }
}
