package org.smartmeter.wire;

/// Holds an Ed25519 public key (RFC 8032). Threads may share it.
@FunctionalInterface
public interface Ed25519Verifier {

    /// False for a wrong signature and for one of a wrong length alike.
    boolean verify(byte[] message, byte[] signature);
}
