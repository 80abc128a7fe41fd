package org.smartmeter.server.configuration;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.smartmeter.commands.CommandSettings;
import org.smartmeter.commands.Pacing;
import org.smartmeter.commands.VolumeLimits;
import org.smartmeter.server.configuration.UtilityConfiguration.BrokerChoice;
import org.smartmeter.server.configuration.UtilityConfiguration.DatabaseChoice;
import org.smartmeter.server.configuration.UtilityConfiguration.HttpEnd;
import org.smartmeter.server.configuration.UtilityConfiguration.KeyStoreFile;

/// Turns a [SettingsFile] into a [UtilityConfiguration]: names of keys, defaults, what belongs
/// together.
final class ConfigurationReader {

    private static final String DATA_DIRECTORY = "data.directory";
    private static final String ZONE = "zone";
    private static final String VALIDATION_RULES = "validation.rules";
    private static final String BACKUP_ARCHIVE = "backup.archive";
    private static final String HTTP_HOST = "http.host";
    private static final String HTTP_PORT = "http.port";
    private static final String HTTP_TLS_KEYSTORE = "http.tls.keystore";
    private static final String HTTP_TLS_PASSWORD_FILE = "http.tls.password-file";
    private static final String SESSION_IDLE_MINUTES = "session.idle-minutes";
    private static final String DATABASE_URL = "database.url";
    private static final String DATABASE_USER = "database.user";
    private static final String DATABASE_PASSWORD_FILE = "database.password-file";
    private static final String BROKER = "broker";
    private static final String BROKER_HOST = "broker.host";
    private static final String BROKER_PORT = "broker.port";
    private static final String ENROLMENT_PORT = "enrolment.port";
    private static final String PUBLIC_HOST = "public.host";
    private static final String APPROVAL_DIRECTORY = "approval.directory";

    private static final String CONSOLE_ORIGIN = "console.origin";
    private static final String CRITICAL_PER_HOUR = "commands.critical-per-hour";
    private static final String CRITICAL_PER_HOUR_AND_FEEDER =
            "commands.critical-per-hour-and-feeder";
    private static final String UNDER_WAY_PER_FEEDER = "commands.under-way-per-feeder";

    static final Set<String> KEYS =
            new LinkedHashSet<>(
                    List.of(
                            DATA_DIRECTORY,
                            ZONE,
                            HTTP_HOST,
                            HTTP_PORT,
                            HTTP_TLS_KEYSTORE,
                            HTTP_TLS_PASSWORD_FILE,
                            SESSION_IDLE_MINUTES,
                            DATABASE_URL,
                            DATABASE_USER,
                            DATABASE_PASSWORD_FILE,
                            BROKER,
                            BROKER_HOST,
                            BROKER_PORT,
                            ENROLMENT_PORT,
                            PUBLIC_HOST,
                            APPROVAL_DIRECTORY,
                            VALIDATION_RULES,
                            BACKUP_ARCHIVE,
                            CONSOLE_ORIGIN,
                            CRITICAL_PER_HOUR,
                            CRITICAL_PER_HOUR_AND_FEEDER,
                            UNDER_WAY_PER_FEEDER));

    private static final int HIGHEST_PORT = 65_535;
    private static final int MINUTES_OF_A_DAY = 24 * 60;
    private static final int MOST_COMMANDS = 1_000_000;

    private final SettingsFile settings;

    ConfigurationReader(Path file) {
        settings = new SettingsFile(file, KEYS);
    }

    UtilityConfiguration configuration() {
        Path data =
                settings.path(DATA_DIRECTORY)
                        .orElseThrow(
                                () ->
                                        settings.missing(
                                                DATA_DIRECTORY,
                                                "the directory where the utility keeps everything"));
        UtilityConfiguration safe = UtilityConfiguration.loopback(data);
        HttpEnd http = http();
        return new UtilityConfiguration(
                data,
                http,
                database(),
                broker(),
                port(ENROLMENT_PORT, UtilityConfiguration.DEFAULT_ENROLMENT_PORT),
                settings.text(PUBLIC_HOST).orElse(safe.publicHost()),
                settings.path(APPROVAL_DIRECTORY).orElse(safe.approvalKeyDirectory()),
                settings.text(CONSOLE_ORIGIN).map(this::origin),
                commands(safe.commands()),
                settings.path(VALIDATION_RULES),
                settings.path(BACKUP_ARCHIVE),
                settings.zone(ZONE, ZoneOffset.UTC),
                Duration.ofMinutes(
                        settings.number(
                                SESSION_IDLE_MINUTES,
                                1,
                                MINUTES_OF_A_DAY,
                                (int) safe.sessionIdle().toMinutes())));
    }

