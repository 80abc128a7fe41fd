package org.smartmeter.board.wifi;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.smartmeter.device.Configuration;
import org.smartmeter.device.MeterKeys;
import org.smartmeter.device.Setting;
import org.smartmeter.terms.MeterId;

/// How the meter finds its home's network. Keys of its configuration:
///
/// - `wifi`: the control socket of `wpa_supplicant`, like `/run/wpa_supplicant/wlan0`. Without it
///   the meter leaves the network to the system
/// - `wifi.setup.password`: of the meter's own network, as printed on its case; needed with `wifi`
/// - `wifi.probe`: an `http` address that answers 204, so that a network is seen that wants
///   somebody to sign in first. Where it is not said, the utility's host is asked while the line is
///   not up, as [UtilityReached] says
/// - `wifi.socket`: where the daemon's answers come to; `/run/smartmeter/wifi` where it is not said
///
/// @param setupPassword of the meter's own network
public record WifiSettings(Path control, Path own, String setupPassword, Optional<URI> probe) {

    /// Never with the password.
    @Override
    public String toString() {
        return "WifiSettings[" + control + "]";
    }

    private static final String OWN = "/run/smartmeter/wifi";
    private static final String SETUP_NAME = "Meter-";

    /// Empty where the meter has no radio to see to.
    public static Optional<WifiSettings> read(Configuration configuration) {
        Optional<Setting> control = configuration.take("wifi");
        Optional<Setting> password = configuration.take("wifi.setup.password");
        Optional<URI> probe = configuration.take("wifi.probe").map(WifiSettings::address);
        Path own = configuration.take("wifi.socket").map(Setting::path).orElse(Path.of(OWN));
        return control.map(
                setting ->
                        new WifiSettings(
                                setting.path(),
                                own,
                                setup(
                                        password.orElseThrow(
                                                () ->
                                                        setting.refused(
                                                                "wifi needs wifi.setup.password"))),
                                probe));
    }

    private static String setup(Setting password) {
        if (password.value().isEmpty()) {
            throw password.refused("the meter's own network is never open to everybody");
        }
        try {
            return new Credentials(SETUP_NAME, password.value()).password();
        } catch (IllegalArgumentException e) {
            throw password.refused(String.valueOf(e.getMessage()));
        }
    }

    private static URI address(Setting setting) {
        if (!setting.value().matches("http://[!-~]{1,200}")) {
            throw setting.refused("wifi.probe is an address that begins with http://");
        }
        return URI.create(setting.value());
    }

    /// The part of a meter; its own network is named by the last digits of the meter's number.
    public WifiPart part(Wifi wifi, MeterId meter) {
        String number = meter.value();
        return new WifiPart(
                wifi,
                new Credentials(SETUP_NAME + number.substring(number.length() - 6), setupPassword));
    }

    /// @param keys say where the utility is
    /// @param lineIsUp whether it is reached
    public WifiWatch watch(MeterKeys keys, BooleanSupplier lineIsUp) {
        InternetProbe.Question question =
                probe.<InternetProbe.Question>map(KnownAnswer::new)
                        .orElseGet(() -> UtilityReached.of(keys));
        return new WifiWatch(control, own, InternetProbe.of(question), lineIsUp);
    }
}
