package org.smartmeter.server.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.commands.CommandSettings;
import org.smartmeter.commands.Pacing;
import org.smartmeter.commands.VolumeLimits;
import org.smartmeter.server.configuration.UtilityConfiguration.BrokerChoice;
import org.smartmeter.server.configuration.UtilityConfiguration.DatabaseChoice;

class ConfigurationTest {

    @TempDir Path directory;

    @Test
    void theShortestConfigurationIsSafe() throws IOException {
        UtilityConfiguration read = read("data.directory = data");

        assertThat(read.dataDirectory()).isEqualTo(directory.resolve("data"));
        assertThat(read.http().host()).isEqualTo("127.0.0.1");
        assertThat(read.http().port()).isEqualTo(8080);
        assertThat(read.http().tls()).isEmpty();
        assertThat(read.database()).isEqualTo(new DatabaseChoice.Embedded());
        assertThat(read.broker()).isEqualTo(new BrokerChoice.Embedded("127.0.0.1", 8883));
        assertThat(read.zone()).isEqualTo(ZoneOffset.UTC);
        assertThat(read.commands()).isEqualTo(CommandSettings.DEFAULT);
        assertThat(read.approvalKeyDirectory()).isNotEqualTo(read.dataDirectory().resolve("keys"));
    }

    @Test
    void everythingCanBeSaid() throws IOException {
        Files.writeString(directory.resolve("store.p12"), "");
        Files.writeString(directory.resolve("secret"), "x");

        UtilityConfiguration read =
                read(
                        """
                        # the utility of Lahore
                        data.directory = /srv/meter data
                        zone = Asia/Karachi

                        http.host=0.0.0.0
                        http.port=443
                        http.tls.keystore = store.p12
                        http.tls.password-file = secret
                        session.idle-minutes = 20
                        database.url = jdbc:postgresql://db/meters?ssl=true
                        database.user = meters
                        database.password-file = secret
                        broker = external
                        broker.host = mqtt.example.org
                        broker.port = 8884
                        enrolment.port = 9000
                        public.host = meters.example.org
                        approval.directory = /media/stick
                        console.origin = https://console.example.org
                        commands.critical-per-hour = 50
                        commands.critical-per-hour-and-feeder = 7
                        commands.under-way-per-feeder = 9
                        """);

        assertThat(read.dataDirectory()).isEqualTo(Path.of("/srv/meter data"));
        assertThat(read.zone()).isEqualTo(ZoneId.of("Asia/Karachi"));
        assertThat(read.http().tls().orElseThrow().file())
                .isEqualTo(directory.resolve("store.p12"));
        assertThat(read.sessionIdle()).isEqualTo(Duration.ofMinutes(20));
        assertThat(read.database())
                .isEqualTo(
                        new DatabaseChoice.External(
                                "jdbc:postgresql://db/meters?ssl=true",
                                "meters",
                                directory.resolve("secret")));
        assertThat(read.broker()).isEqualTo(new BrokerChoice.External("mqtt.example.org", 8884));
        assertThat(read.enrolmentPort()).isEqualTo(9000);
        assertThat(read.publicHost()).isEqualTo("meters.example.org");
        assertThat(read.approvalKeyDirectory()).isEqualTo(Path.of("/media/stick"));
        assertThat(read.consoleOrigin()).contains(URI.create("https://console.example.org"));
        assertThat(read.commands())
                .isEqualTo(new CommandSettings(new VolumeLimits(50, 7), new Pacing(9)));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    http.port = eighty                  | utility.properties:2: http.port: 'eighty' is not a whole number
                    http.port = 65536                   | utility.properties:2: http.port: 65536 is not from 0 to 65535
                    http.prot = 80                      | utility.properties:2: unknown key 'http.prot'
                    http.port                           | utility.properties:2: expected 'key = value', found 'http.port'
                    http.host =                         | utility.properties:2: http.host: is empty
                    data.directory = b                  | utility.properties:2: 'data.directory' stands twice, first in line 1
                    zone = Mars/Olympus                 | utility.properties:2: zone: 'Mars/Olympus' is not a time zone
                    http.tls.keystore = none.p12        | utility.properties: 'http.tls.password-file' is missing
                    database.user = me                  | utility.properties: 'database.url' is missing
                    broker = mosquitto                  | utility.properties:2: broker: 'mosquitto' is neither 'embedded' nor 'external'
                    broker = external                   | utility.properties: 'broker.host' is missing
                    console.origin = console.example.org | utility.properties:2: console.origin: 'console.example.org' is no address like
                    console.origin = https://a.org/b    | utility.properties:2: console.origin: 'https://a.org/b' is no address like
                    console.origin = ftp://a b          | utility.properties:2: console.origin: 'ftp://a b' is no address like
                    commands.under-way-per-feeder = 0   | utility.properties:2: commands.under-way-per-feeder: 0 is not from 1 to 1000000
                    session.idle-minutes = 0            | utility.properties:2: session.idle-minutes: 0 is not from 1 to 1440
                    """)
    void whatIsWrongIsToldWithFileLineAndReason(String line, String message) {
        assertThatThrownBy(() -> read("data.directory = a\n" + line))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message)
                .message()
                .startsWith(directory.toString())
                .hasLineCount(1);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path missing = directory.resolve("nowhere.properties");

        assertThatThrownBy(() -> UtilityConfiguration.read(missing))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        missing + ": there is no such file; give the path of the configuration");
    }

    @Test
    void aKeystoreThatIsNotThereIsNamed() throws IOException {
        Files.writeString(directory.resolve("secret"), "x");

        assertThatThrownBy(
                        () ->
                                read(
                                        """
                                        data.directory = a
                                        http.tls.keystore = none.p12
                                        http.tls.password-file = secret
                                        """))
                .hasMessageContaining(":2: http.tls.keystore: ")
                .hasMessageContaining("none.p12 is missing or cannot be read");
    }

    @Test
    void theDataDirectoryMustBeSaid() {
        assertThatThrownBy(() -> read("zone = UTC"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'data.directory' is missing");
    }

    private UtilityConfiguration read(String text) throws IOException {
        Path file = directory.resolve("utility.properties");
        Files.writeString(file, text);
        return UtilityConfiguration.read(file);
    }
}
