package org.smartmeter.board.guard;

import java.io.IOException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.smartmeter.device.BadConfigurationException;
import org.smartmeter.device.Configuration;
import org.smartmeter.device.FrontEnd;
import org.smartmeter.device.Setting;
import org.smartmeter.device.supply.ControlMode;
import org.smartmeter.device.supply.Relay;
import org.smartmeter.device.supply.SupplyPart;
import org.smartmeter.device.tamper.TamperPart;
import org.smartmeter.device.tamper.TamperSensors;
import org.smartmeter.device.tamper.TamperSettings;

/// What switches the supply and what watches the meter. Keys:
///
/// - `relay`: `none` for a meter without a switch; where it is not said, the front end's own (a
///   simulated home has one)
/// - `supply.mode`: control mode of the disconnect control, 0…6; 5 where it is not said
/// - `tamper.feed-in`: `yes` where the home may feed in, so that a reversed current is no fraud
///
/// @param feedsIn whether the home may feed in
/// @param fingerprint of all that decides on measuring and switching
public record GuardSettings(
        boolean relayWanted, ControlMode mode, boolean feedsIn, long fingerprint) {

    private static final int HIGHEST_MODE = 6;

    /// @throws BadConfigurationException if a key does not fit
    public static GuardSettings read(Configuration configuration) {
        Optional<Setting> relay = configuration.take("relay");
        relay.filter(setting -> !setting.value().equals("none"))
                .ifPresent(
                        setting -> {
                            throw setting.refused("relay is 'none'");
                        });
        ControlMode mode =
                configuration
                        .take("supply.mode")
                        .map(setting -> ControlMode.values()[setting.integer(0, HIGHEST_MODE)])
                        .orElse(ControlMode.MODE_5);
        boolean feedsIn = configuration.take("tamper.feed-in").map(Setting::yes).orElse(false);
        return new GuardSettings(relay.isEmpty(), mode, feedsIn, Fingerprint.of(configuration));
    }

    /// @param frontEnd may bring a relay
    /// @param volts declared of the supply
    /// @param random draws the time of a reconnection that is spread
    /// @throws IOException if a device is not there
    public Guard open(FrontEnd frontEnd, double volts, RandomGenerator random) throws IOException {
        Optional<Relay> relay = relayWanted ? frontEnd.relay() : Optional.empty();
        Optional<SupplyPart> supply = relay.map(it -> new SupplyPart(mode, it, random));
        TamperSettings settings = new TamperSettings(volts, feedsIn, fingerprint);
        TamperPart tamper =
                new TamperPart(
                        settings,
                        TamperSensors.NONE,
                        () -> supply.map(it -> it.status().mayFlow()).orElse(true));
        return new Guard(supply, tamper);
    }
}
