package org.smartmeter.device.supply;

/// How the limiter goes on after it has opened: it closes after a cool-down; after so many tries it
/// stays open for long, then all begins anew. What the customer closes counts as a try too. A
/// supply that stays closed for the long wait has its tries back.
///
/// @param coolDownSeconds 10…3,600
/// @param tries 0…20
/// @param longWaitSeconds 60…86,400
public record RetryPolicy(int coolDownSeconds, int tries, int longWaitSeconds) {

    /// Four tries, then 30 minutes.
    public static final RetryPolicy USUAL = new RetryPolicy(60, 4, 1_800);

    /// @throws IllegalArgumentException if a number is outside its range
    public RetryPolicy {
        Ranges.check("cool-down", coolDownSeconds, 10, 3_600);
        Ranges.check("tries", tries, 0, 20);
        Ranges.check("long wait", longWaitSeconds, 60, 86_400);
    }
}
