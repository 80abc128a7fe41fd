package org.smartmeter.headend;

/// An enrolment is refused; the message may be shown to whoever tried.
final class EnrolmentRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final RefusalReason reason;

    EnrolmentRefusedException(RefusalReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    RefusalReason reason() {
        return reason;
    }
}
