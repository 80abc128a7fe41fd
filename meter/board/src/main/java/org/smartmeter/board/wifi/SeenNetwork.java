package org.smartmeter.board.wifi;

/// A network in reach.
///
/// @param signal as received, dBm
/// @param open whether it takes whoever comes, without a password
public record SeenNetwork(String name, int signal, boolean open) {}
