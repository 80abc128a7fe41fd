package org.smartmeter.server.configuration;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.smartmeter.commands.CommandSettings;

/// Everything that may be set about a utility's server. Read it from a file with [#read], or start
/// from [#loopback] and change parts with the `with…` methods. Whatever is not said is safe: it
/// listens on this machine only.
///
/// @param dataDirectory everything the utility keeps on this machine: embedded database, keys
/// @param publicHost the name or address under which meters reach broker and enrolment
/// @param approvalKeyDirectory where the second key lives, apart from the first (DESIGN.md, "A
///     command's way")
/// @param consoleOrigin the address under which operators open the console, like
///     `https://console.utility.example`; empty: the public host at the server's own port
/// @param commands how many commands may go out
/// @param validationRules classes of meters and what is looked for in each; empty: all are homes
/// @param backupArchive where the embedded database's log is kept, for restorations to any instant;
///     empty: nowhere
/// @param zone where the utility's day begins; new places inherit it
/// @param sessionIdle how long a sign-in lasts without a request
public record UtilityConfiguration(
        Path dataDirectory,
        HttpEnd http,
        DatabaseChoice database,
        BrokerChoice broker,
        int enrolmentPort,
        String publicHost,
        Path approvalKeyDirectory,
        Optional<URI> consoleOrigin,
        CommandSettings commands,
        Optional<Path> validationRules,
        Optional<Path> backupArchive,
        ZoneId zone,
        Duration sessionIdle) {

    public static final int DEFAULT_HTTP_PORT = 8080;
    public static final int DEFAULT_BROKER_PORT = 8883;
    public static final int DEFAULT_ENROLMENT_PORT = 8884;
    static final String LOOPBACK = "127.0.0.1";
    private static final Duration WORKING_DAY = Duration.ofHours(8);

    /// Where browsers reach the server.
    ///
    /// @param port 0 takes any free one
    public record HttpEnd(String host, int port, Optional<KeyStoreFile> tls) {}

    /// A PKCS#12 file and the file that holds its password.
    public record KeyStoreFile(Path file, Path passwordFile) {}

    /// The PostgreSQL to use.
    public sealed interface DatabaseChoice {

        /// One that this process starts itself, below the data directory.
        record Embedded() implements DatabaseChoice {}

        /// One that runs already.
        record External(String url, String user, Path passwordFile) implements DatabaseChoice {}
    }

    /// The MQTT broker to use.
    public sealed interface BrokerChoice {

        /// One inside this process.
        ///
        /// @param host the address it listens on
        /// @param port 0 takes any free one
        record Embedded(String host, int port) implements BrokerChoice {}

        /// Any MQTT 5 broker with TLS, set up as `utility/headend/README.md` says.
        record External(String host, int port) implements BrokerChoice {}
    }

    /// A utility that only this machine can reach, on free ports, with everything embedded.
    public static UtilityConfiguration loopback(Path dataDirectory) {
        return new UtilityConfiguration(
                dataDirectory,
                new HttpEnd(LOOPBACK, 0, Optional.empty()),
                new DatabaseChoice.Embedded(),
                new BrokerChoice.Embedded(LOOPBACK, 0),
                0,
                "localhost",
                dataDirectory.resolve("approval"),
                Optional.empty(),
                CommandSettings.DEFAULT,
                Optional.empty(),
                Optional.empty(),
                ZoneOffset.UTC,
                WORKING_DAY);
    }

    /// Reads a configuration file; `utility/server/API.md` lists the keys.
    ///
    /// @throws ConfigurationException naming file, line and reason if it cannot be used
    public static UtilityConfiguration read(Path file) {
        return new ConfigurationReader(file).configuration();
    }

    public UtilityConfiguration withHttpPort(int port) {
        return withHttp(new HttpEnd(http.host(), port, http.tls()));
    }

    public UtilityConfiguration withHttp(HttpEnd changed) {
        return new UtilityConfiguration(
                dataDirectory,
                changed,
                database,
                broker,
                enrolmentPort,
                publicHost,
                approvalKeyDirectory,
                consoleOrigin,
                commands,
                validationRules,
                backupArchive,
                zone,
                sessionIdle);
    }

    public UtilityConfiguration withZone(ZoneId changed) {
        return new UtilityConfiguration(
                dataDirectory,
                http,
                database,
                broker,
                enrolmentPort,
                publicHost,
                approvalKeyDirectory,
                consoleOrigin,
                commands,
                validationRules,
                backupArchive,
                changed,
                sessionIdle);
    }

    /// The same utility with its line to the meters on these ports (0 takes any free one).
    public UtilityConfiguration withLinePorts(int brokerPort, int enrolmentPort) {
        BrokerChoice changed =
                switch (broker) {
                    case BrokerChoice.Embedded(String host, int _) ->
                            new BrokerChoice.Embedded(host, brokerPort);
                    case BrokerChoice.External(String host, int _) ->
                            new BrokerChoice.External(host, brokerPort);
                };
        return new UtilityConfiguration(
                dataDirectory,
                http,
                database,
                changed,
                enrolmentPort,
                publicHost,
                approvalKeyDirectory,
                consoleOrigin,
                commands,
                validationRules,
                backupArchive,
                zone,
                sessionIdle);
    }
}
