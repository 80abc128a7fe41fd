package org.smartmeter.headend;

import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.SealKeys;

/// The utility's half of the agreements on the keys of seals.
@FunctionalInterface
public interface SealAgreement {

    /// @param x25519 the meter's raw public key
    SealKeys with(MeterId meter, byte[] x25519);
}
