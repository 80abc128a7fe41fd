package org.smartmeter.wire;

/// Bytes from outside that do not have the form they claim; says where and why. They are refused
/// whole.
public class MalformedException extends Exception {

    private static final long serialVersionUID = 1L;

    /// @param place where in the input, in words ("row", "run 3, column 2")
    public MalformedException(String place, String reason) {
        super(place + ": " + reason);
    }

    public MalformedException(String place, String reason, Throwable cause) {
        super(place + ": " + reason, cause);
    }
}
