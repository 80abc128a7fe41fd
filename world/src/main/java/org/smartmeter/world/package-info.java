/// The whole system in virtual time, to be tried: the very code of meters and utility on model
/// versions of their ports, faults from a seed, and after every run what must hold.
///
/// Start at [org.smartmeter.world.World]: it lives one seed. `ModelMeter` is a meter with disks
// that
/// can lose power and a clock that can be wrong, `ModelUtility` the utility's process that can die
// at
/// any call, `ModelDatabase` what it keeps; between them lies the line of `simulator`. `FaultPlan`
/// says what goes wrong in a seed, `Weather` makes it happen, `Judge` holds what was promised
// against
/// what is found. Nothing here has a thread or a clock but `Simulation`, which lives many seeds
// side
/// by side.
@org.jspecify.annotations.NullMarked
package org.smartmeter.world;
