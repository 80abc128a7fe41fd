package org.smartmeter.device;

import org.smartmeter.device.demand.DemandQuantity;

/// The counts of which demand is averaged.
final class DemandCounts {

    private DemandCounts() {}

    /// @param counts in the order of [EnergyRegister]
    /// @return in the order of [DemandQuantity]
    static long[] of(long[] counts) {
        long[] sums = new long[DemandQuantity.COUNT];
        for (DemandQuantity quantity : DemandQuantity.values()) {
            sums[quantity.ordinal()] =
                    switch (quantity) {
                        case ACTIVE_IMPORT -> counts[EnergyRegister.ACTIVE_IMPORT.ordinal()];
                        case ACTIVE_EXPORT -> counts[EnergyRegister.ACTIVE_EXPORT.ordinal()];
                        case REACTIVE_IMPORT -> DerivedRegister.REACTIVE_IMPORT.count(counts);
                        case REACTIVE_EXPORT -> DerivedRegister.REACTIVE_EXPORT.count(counts);
                    };
        }
        return sums;
    }
}
