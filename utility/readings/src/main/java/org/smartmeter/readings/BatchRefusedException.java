package org.smartmeter.readings;

import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.SequenceRange;

/// A batch that was not stored because it cannot be what its meter wrote; nothing of it is kept.
/// Sending the same bytes again will be refused again.
public final class BatchRefusedException extends RuntimeException {

    /// Why a batch as a whole is refused.
    public enum Reason {
        /// The body is not the records that the header announces.
        MALFORMED,
        /// Rows by column of a definition that the journal never sent before them.
        UNKNOWN_DEFINITION,
        /// More than any true journal has; see [JournalLimits].
        BEYOND_LIMITS
    }

    private final Reason reason;

    BatchRefusedException(
            Reason reason, MeterId meter, Epoch epoch, SequenceRange range, Exception cause) {
        super(
                "records "
                        + range
                        + " of "
                        + meter
                        + " epoch "
                        + epoch
                        + " refused: "
                        + cause.getMessage(),
                cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
