package org.smartmeter.device;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Ed25519;
import org.smartmeter.wire.OrderKeys;
import org.smartmeter.wire.SealKeys;

/// Everything secret and trusted that a meter got at its enrolment. Never printed.
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

    /// @throws IllegalArgumentException if the chain is too short to hold a meter and an authority
    public MeterKeys {
        certificateChain = List.copyOf(certificateChain);
        if (certificateChain.size() < 2) {
            throw new IllegalArgumentException(
                    "a chain has the meter's certificate and the authority's, not "
                            + certificateChain.size());
        }
    }

    /// The utility's certificate authority.
    public X509Certificate authority() {
        return certificateChain.getLast();
    }

    /// The same keys, with a line that goes elsewhere: the broker has moved.
    public MeterKeys withBroker(String host, int port) {
        return new MeterKeys(
                meter,
                transportKey,
                certificateChain,
                host,
                port,
                sealKey,
                chainKey,
                utilitySealKey,
                generation,
                commandKey,
                approvalKey,
                schedule);
    }

    /// What the heart of the meter needs of them.
    ///
    /// @throws IllegalArgumentException if one of the utility's keys is none
    public DeviceKeys deviceKeys() {
        return new DeviceKeys(
                SealKeys.agree(sealKey.getPrivate(), utilitySealKey, meter),
                generation,
                new OrderKeys(Ed25519.verifier(commandKey), Ed25519.verifier(approvalKey)),
                Ed25519.signer(chainKey.getPrivate()));
    }

    /// Keeps the keys in the directory, readable by the owner only; whole or not at all.
    ///
    /// @throws java.io.UncheckedIOException if the disk refuses
    public void save(Path directory) {
        MeterKeysFile.write(directory, this);
    }

    /// The keys kept in the directory, if the meter was enrolled there.
    ///
    /// @throws java.io.UncheckedIOException if they cannot be read
    /// @throws IllegalStateException if the file is damaged
    public static Optional<MeterKeys> load(Path directory) {
        return MeterKeysFile.read(directory);
    }

    @Override
    public String toString() {
        return "MeterKeys[" + meter + ", generation " + generation + "]";
    }
}
