package org.smartmeter.headend;

import java.util.Optional;
import org.smartmeter.terms.MeterId;

/// Port: where everything refused is told. Must not block.
@FunctionalInterface
public interface RefusalSink {

    /// @param meter whose it was, as far as known
    /// @param detail what was wrong, in words
    void refuse(Optional<MeterId> meter, RefusalReason reason, String detail);

    default void refuse(MeterId meter, RefusalReason reason, String detail) {
        refuse(Optional.of(meter), reason, detail);
    }

    /// Keeps what was told and is not kept yet.
    default void flush() {}
}
