package org.smartmeter.simulator.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.device.tamper.TamperPart;
import org.smartmeter.device.tamper.TamperSensors;
import org.smartmeter.device.tamper.TamperSettings;
import org.smartmeter.simulator.load.AlteredLoad;
import org.smartmeter.simulator.load.LoadTimeline;
import org.smartmeter.simulator.load.Wiring;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;

/// A whole meter whose wires somebody changes behind a kettle: 8.7 A flow, and after some seconds
/// it is wired as before.
class NeutralConditionsTest {

    private static final Duration CHANGED_AFTER = Duration.ofSeconds(3);
    private static final Duration RESTORED_AFTER = Duration.ofSeconds(7);
    private static final Duration ENDS_AFTER = Duration.ofSeconds(12);

    private final MeterOnALoad meter = new MeterOnALoad();

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
        assertThat(meter.told().stream().map(NeutralConditionsTest::name))
                .as(condition)
                .containsExactlyElementsOf(expected);
    }

    private static String name(Event event) {
        return event.known().map(EventCode::name).orElse("event " + event.code());
    }

    private void live(int phases, Wiring changed) {
        LoadTimeline home =
                new AlteredLoad(
                        new Kettle(phases, MeterOnALoad.START),
                        load -> load.with(isChanged() ? changed : Wiring.SOUND),
                        Duration.ofMillis(100));
        TamperPart watch = new TamperPart(TamperSettings.EUROPEAN, TamperSensors.NONE, () -> true);
        meter.live(home, List.of(watch), ENDS_AFTER, () -> {});
    }

    private boolean isChanged() {
        return meter.isPast(CHANGED_AFTER) && !meter.isPast(RESTORED_AFTER);
    }
}
