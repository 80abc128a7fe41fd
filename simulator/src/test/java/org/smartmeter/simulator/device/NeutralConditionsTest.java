package org.smartmeter.simulator.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.device.Device;
import org.smartmeter.device.DeviceMemory;
import org.smartmeter.device.DeviceSettings;
import org.smartmeter.device.tamper.TamperPart;
import org.smartmeter.device.tamper.TamperSensors;
import org.smartmeter.device.tamper.TamperSettings;
import org.smartmeter.journal.Files;
import org.smartmeter.journal.JournalSettings;
import org.smartmeter.simulator.files.PowerCutFiles;
import org.smartmeter.simulator.fleet.NoLine;
import org.smartmeter.simulator.load.LiveMeter;
import org.smartmeter.simulator.load.RewiredLoad;
import org.smartmeter.simulator.load.Wiring;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;

/// A whole meter whose wires somebody changes behind a kettle, samples to journal: 8.7 A flow, and
/// after some seconds it is wired as before.
class NeutralConditionsTest {

    private static final Instant START = Instant.parse("2026-05-01T08:00:00Z");
    private static final Duration CHANGED_AFTER = Duration.ofSeconds(3);
    private static final Duration RESTORED_AFTER = Duration.ofSeconds(7);
    private static final Duration ENDS_AFTER = Duration.ofSeconds(12);
    private static final DeviceSettings SETTINGS =
            DeviceSettings.of(
                            StoringUtility.METER,
                            "smart-meter 0.1.0",
                            Instant.parse("2026-01-01T00:00:00Z"))
                    .withTrustedBoardClock();

    private final Files journal = new PowerCutFiles(1).files();
    private final Files state = new PowerCutFiles(2).files();
    private Instant now = START;

    @ParameterizedTest(name = "{1} phases, {0}")
    @CsvSource({
        "as installed,                       1, 1,    1,    NOTHING",
        "neutral cut,                        1, 1,    0,    NEUTRAL_MISSING",
        "a twentieth leaks over the cut,     1, 1,    0.05, NEUTRAL_MISSING",
        "two fifths return past the meter,   1, 1,    0.6,  CURRENT_DIFFERENCE",
        "half of the phase is bridged,       1, 0.5,  1,    CURRENT_DIFFERENCE",
        "as far off as two class 1 currents, 1, 1,    0.97, NOTHING",
        "as installed,                       3, 1,    1,    NOTHING",
        "neutral cut,                        3, 1,    0,    NEUTRAL_MISSING",
        "two fifths return past the meter,   3, 1,    0.6,  CURRENT_DIFFERENCE",
    })
    void whatTheJournalTells(
            String condition, int phases, double phaseShare, double neutralShare, String told) {
        live(phases, new Wiring(phaseShare, neutralShare));
        List<String> expected =
                told.equals("NOTHING") ? List.of() : List.of(told + "_BEGAN", told + "_ENDED");
        assertThat(KeptEvents.ofSwitchAndFraud(journal).stream().map(NeutralConditionsTest::name))
                .as(condition)
                .containsExactlyElementsOf(expected);
    }

    private static String name(Event event) {
        return event.known().map(EventCode::name).orElse("event " + event.code());
    }

    private void live(int phases, Wiring changed) {
        RewiredLoad home =
                new RewiredLoad(
                        new Kettle(phases, START),
                        () -> isChanged() ? changed : Wiring.SOUND,
                        Duration.ofMillis(100));
        LiveMeter source = new LiveMeter(home, START);
        try (Device device =
                Device.start(
                        SETTINGS,
                        new DeviceMemory(journal, state, JournalSettings.DEFAULT),
                        StoringUtility.meterKeys(),
                        new NoLine(),
                        new Random(7),
                        List.of(
                                new TamperPart(
                                        TamperSettings.EUROPEAN, TamperSensors.NONE, () -> true)),
                        START)) {
            while (now.isBefore(START.plus(ENDS_AFTER))) {
                device.measured(source.next(), source.end());
                now = source.end();
                device.run(now);
            }
        }
    }

    private boolean isChanged() {
        return !now.isBefore(START.plus(CHANGED_AFTER)) && now.isBefore(START.plus(RESTORED_AFTER));
    }
}
