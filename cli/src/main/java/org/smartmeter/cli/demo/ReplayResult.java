package org.smartmeter.cli.demo;

import java.util.Locale;
import org.smartmeter.readings.PeriodEnergy;
import org.smartmeter.readings.ReadingStore;
import org.smartmeter.simulator.replay.ReplayEnergy;

/// A replayed file's energy beside what the utility stored of it.
///
/// @param fileWh import of the file, Wh
/// @param utilityWh import by the utility's reading of the registers, Wh
public record ReplayResult(Replayed replayed, double fileWh, double utilityWh) {

    private static final double MILLIWATT_HOURS = 1_000;

    static ReplayResult of(Replayed replayed, ReadingStore readings) {
        double stored =
                readings.energy(
                                replayed.neighbour().meter(),
                                replayed.minutes().begin(),
                                replayed.minutes().end())
                        .map(PeriodEnergy::imported)
                        .map(energy -> energy.milliwattHours() / MILLIWATT_HOURS)
                        .orElse(Double.NaN);
        return new ReplayResult(replayed, ReplayEnergy.of(replayed.minutes()).importWh(), stored);
    }

    /// Difference to the file, in percent of it.
    public double differencePercent() {
        return 100 * (utilityWh - fileWh) / fileWh;
    }

    public String sentence() {
        return String.format(
                Locale.ROOT,
                "%s: the file holds %.3f kWh, the utility has %.3f kWh (%+.4f %%)",
                replayed.minutes().file().getFileName(),
                fileWh / 1_000,
                utilityWh / 1_000,
                differencePercent());
    }
}
