/// The words of the trade as small values that cannot be wrong once they exist: who a meter is,
/// what a register measures, how much energy, which local day, which records of a journal. Nothing
/// in here touches the world and nothing of ours is imported; everything else may import this.
@org.jspecify.annotations.NullMarked
package org.smartmeter.terms;
