package org.smartmeter.wire;

import org.smartmeter.wire.v1.Limiter;

/// What a home keeps for light, a fan, a refrigerator and a telephone. A limit below it is as good
/// as a cut and takes two signatures. A constant of the protocol, so that utility and meter can
/// never disagree about it.
public final class LifelineFloor {

    /// Active (W) or apparent (VA) power.
    public static final int POWER = 500;

    /// Current, mA: the same power at 200 V.
    public static final int CURRENT_MILLIAMPERES = 2_500;

    private LifelineFloor() {}

    /// Whether one of the thresholds is below the floor; of an unknown monitored value any is.
    static boolean isUndercutBy(Limiter limiter) {
        long floor =
                switch (limiter.getMonitored()) {
                    case ACTIVE_POWER_IMPORT, APPARENT_POWER_IMPORT -> POWER;
                    case CURRENT_L1, CURRENT_ANY_PHASE -> CURRENT_MILLIAMPERES;
                    case MONITORED_UNKNOWN, UNRECOGNIZED -> Long.MAX_VALUE;
                };
        return limiter.hasThresholdNormal()
                        && Integer.toUnsignedLong(limiter.getThresholdNormal()) < floor
                || limiter.hasThresholdEmergency()
                        && Integer.toUnsignedLong(limiter.getThresholdEmergency()) < floor;
    }
}
