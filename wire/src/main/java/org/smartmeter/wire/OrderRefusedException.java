package org.smartmeter.wire;

/// An order that the meter does not carry out. The first check that fails gives the reason.
public final class OrderRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    /// Why, in the order of the checks. The number goes into the journal's event.
    public enum Reason {
        /// The command key did not sign these bytes.
        COMMAND_SIGNATURE(1),
        /// Signed, but not an order this software can read.
        MALFORMED(2),
        /// Signed, but of a kind this software does not know.
        UNKNOWN_KIND(3),
        /// Critical, and the approval key did not sign these bytes.
        APPROVAL_SIGNATURE(4),
        /// For another meter.
        METER(5),
        /// Its window begins later.
        NOT_YET_VALID(6),
        /// Its window is over, or none at all.
        EXPIRED(7),
        /// Its counter does not rise: acted on already, or overtaken.
        COUNTER(8),
        /// Valid, but the meter cannot do it in the state it is in.
        NOT_NOW(9);

        private final int number;

        Reason(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }
    }

    private final Reason reason;

    public OrderRefusedException(Reason reason, String text) {
        super(text);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