    private CommandSettings commands(CommandSettings safe) {
        return new CommandSettings(
                new VolumeLimits(
                        settings.number(
                                CRITICAL_PER_HOUR, 0, MOST_COMMANDS, safe.volume().perHour()),
                        settings.number(
                                CRITICAL_PER_HOUR_AND_FEEDER,
                                0,
                                MOST_COMMANDS,
                                safe.volume().perHourAndFeeder())),
                new Pacing(
                        settings.number(
                                UNDER_WAY_PER_FEEDER,
                                1,
                                MOST_COMMANDS,
                                safe.pacing().underWayPerFeeder())));
    }

    /// Scheme, host and port of a page, and nothing more.
    private URI origin(String text) {
        URI origin = URI.create("");
        try {
            origin = new URI(text);
        } catch (URISyntaxException _) {
            // the look that follows gives the reason
        }
        boolean plain =
                origin.getHost() != null
                        && Set.of("http", "https").contains(origin.getScheme())
                        && origin.getRawPath().isEmpty()
                        && origin.getRawQuery() == null
                        && origin.getRawUserInfo() == null;
        if (!plain) {
            throw settings.wrong(
                    CONSOLE_ORIGIN,
                    "'" + text + "' is no address like https://console.utility.example");
        }
        return origin;
    }

    private HttpEnd http() {
        Optional<KeyStoreFile> tls = Optional.empty();
        if (together(HTTP_TLS_KEYSTORE, HTTP_TLS_PASSWORD_FILE)) {
            tls = Optional.of(keyStore(HTTP_TLS_KEYSTORE, HTTP_TLS_PASSWORD_FILE));
        }
        return new HttpEnd(
                settings.text(HTTP_HOST).orElse(UtilityConfiguration.LOOPBACK),
                port(HTTP_PORT, UtilityConfiguration.DEFAULT_HTTP_PORT),
                tls);
    }

    private DatabaseChoice database() {
        if (!together(DATABASE_URL, DATABASE_USER, DATABASE_PASSWORD_FILE)) {
            return new DatabaseChoice.Embedded();
        }
        String url = settings.text(DATABASE_URL).orElseThrow();
        if (!url.startsWith("jdbc:postgresql:")) {
            throw settings.wrong(
                    DATABASE_URL, "is not an address like jdbc:postgresql://host/name");
        }
        return new DatabaseChoice.External(
                url,
                settings.text(DATABASE_USER).orElseThrow(),
                settings.existingFile(DATABASE_PASSWORD_FILE).orElseThrow());
    }

    private BrokerChoice broker() {
        String host = settings.text(BROKER_HOST).orElse(UtilityConfiguration.LOOPBACK);
        int port = port(BROKER_PORT, UtilityConfiguration.DEFAULT_BROKER_PORT);
        String choice = settings.text(BROKER).orElse("embedded");
        return switch (choice) {
            case "embedded" -> new BrokerChoice.Embedded(host, port);
            case "external" -> {
                if (!settings.has(BROKER_HOST)) {
                    throw settings.missing(BROKER_HOST, "the external broker's name or address");
                }
                yield new BrokerChoice.External(host, port);
            }
            default ->
                    throw settings.wrong(
                            BROKER, "'" + choice + "' is neither 'embedded' nor 'external'");
        };
    }

    private KeyStoreFile keyStore(String fileKey, String passwordKey) {
        return new KeyStoreFile(
                settings.existingFile(fileKey).orElseThrow(),
                settings.existingFile(passwordKey).orElseThrow());
    }

    /// Whether all of the keys are set; refuses when only some are.
    private boolean together(String... keys) {
        List<String> absent = Arrays.stream(keys).filter(key -> !settings.has(key)).toList();
        if (!absent.isEmpty() && absent.size() < keys.length) {
            throw settings.missing(
                    absent.getFirst(), "needed together with " + String.join(", ", keys));
        }
        return absent.isEmpty();
    }

    private int port(String key, int otherwise) {
        return settings.number(key, 0, HIGHEST_PORT, otherwise);
    }
}
