package org.smartmeter.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A configuration tells its reader what is wrong, by file and line.
class ConfigurationTest {

    private static final Path FILE = Path.of("/etc/smartmeter/meter.conf");

    private enum Mode {
        ON,
        HALF_WAY
    }

    @Test
    void keysAreTakenByWhoNeedsThemAndTheRestIsRefused() {
        Configuration configuration =
                read("# a meter", "", "state.directory = ../state", "port=80", "colour = red");

        assertThat(configuration.take("state.directory").orElseThrow().path())
                .isEqualTo(Path.of("/etc/state"));
        assertThat(configuration.take("port").orElseThrow().integer(1, 100)).isEqualTo(80);
        assertThat(configuration.take("zone")).isEmpty();
        assertThatThrownBy(configuration::refuseRest)
                .isInstanceOf(BadConfigurationException.class)
                .hasMessage(FILE + ":5: unknown key; there are port, state.directory, zone");
    }

    @Test
    void aKeyThatTwoFeaturesNeedIsThereForBoth() {
        Configuration configuration = read("zone = Asia/Karachi");

        assertThat(configuration.take("zone")).isEqualTo(configuration.take("zone")).isPresent();
        configuration.refuseRest();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                value("80.5", it -> it.integer(1, 100), "key is a whole number from 1 to 100"),
                value("101", it -> it.integer(1, 100), "key is a whole number from 1 to 100"),
                value("", it -> it.integer(1, 100), "not ''"),
                value("maybe", Setting::yes, "key is yes or no, not 'maybe'"),
                value("off", it -> it.oneOf(Mode.class), "key is one of [on, half-way], not 'off'"),
                value("Mars/Base", Setting::zone, "'Mars/Base' is no time zone"));
    }

    private static Arguments value(String value, Consumer<Setting> reading, String said) {
        return Arguments.of(value, reading, said);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("refusals")
    void aValueThatDoesNotFitIsRefused(String value, Consumer<Setting> reading, String said) {
        Setting setting = read("", "key = " + value).take("key").orElseThrow();

        assertThatThrownBy(() -> reading.accept(setting))
                .isInstanceOf(BadConfigurationException.class)
                .hasMessageStartingWith(FILE + ":2: ")
                .hasMessageContaining(said);
    }

    @Test
    void aValueThatFitsIsRead() {
        assertThat(read("key = half-way").take("key").orElseThrow().oneOf(Mode.class))
                .isEqualTo(Mode.HALF_WAY);
        assertThat(read("key = Yes").take("key").orElseThrow().yes()).isTrue();
        assertThat(read("key = a  b").take("key").orElseThrow().words()).containsExactly("a", "b");
    }

    private static Configuration read(String... lines) {
        return Configuration.of(FILE, List.of(lines));
    }
}
