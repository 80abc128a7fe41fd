package org.smartmeter.drivers.foreign;

import java.util.OptionalDouble;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.PhaseMeasurement;

/// A window between two readings of a foreign meter: its energies are the counters', its powers
/// what the meter says now or, if it says none, the mean.
final class ReadWindow {

    private static final double MILLIWATT_HOURS_PER_WATT_HOUR = 1_000;
    private static final double SECONDS_PER_HOUR = 3_600;

    private ReadWindow() {}

    static Measurement of(
            ForeignReading reading,
            double seconds,
            long importedMilliwattHours,
            long exportedMilliwattHours) {
        double importWh = importedMilliwattHours / MILLIWATT_HOURS_PER_WATT_HOUR;
        double exportWh = exportedMilliwattHours / MILLIWATT_HOURS_PER_WATT_HOUR;
        double mean = seconds > 0 ? (importWh - exportWh) * SECONDS_PER_HOUR / seconds : 0;
        double p = reading.power().orElse(mean);
        double s = 0;
        for (PhaseMeasurement phase : reading.phases()) {
            s += phase.s();
        }
        double apparent = Double.isFinite(s) ? Math.max(s, Math.abs(p)) : 0; // 0: not known
        double pf = apparent > 0 ? p / apparent : 0;
        return new Measurement(
                seconds,
                0,
                0,
                false,
                reading.phases(),
                p,
                0,
                apparent,
                pf,
                apparent,
                pf,
                reading.frequency(),
                importWh,
                exportWh,
                new double[4],
                OptionalDouble.empty());
    }
}
