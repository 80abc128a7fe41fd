package org.smartmeter.metrology.quality;

/// What the quality of a supply is measured against.
///
/// @param declaredVolts U_din, V: dips and swells are shares of it
/// @param lamp whose flicker is measured
public record QualitySettings(double declaredVolts, Lamp lamp) {

    /// 230 V with the lamp for it.
    public static final QualitySettings EUROPEAN = new QualitySettings(230, Lamp.V230);

    /// @throws IllegalArgumentException if the voltage is not positive and finite
    public QualitySettings {
        if (!(declaredVolts > 0) || Double.isInfinite(declaredVolts)) {
            throw new IllegalArgumentException(
                    "declared voltage is " + declaredVolts + " V; it is above 0");
        }
    }
}
