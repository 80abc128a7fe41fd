package org.smartmeter.device.demand;

/// What has demand registers: the sums whose cumulative registers are 1-0:1.8.0, 2.8.0, 3.8.0 and
/// 4.8.0. The order is that of the kept state and never changes.
public enum DemandQuantity {
    /// mWh, mW.
    ACTIVE_IMPORT(1),
    /// mWh, mW.
    ACTIVE_EXPORT(2),
    /// mvarh, mvar: quadrants I and II.
    REACTIVE_IMPORT(3),
    /// mvarh, mvar: quadrants III and IV.
    REACTIVE_EXPORT(4);

    public static final int COUNT = values().length;

    private final int obisC;

    DemandQuantity(int obisC) {
        this.obisC = obisC;
    }

    /// Value group C of its OBIS codes.
    public int obisC() {
        return obisC;
    }

    public boolean isReactive() {
        return this == REACTIVE_IMPORT || this == REACTIVE_EXPORT;
    }
}
