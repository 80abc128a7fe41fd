package org.smartmeter.device;

import org.smartmeter.wire.Ed25519Signer;
import org.smartmeter.wire.OrderKeys;
import org.smartmeter.wire.SealKeys;

/// What the meter's heart seals, checks and signs with.
///
/// @param seals agreed with the utility, one key per channel and start
/// @param generation number of that agreement, from 1
/// @param orders the utility's public keys
/// @param chain signs the head of the journal's hash chain
public record DeviceKeys(SealKeys seals, int generation, OrderKeys orders, Ed25519Signer chain) {}
