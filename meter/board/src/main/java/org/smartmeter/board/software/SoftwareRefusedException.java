package org.smartmeter.board.software;

/// An image that is not taken, or not to be had.
public final class SoftwareRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    /// Why. The number goes into the journal's event.
    public enum Reason {
        UNREACHABLE(1),
        NOT_ORDERED(2),
        SIGNATURE(3),
        SIZE(4),
        HASH(5),
        OTHER_BOARD(6),
        OLDER(7),
        NEEDS_ANOTHER(8),
        NOT_UNPACKED(9);

        private final int number;

        Reason(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }
    }

    private final Reason reason;

    SoftwareRefusedException(Reason reason, String text) {
        super(text);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
