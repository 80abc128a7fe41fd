package org.smartmeter.board.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.smartmeter.device.BadConfigurationException;
import org.smartmeter.device.Configuration;
import org.smartmeter.device.FrontEnd;
import org.smartmeter.device.supply.ControlMode;
import org.smartmeter.device.supply.Relay;
import org.smartmeter.device.supply.RelayPosition;

/// What a configuration makes of switch and watch.
class GuardTest {

    private static final double VOLTS = 230;

    @TempDir private Path directory = Path.of("");

    /// A front end that may bring a relay.
    private static FrontEnd frontEnd(boolean withRelay) {
        return new FrontEnd() {
            @Override
            public Instant deliver(Instant now, Windows windows) {
                return Instant.MAX;
            }

            @Override
            public Optional<Relay> relay() {
                return withRelay ? Optional.of(new Closed()) : Optional.empty();
            }
        };
    }

    private static final class Closed implements Relay {
        @Override
        public void open() {}

        @Override
        public void close() {}

        @Override
        public RelayPosition feedback() {
            return RelayPosition.CLOSED;
        }
    }

    private Configuration configuration(String lines) {
        return Configuration.of(directory.resolve("meter.conf"), List.of(lines.split(";", -1)));
    }

    private Guard open(String lines, boolean withRelay) throws IOException {
        return GuardSettings.read(configuration(lines))
                .open(frontEnd(withRelay), VOLTS, new Random(1));
    }

    /// Lines, whether the front end brings a relay → control mode, if the meter has a switch.
    @ParameterizedTest
    @CsvSource({
        "'',                            true,  MODE_5",
        "'',                            false, ",
        "relay = none,                  true,  ",
        "supply.mode = 1,               true,  MODE_1",
        "supply.mode = 1; relay = none, true,  ",
    })
    void aMeterHasTheSwitchThatIsThere(String lines, boolean withRelay, ControlMode mode)
            throws IOException {
        try (Guard guard = open(lines, withRelay)) {
            assertThat(guard.buttons().map(it -> it.status().mode()))
                    .isEqualTo(Optional.ofNullable(mode));
            assertThat(guard.parts()).hasSize(mode == null ? 1 : 2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "relay = yes,                              relay is 'gpio CHIP ON OFF FEEDBACK'",
        "relay = gpio /dev/gpiochip0 17 27,        relay is 'gpio CHIP ON OFF FEEDBACK'",
        "supply.mode = 7,                          supply.mode is a whole number from 0 to 6",
        "tamper.feed-in = maybe,                   tamper.feed-in is yes or no",
        "supply.button = 26,                       supply.button is 'gpio CHIP PIN'",
        "tamper.magnet = hall,                     tamper.magnet is 'gpio CHIP PIN'",
        "tamper.main-cover = gpio /dev/gpiochip0 5:hi, '''5:hi'' is no pin'",
    })
    void whatDoesNotFitIsRefusedWithItsLine(String line, String why) {
        assertThatThrownBy(() -> GuardSettings.read(configuration("zone = UTC;" + line)))
                .isInstanceOf(BadConfigurationException.class)
                .hasMessageContaining("meter.conf:2")
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tamper.magnet = gpio /dev/no-gpiochip 6",
                "supply.button = gpio /dev/no-gpiochip 26:low:up",
            })
    void aChipThatIsNotThereEndsTheStart(String line) {
        assertThatThrownBy(() -> open(line, true))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/dev/no-gpiochip");
    }

    /// Two configurations: whether the watch takes the second for another.
    @ParameterizedTest
    @CsvSource({
        "source = p1 /dev/a; zone = UTC, 'zone = UTC;source = p1 /dev/a', false", // order
        "source = p1 /dev/a,             '# note;source =  p1 /dev/a',    false",
        "source = p1 /dev/a,             source = p1 /dev/b,              true",
        "supply.mode = 5,                supply.mode = 0,                 true",
        "relay = none,                   '',                              true",
        "supply.button = gpio /dev/a 26, '',                              true",
        "tamper.feed-in = no,            tamper.feed-in = yes,            true",
        "display.pin = 1,                display.pin = 2,                 false", // a secret
        "wifi.setup.password = 1,        wifi.setup.password = 2,         false",
        "calibration = unit.one,         calibration = unit.one,          true", // its content
        "software.key = unit.one,        software.key = unit.one,         true",
        "source = wave unit.one 4000,    source = wave unit.one 4000,     true",
        "software.board = pi,            software.board = generic,        true",
        "source = p1 same.one,           source = p1 same.one,            false",
        "homeassistant.sign-in = unit.one, homeassistant.sign-in = unit.one, false", // a secret
    })
    void theFingerprintIsOfWhatDecidesOnMeasuringAndSwitching(
            String before, String after, boolean differs) throws IOException {
        Path unit = Files.writeString(directory.resolve("unit.one"), "gain 1");
        Files.writeString(directory.resolve("same.one"), "gain 1");
        long first = Fingerprint.of(configuration(before));
        Files.writeString(unit, "gain 2");
        assertThat(Fingerprint.of(configuration(after)) != first).isEqualTo(differs);
    }

    /// Where this fails another rule is in force: it needs another number, so that an update
    /// does not pass for fraud on every meter.
    @Test
    void theRuleOfTheFingerprintStandsAboveTheHashOfTheSettings() {
        assertThat(Fingerprint.of(configuration("zone = UTC"))).isEqualTo(0x1_934c_2cff_5643L);
    }
}
