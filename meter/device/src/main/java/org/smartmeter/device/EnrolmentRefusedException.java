package org.smartmeter.device;

/// An enrolment that did not come about: what was wrong and what to do. Nothing was kept.
public final class EnrolmentRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    EnrolmentRefusedException(String message) {
        super(message);
    }

    EnrolmentRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
