package org.smartmeter.device.homeassistant;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.smartmeter.device.Configuration;
import org.smartmeter.device.Setting;

/// Where the home's broker is and how to sign in there.
///
/// @param tls whether the connection is encrypted
/// @param authority PEM file of the certificates that the broker's may come from; the system's
/// where there is none
/// @param signIn if the broker asks for one
/// @param prefix Home Assistant's discovery prefix, `homeassistant` unless changed there
/// @param period how often values are published
public record HomeAssistantSettings(
        String host,
        int port,
        boolean tls,
        Optional<Path> authority,
        Optional<SignIn> signIn,
        String prefix,
        Duration period) {

    private static final int PLAIN_PORT = 1883;
    private static final int TLS_PORT = 8883;
    private static final int USUAL_SECONDS = 10;
    private static final int MOST_SECONDS = 3_600;
    private static final long LONGEST_SIGN_IN_BYTES = 1_024;

    /// Name and password; never printed.
    public record SignIn(String user, String password) {
        @Override
        public String toString() {
            return "SignIn[" + user + "]";
        }
    }

    /// A broker that asks nothing, for as long as nothing else is said.
    public static HomeAssistantSettings plain(String host, int port) {
        return new HomeAssistantSettings(
                host,
                port,
                false,
                Optional.empty(),
                Optional.empty(),
                "homeassistant",
                Duration.ofSeconds(USUAL_SECONDS));
    }

    public HomeAssistantSettings withPeriod(Duration changed) {
        return new HomeAssistantSettings(host, port, tls, authority, signIn, prefix, changed);
    }

    public HomeAssistantSettings withSignIn(SignIn changed) {
        return new HomeAssistantSettings(
                host, port, tls, authority, Optional.of(changed), prefix, period);
    }

    /// From `homeassistant.broker`, without which nothing is announced, `homeassistant.sign-in`,
    /// `homeassistant.authority`, `homeassistant.prefix` and `homeassistant.seconds`.
    public static Optional<HomeAssistantSettings> of(Configuration configuration) {
        Optional<Setting> broker = configuration.take("homeassistant.broker");
        Optional<Setting> signIn = configuration.take("homeassistant.sign-in");
        Optional<Setting> authority = configuration.take("homeassistant.authority");
        Optional<Setting> prefix = configuration.take("homeassistant.prefix");
        Optional<Setting> seconds = configuration.take("homeassistant.seconds");
        if (broker.isEmpty()) {
            signIn.or(() -> authority)
                    .or(() -> prefix)
                    .or(() -> seconds)
                    .ifPresent(HomeAssistantSettings::refuseWithoutBroker);
            return Optional.empty();
        }
        URI address = address(broker.get());
        boolean tls = address.getScheme().equals("mqtts");
        if (authority.isPresent() && !tls) {
            throw authority
                    .get()
                    .refused("homeassistant.authority is for a broker at mqtts://, not mqtt://");
        }
        int usualPort = tls ? TLS_PORT : PLAIN_PORT;
        return Optional.of(
                new HomeAssistantSettings(
                        address.getHost(),
                        address.getPort() > 0 ? address.getPort() : usualPort,
                        tls,
                        authority.map(HomeAssistantSettings::readable),
                        signIn.map(HomeAssistantSettings::signIn),
                        prefix.map(HomeAssistantSettings::prefix).orElse("homeassistant"),
                        Duration.ofSeconds(
                                seconds.map(it -> it.integer(1, MOST_SECONDS))
                                        .orElse(USUAL_SECONDS))));
    }

    private static void refuseWithoutBroker(Setting setting) {
        throw setting.refused(
                setting.key() + " without homeassistant.broker, which switches it on");
    }

    private static URI address(Setting setting) {
        try {
            URI address = URI.create(setting.value());
            if (List.of("mqtt", "mqtts").contains(String.valueOf(address.getScheme()))
                    && address.getHost() != null
                    && address.getUserInfo() == null
                    && String.valueOf(address.getPath()).length() <= 1) {
                return address;
            }
        } catch (IllegalArgumentException _) {
            // refused below
        }
        throw setting.refused(
                "homeassistant.broker is like mqtt://192.168.1.10:1883 or mqtts://broker.home:8883,"
                        + " not '"
                        + setting.value()
                        + "'");
    }

    private static Path readable(Setting setting) {
        if (!Files.isReadable(setting.path())) {
            throw setting.refused(setting.path() + " cannot be read");
        }
        return setting.path();
    }

    private static SignIn signIn(Setting setting) {
        Path file = readable(setting);
        try {
            if (Files.size(file) <= LONGEST_SIGN_IN_BYTES) {
                List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
                if (lines.size() == 2 && !lines.getFirst().isBlank()) {
                    return new SignIn(lines.getFirst().strip(), lines.get(1));
                }
            }
        } catch (IOException e) {
            throw setting.refused(file + " cannot be read: " + e.getMessage());
        }
        throw setting.refused(file + " has to be two lines: the user's name and the password");
    }

    private static String prefix(Setting setting) {
        if (!setting.value().matches("[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*")) {
            throw setting.refused("'" + setting.value() + "' is no topic to begin with");
        }
        return setting.value();
    }
}
