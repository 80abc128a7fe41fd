package org.smartmeter.metrology;

/// What one channel puts into another: `to` reads `direct · x + slope · dx/dt` too much, x being
/// the value of `from` at the same instant. Ohmic coupling is direct, capacitive coupling slope.
///
/// @param from index of the channel that disturbs, in the order v1, i1, v2, i2, v3, i3
/// @param to index of the channel that is disturbed
/// @param direct units of `to` per unit of `from`
/// @param slopeSeconds the same per second
public record Crosstalk(int from, int to, double direct, double slopeSeconds) {

    /// @throws IllegalArgumentException if a channel disturbs itself or a figure is not finite
    public Crosstalk {
        if (from < 0 || to < 0 || from == to) {
            throw new IllegalArgumentException(
                    "crosstalk from channel " + from + " to " + to + "; two channels are wanted");
        }
        if (!Double.isFinite(direct) || !Double.isFinite(slopeSeconds)) {
            throw new IllegalArgumentException(
                    "crosstalk of " + direct + " and " + slopeSeconds + " s; both are finite");
        }
    }
}
