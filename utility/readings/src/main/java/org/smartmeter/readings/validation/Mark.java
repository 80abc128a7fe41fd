package org.smartmeter.readings.validation;

/// What the source says about a sample beside its number.
public enum Mark {
    /// The register was not read but reckoned by whoever sent it.
    ESTIMATED,
    /// A person has put the register in.
    EDITED,
    /// The first sample of a new epoch: the register begins anew and may be lower.
    NEW_EPOCH,
    /// The meter was without power for a part of the interval that ends here.
    POWER_DOWN,
    /// The supply was cut for the whole interval that ends here.
    DISCONNECTED,
    /// The signature over the sample does not hold.
    SIGNATURE_FAILED;

    int bit() {
        return 1 << ordinal();
    }

    boolean in(int marks) {
        return (marks & bit()) != 0;
    }
}
