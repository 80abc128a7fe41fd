package org.smartmeter.device.display.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.smartmeter.device.Configuration;
import org.smartmeter.device.Setting;

/// Where the local page is served and who may press its buttons.
///
/// @param address to listen at; port 0 takes a free one
/// @param names under which the page may be called, beside addresses and `localhost`
/// @param pin for the buttons; without one nobody can switch off at this display
public record DisplaySettings(InetSocketAddress address, Set<String> names, Optional<Pin> pin) {

    private static final InetAddress EVERYWHERE = InetAddress.ofLiteral("0.0.0.0");
    private static final int USUAL_PORT = 8080;
    private static final int HIGHEST_PORT = 65_535;

    public DisplaySettings {
        names = names.stream().map(it -> it.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    /// On this machine alone, at a free port, without a PIN.
    public static DisplaySettings loopback() {
        return new DisplaySettings(
                new InetSocketAddress("127.0.0.1", 0), Set.of(), Optional.empty());
    }

    /// The same with a PIN.
    public DisplaySettings withPin(Pin changed) {
        return new DisplaySettings(address, names, Optional.of(changed));
    }

    /// From `display.address`, `display.port`, `display.names` and `display.pin`. Where no address
    /// is said there is no page, but with `wifi`, which is set up there: then it is served at all
    /// addresses, since none of them is there before the network is.
    public static Optional<DisplaySettings> of(Configuration configuration) {
        Optional<Setting> address = configuration.take("display.address");
        Optional<Setting> port = configuration.take("display.port");
        Optional<Setting> names = configuration.take("display.names");
        Optional<Setting> pin = configuration.take("display.pin");
        if (address.isEmpty() && configuration.take("wifi").isEmpty()) {
            port.or(() -> names).or(() -> pin).ifPresent(DisplaySettings::refuseWithoutAddress);
            return Optional.empty();
        }
        int number = port.map(it -> it.integer(0, HIGHEST_PORT)).orElse(USUAL_PORT);
        return Optional.of(
                new DisplaySettings(
                        new InetSocketAddress(
                                address.map(DisplaySettings::literal).orElse(EVERYWHERE), number),
                        names.map(it -> Set.copyOf(it.words())).orElse(Set.of()),
                        pin.map(DisplaySettings::pin)));
    }

    private static void refuseWithoutAddress(Setting setting) {
        throw setting.refused(
                setting.key() + " without display.address, which switches the page on");
    }

    /// Names are not asked for: a start must not wait for a network that the page may be needed
    // for.
    private static InetAddress literal(Setting setting) {
        try {
            return InetAddress.ofLiteral(setting.value());
        } catch (IllegalArgumentException e) {
            throw setting.refused(
                    "'"
                            + setting.value()
                            + "' is no address, like 192.168.1.20 or 127.0.0.1; 0.0.0.0 takes all");
        }
    }

    private static Pin pin(Setting setting) {
        try {
            return Pin.parse(setting.value());
        } catch (IllegalArgumentException e) {
            throw setting.refused("display.pin " + e.getMessage());
        }
    }
}
