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
import org.smartmeter.device.supply.ControlMode;
import org.smartmeter.device.supply.SupplyPart;
import org.smartmeter.device.tamper.TamperPart;
import org.smartmeter.device.tamper.TamperSensors;
import org.smartmeter.device.tamper.TamperSettings;
import org.smartmeter.journal.Files;
import org.smartmeter.journal.JournalSettings;
import org.smartmeter.simulator.board.ModelRelay;
import org.smartmeter.simulator.board.ModelRelay.Condition;
import org.smartmeter.simulator.files.PowerCutFiles;
import org.smartmeter.simulator.fleet.NoLine;
import org.smartmeter.simulator.load.LiveMeter;
import org.smartmeter.simulator.load.LoadTimeline;
import org.smartmeter.simulator.load.SwitchedLoad;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;

/// A whole meter with a relay that is not as it should be: somebody switches a kettle's supply off,
/// and ten seconds later the relay is repaired. What the journal tells of switch and fraud.
class RelayConditionsTest {

    private static final Instant START = Instant.parse("2026-05-01T08:00:00Z");
    private static final Duration PRESSED_AFTER = Duration.ofSeconds(2);
    private static final Duration REPAIRED_AFTER = Duration.ofSeconds(12);
    private static final Duration ENDS_AFTER = Duration.ofSeconds(40);
    private static final DeviceSettings SETTINGS =
            DeviceSettings.of(
                            StoringUtility.METER,
                            "smart-meter 0.1.0",
                            Instant.parse("2026-01-01T00:00:00Z"))
                    .withTrustedBoardClock();

    private final Files journal = new PowerCutFiles(1).files();
    private final Files state = new PowerCutFiles(2).files();
    private Instant now = START;
    private final ModelRelay relay = new ModelRelay(() -> now);
    private final SupplyPart supply = new SupplyPart(ControlMode.MODE_5, relay, new Random(1));

    @ParameterizedTest
    @CsvSource({
        "SOUND,    SUPPLY_SWITCHED=open",
        "BOUNCING, SUPPLY_SWITCHED=open",
        "WELDED,   RELAY_DISAGREES SUPPLY_SWITCHED=closed ENERGY_WHILE_OPEN_BEGAN"
                + " RELAY_FOLLOWS ENERGY_WHILE_OPEN_ENDED",
        "STUCK,    RELAY_DISAGREES SUPPLY_SWITCHED=closed ENERGY_WHILE_OPEN_BEGAN"
                + " RELAY_FOLLOWS ENERGY_WHILE_OPEN_ENDED",
    })
    void whatTheJournalTells(Condition condition, String told) {
        relay.condition(condition);
        live();
        assertThat(KeptEvents.ofSwitchAndFraud(journal).stream().map(RelayConditionsTest::shown))
                .containsExactlyInAnyOrder(told.split(" "));
    }

    private static String shown(Event event) {
        EventCode code = event.known().orElseThrow();
        return code == EventCode.SUPPLY_SWITCHED
                ? code + (event.values().get(4) == 1 ? "=closed" : "=open")
                : code.name();
    }

    private void live() {
        LoadTimeline switched =
                new SwitchedLoad(new Kettle(1, START), relay::isClosed, Duration.ofMillis(100));
        LiveMeter source = new LiveMeter(switched, START);
        try (Device device =
                Device.start(
                        SETTINGS,
                        new DeviceMemory(journal, state, JournalSettings.DEFAULT),
                        StoringUtility.meterKeys(),
                        new NoLine(),
                        new Random(7),
                        List.of(
                                supply,
                                new TamperPart(
                                        TamperSettings.EUROPEAN,
                                        TamperSensors.NONE,
                                        () -> supply.status().mayFlow())),
                        START)) {
            boolean pressed = false;
            while (now.isBefore(START.plus(ENDS_AFTER))) {
                device.measured(source.next(), source.end());
                now = source.end();
                if (!pressed && now.isAfter(START.plus(PRESSED_AFTER))) {
                    supply.pressDisconnect();
                    pressed = true;
                }
                if (now.isAfter(START.plus(REPAIRED_AFTER))) {
                    relay.condition(Condition.SOUND);
                }
                device.run(now);
            }
        }
    }
}
