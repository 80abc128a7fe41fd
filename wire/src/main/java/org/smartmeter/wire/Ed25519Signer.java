package org.smartmeter.wire;

/// Holds an Ed25519 private key (RFC 8032) and signs with it. Threads may share it.
@FunctionalInterface
public interface Ed25519Signer {

    /// @return 64 bytes
    byte[] sign(byte[] message);
}
