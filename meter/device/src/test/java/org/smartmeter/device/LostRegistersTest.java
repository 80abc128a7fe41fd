package org.smartmeter.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smartmeter.device.RegisterSettings.SecondProfile;
import org.smartmeter.device.tariff.ActivityCalendar;
import org.smartmeter.device.tariff.CalendarPlan;
import org.smartmeter.device.tariff.RateSwitch;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.Register;
import org.smartmeter.wire.Unit;

/// A start that finds its registers' state files gone, or older than what it told, takes every
/// register from the newest row that shows it: the load profile has some of them only, the rest
/// stand in the rows of a day.
class LostRegistersTest {

    /// A row a minute, so that a day is far more than is looked at in one go.
    private static final RegisterSettings REGISTERS =
            RegisterSettings.USUAL
                    .withCalendars(
                            CalendarPlan.of(
                                    ActivityCalendar.everyDay(
                                            1,
                                            ZoneOffset.UTC,
                                            List.of(new RateSwitch(0, 2), new RateSwitch(360, 1)))))
                    .withSecond(
                            Optional.of(
                                    new SecondProfile(
                                            60,
                                            List.of(
                                                    new Register(
                                                            ObisCode.VOLTAGE_L1, -1, Unit.VOLT)))));

    private static Bench bench() {
        Bench bench = new Bench("2026-05-01T20:00:00Z");
        bench.phases = 3;
        bench.settings = bench.settings.withRegisters(3, REGISTERS);
        return bench.start();
    }

    /// What the newest rows show of each register that counts since the beginning, in thousandths.
    private static Map<ObisCode, Long> told(Bench bench) {
        Map<ObisCode, Long> told = new HashMap<>();
        for (Definition.Kind kind : Definition.Kind.values()) {
            for (ShownRows.Shown shown : ShownRows.of(bench.utility, kind).rows()) {
                for (Register register : shown.definition().registers()) {
                    if (register.obis().d() == 8) {
                        long value = shown.value(register.obis().toString(), register.unit());
                        long counts = value * ShownRegister.countsPerStep(register);
                        told.merge(register.obis(), counts, Math::max);
                    }
                }
            }
        }
        return told;
    }

    @ParameterizedTest
    @ValueSource(strings = {"registers", "registers-between", "both", "all", "older"})
    void everyRegisterGoesOnFromWhatItsNewestRowSays(String lost) {
        try (Bench bench = bench()) {
            bench.passUntil("2026-05-02T10:00:00Z");
            MemoryFiles older = bench.stateFiles.afterPowerCut();
            bench.passUntil("2026-05-03T10:07:00Z");
            bench.pass(Duration.ofMinutes(70)); // until all is sent
            Map<ObisCode, Long> before = told(bench);
            bench.cutPower();
            switch (lost) {
                case "both" -> {
                    bench.stateFiles.delete("registers");
                    bench.stateFiles.delete("registers-between");
                }
                case "all" -> bench.loseState();
                case "older" -> bench.stateFiles = older;
                default -> bench.stateFiles.delete(lost);
            }
            bench.start();
            Map<EnergyRegister, Long> found = bench.status().counts();
            for (EnergyRegister register : EnergyRegister.values()) {
                assertThat(found.get(register))
                        .as("%s", register)
                        .isGreaterThanOrEqualTo(before.get(register.obis()));
            }
            bench.passUntil("2026-05-04T00:01:00Z");
            bench.pass(Duration.ofMinutes(70));
            ShownRows.Shown midnight =
                    ShownRows.of(bench.utility, Definition.Kind.BILLING).at("2026-05-04T00:00:00Z");
            for (int rate = 1; rate <= 2; rate++) {
                ObisCode obis = ShownRegister.ofRate(ObisCode.ACTIVE_ENERGY_IMPORT, rate);
                assertThat(value(midnight, obis))
                        .isGreaterThanOrEqualTo(before.get(obis))
                        .isPositive();
            }
            assertThat(
                            value(midnight, ObisCode.parse("1-0:1.8.1"))
                                    + value(midnight, ObisCode.parse("1-0:1.8.2")))
                    .isEqualTo(value(midnight, ObisCode.ACTIVE_ENERGY_IMPORT));
        }
    }

    private static long value(ShownRows.Shown row, ObisCode obis) {
        return row.value(obis.toString(), Unit.WATT_HOUR);
    }
}
