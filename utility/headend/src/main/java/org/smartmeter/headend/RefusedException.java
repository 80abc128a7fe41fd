package org.smartmeter.headend;

import java.util.Optional;
import org.smartmeter.terms.MeterId;

/// Something is refused, for a reason that is counted.
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final RefusalReason reason;
    private final transient Optional<MeterId> meter;

    RefusedException(RefusalReason reason, Optional<MeterId> meter, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
        this.meter = meter;
    }

    RefusalReason reason() {
        return reason;
    }

    Optional<MeterId> meter() {
        return meter;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
