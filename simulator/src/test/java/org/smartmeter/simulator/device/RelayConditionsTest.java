package org.smartmeter.simulator.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.device.supply.ControlMode;
import org.smartmeter.device.supply.SupplyPart;
import org.smartmeter.device.tamper.TamperPart;
import org.smartmeter.device.tamper.TamperSensors;
import org.smartmeter.device.tamper.TamperSettings;
import org.smartmeter.simulator.board.ModelRelay;
import org.smartmeter.simulator.board.ModelRelay.Condition;
import org.smartmeter.simulator.board.ModelRelay.Sensing;
import org.smartmeter.simulator.load.AlteredLoad;
import org.smartmeter.simulator.load.LoadTimeline;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;

/// A whole meter whose relay, or its feedback, fails while a kettle runs; then somebody switches
/// the supply off. What the contacts really do, what the meter says of them, and what its journal
/// tells of switch and fraud.
class RelayConditionsTest {

    private static final Duration OFF_AFTER = Duration.ofSeconds(2);
    private static final Duration LOOKED_AFTER = Duration.ofSeconds(8);
    private static final Duration LATER = Duration.ofSeconds(12);
    private static final Duration LOOKED_AGAIN_AFTER = Duration.ofSeconds(18);
    private static final Duration ENDS_AFTER = Duration.ofSeconds(40);

    private final MeterOnALoad meter = new MeterOnALoad();
    private final ModelRelay relay = new ModelRelay(meter::now);
    private final SupplyPart supply = new SupplyPart(ControlMode.MODE_5, relay, new Random(1));
    private int turns;
    private String seen = "";

    /// Relay, feedback → the contacts and what the meter says of them, with a mark if the relay
    /// counts as faulty; what it tells until all is repaired ten seconds later.
    @ParameterizedTest
    @CsvSource({
        "SOUND,    SOUND,        open/OPEN,      SUPPLY_SWITCHED=open",
        "BOUNCING, SOUND,        open/OPEN,      SUPPLY_SWITCHED=open",
        "WELDED,   SOUND,        closed/CLOSED!, RELAY_DISAGREES SUPPLY_SWITCHED=closed"
                + " ENERGY_WHILE_OPEN_BEGAN RELAY_FOLLOWS ENERGY_WHILE_OPEN_ENDED",
        "STUCK,    SOUND,        closed/CLOSED!, RELAY_DISAGREES SUPPLY_SWITCHED=closed"
                + " ENERGY_WHILE_OPEN_BEGAN RELAY_FOLLOWS ENERGY_WHILE_OPEN_ENDED",
        "SOUND,    READS_OPEN,   open/OPEN,      SUPPLY_SWITCHED=open",
        "SOUND,    READS_CLOSED, open/UNKNOWN!,  RELAY_DISAGREES SUPPLY_SWITCHED=unknown"
                + " RELAY_FOLLOWS",
        "SOUND,    UNREADABLE,   open/UNKNOWN!,  RELAY_DISAGREES SUPPLY_SWITCHED=unknown"
                + " RELAY_FOLLOWS",
        "WELDED,   READS_OPEN,   closed/CLOSED!, SUPPLY_SWITCHED=open RELAY_DISAGREES"
                + " ENERGY_WHILE_OPEN_BEGAN RELAY_FOLLOWS ENERGY_WHILE_OPEN_ENDED",
        "WELDED,   UNREADABLE,   closed/CLOSED!, RELAY_DISAGREES SUPPLY_SWITCHED=closed"
                + " ENERGY_WHILE_OPEN_BEGAN RELAY_FOLLOWS ENERGY_WHILE_OPEN_ENDED",
    })
    void switchedOff(Condition condition, Sensing sensing, String looks, String told) {
        live(
                () -> spoil(condition, sensing),
                () -> spoil(Condition.SOUND, Sensing.SOUND),
                LOOKED_AFTER);
        assertThat(seen).isEqualTo(looks);
        assertThat(told()).containsExactlyInAnyOrder(told.split(" "));
    }

    /// The same feedback, and ten seconds later on again.
    @ParameterizedTest
    @CsvSource({
        "SOUND,        closed/CLOSED,  SUPPLY_SWITCHED=open SUPPLY_SWITCHED=closed",
        "READS_OPEN,   closed/CLOSED!, SUPPLY_SWITCHED=open RELAY_DISAGREES SUPPLY_SWITCHED=closed",
        "READS_CLOSED, closed/CLOSED,  RELAY_DISAGREES SUPPLY_SWITCHED=unknown"
                + " RELAY_FOLLOWS SUPPLY_SWITCHED=closed",
        "UNREADABLE,   closed/CLOSED!, RELAY_DISAGREES SUPPLY_SWITCHED=unknown"
                + " SUPPLY_SWITCHED=closed",
    })
    void switchedOffAndOnAgain(Sensing sensing, String looks, String told) {
        live(
                () -> spoil(Condition.SOUND, sensing),
                () -> supply.pressConnect(),
                LOOKED_AGAIN_AFTER);
        assertThat(seen).isEqualTo(looks);
        assertThat(told()).containsExactlyInAnyOrder(told.split(" "));
    }

    private void spoil(Condition condition, Sensing sensing) {
        relay.condition(condition);
        relay.sensing(sensing);
    }

    private List<String> told() {
        return meter.told().stream().map(RelayConditionsTest::shown).toList();
    }

    private static String shown(Event event) {
        EventCode code = event.known().orElseThrow();
        if (code != EventCode.SUPPLY_SWITCHED) {
            return code.name();
        }
        int output = Math.toIntExact(event.values().get(4));
        return code + "=" + List.of("open", "closed", "unknown").get(output);
    }

    private void live(Runnable fails, Runnable later, Duration lookedAfter) {
        LoadTimeline switched =
                new AlteredLoad(
                        new Kettle(1, MeterOnALoad.START),
                        load -> load.behindSwitch(relay.isClosed()),
                        Duration.ofMillis(100));
        TamperPart watch =
                new TamperPart(
                        TamperSettings.EUROPEAN,
                        TamperSensors.NONE,
                        () -> supply.status().mayFlow());
        meter.live(
                switched,
                List.of(supply, watch),
                ENDS_AFTER,
                () -> {
                    if (turns == 0 && meter.isPast(OFF_AFTER)) {
                        fails.run();
                        supply.pressDisconnect();
                        turns++;
                    }
                    if (turns == 1 && meter.isPast(LATER)) {
                        later.run();
                        turns++;
                    }
                    if (seen.isEmpty() && meter.isPast(lookedAfter)) {
                        look();
                    }
                });
    }

    private void look() {
        seen =
                (relay.isClosed() ? "closed/" : "open/")
                        + supply.status().output()
                        + (supply.status().relayFault() ? "!" : "");
    }
}
