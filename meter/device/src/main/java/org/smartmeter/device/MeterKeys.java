package org.smartmeter.device;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.smartmeter.terms.MeterId;

/// Everything secret and trusted that a meter got at its enrolment.
///
/// @param transportKey P-256, for TLS
/// @param certificateChain the meter's own certificate first, the utility's authority last: the
/// only one the meter trusts
/// @param brokerHost where the line goes
/// @param sealKey X25519, for the seals
/// @param chainKey Ed25519, signs the journal
/// @param utilitySealKey X25519, raw, 32 bytes
/// @param generation number of the agreement, from 1
/// @param commandKey Ed25519, raw: signs every order
/// @param approvalKey Ed25519, raw: signs critical orders too
/// @param schedule as given at enrolment
public record MeterKeys(
        MeterId meter,
        PrivateKey transportKey,
        List<X509Certificate> certificateChain,
        String brokerHost,
        int brokerPort,
        KeyPair sealKey,
        KeyPair chainKey,
        byte[] utilitySealKey,
        int generation,
        byte[] commandKey,
        byte[] approvalKey,
        Schedule schedule) {

    /// What the heart of the meter needs of them.
    public DeviceKeys deviceKeys() {
        throw new UnsupportedOperationException();
    }

    /// Keeps the keys in the directory, readable by the owner only; whole or not at all.
    public void save(Path directory) {
        throw new UnsupportedOperationException();
    }

    /// The keys kept in the directory, if the meter was enrolled there.
    public static Optional<MeterKeys> load(Path directory) {
        throw new UnsupportedOperationException();
    }
}
