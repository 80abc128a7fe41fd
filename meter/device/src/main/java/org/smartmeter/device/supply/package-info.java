/// The meter's switch. `DisconnectControl` is COSEM class 70 as a pure state machine: a
/// `ControlMode` says which `Transition`s there are. `Limiter` is class 71: what flows against
/// what may flow; it acts through local disconnection and reconnection only. `Supply` is the part
/// of the meter that keeps both over power cuts, makes the `Relay` follow, carries out the
/// utility's orders and tells what happens. A display reads `SupplyStatus` and presses through
/// `SupplyButtons`.
@org.jspecify.annotations.NullMarked
package org.smartmeter.device.supply;
