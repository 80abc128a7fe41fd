package org.smartmeter.cli.demo;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.smartmeter.device.Part;
import org.smartmeter.device.quality.QualityJournal;
import org.smartmeter.device.quality.QualityLimits;
import org.smartmeter.device.screens.ScreenSettings;
import org.smartmeter.device.screens.Screens;
import org.smartmeter.device.supply.ControlMode;
import org.smartmeter.device.supply.SupplyPart;
import org.smartmeter.device.tamper.TamperPart;
import org.smartmeter.device.tamper.TamperSettings;
import org.smartmeter.simulator.board.ModelRelay;
import org.smartmeter.simulator.board.ModelSensors;
import org.smartmeter.simulator.fleet.SimulatedMeter;

/// What one meter of the street has beside registers and link: the relay in the home's supply, the
/// sensors of its case, its screens.
///
/// @param household behind the relay; a replayed file has none that could be switched
public record Fittings(
        ModelRelay relay,
        ModelSensors sensors,
        SupplyPart supply,
        Screens screens,
        Optional<Household> household) {

    static Fittings of(Resident resident, ScreenSettings shown, DemoClock clock) {
        Neighbour neighbour = resident.neighbour();
        ModelRelay relay = new ModelRelay(clock.source());
        SupplyPart supply = new SupplyPart(ControlMode.MODE_5, relay, new SecureRandom());
        Screens screens =
                Screens.open(
                        shown,
                        neighbour.meter(),
                        SimulatedMeter.settings(neighbour.meter(), Street.BUILD_DATE).software(),
                        clock.board(),
                        Optional.of(supply),
                        List.of());
        Optional<Household> household =
                resident.replay().isPresent()
                        ? Optional.empty()
                        : Optional.of(
                                new Household(neighbour.number(), shown.zone()).behind(relay));
        return new Fittings(relay, new ModelSensors(), supply, screens, household);
    }

    /// In the order in which the device enters them. Panels on the roof may feed in.
    List<Part> parts() {
        boolean feedsIn = household.filter(it -> !it.home().hasSolarPanels()).isEmpty();
        TamperPart tamper =
                new TamperPart(
                        TamperSettings.EUROPEAN.withFeedingIn(feedsIn),
                        sensors,
                        () -> supply.status().mayFlow());
        return Stream.concat(
                        Stream.of(new QualityJournal(QualityLimits.EUROPEAN), supply, tamper),
                        screens.parts().stream())
                .toList();
    }
}
