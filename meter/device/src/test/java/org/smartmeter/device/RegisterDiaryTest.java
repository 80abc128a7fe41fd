package org.smartmeter.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.smartmeter.device.RegisterSettings.SecondProfile;
import org.smartmeter.device.demand.DemandSettings;
import org.smartmeter.device.tariff.ActivityCalendar;
import org.smartmeter.device.tariff.CalendarMessage;
import org.smartmeter.device.tariff.CalendarPlan;
import org.smartmeter.device.tariff.RateSwitch;
import org.smartmeter.journal.StateFile;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.OrderRefusedException.Reason;
import org.smartmeter.wire.Register;
import org.smartmeter.wire.Unit;
import org.smartmeter.wire.v1.Demand;
import org.smartmeter.wire.v1.Order;
import org.smartmeter.wire.v1.Profile;

/// Rates, maximum demand and profiles of a whole meter, as the utility sees them in its rows.
class RegisterDiaryTest {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    /// Night from half past ten to half past six.
    private static final ActivityCalendar NIGHTS =
            ActivityCalendar.everyDay(
                    1,
                    PARIS,
                    List.of(
                            new RateSwitch(0, 2),
                            new RateSwitch(390, 1),
                            new RateSwitch(1_350, 2)));

    private static final List<Register> RATES =
            List.of(
                    new Register(ObisCode.parse("1-0:1.8.0"), -3, Unit.WATT_HOUR),
                    new Register(ObisCode.parse("1-0:1.8.1"), -3, Unit.WATT_HOUR),
                    new Register(ObisCode.parse("1-0:1.8.2"), -3, Unit.WATT_HOUR),
                    new Register(ObisCode.parse("0-0:96.14.0"), 0, Unit.NONE));

    private static final RegisterSettings TWO_RATES =
            RegisterSettings.USUAL
                    .withCalendars(CalendarPlan.of(NIGHTS))
                    .withDemand(new DemandSettings(900, 1, PARIS, 1))
                    .withSecond(Optional.of(new SecondProfile(600, RATES)));

    private static Bench bench(String start, RegisterSettings registers) {
        Bench bench = new Bench(start);
        bench.settings = bench.settings.withRegisters(1, registers);
        return bench.start();
    }

    private static ShownRows rates(Bench bench) {
        return ShownRows.of(bench.utility, Definition.Kind.PROFILE).every(600);
    }

    private static ShownRows billing(Bench bench) {
        return ShownRows.of(bench.utility, Definition.Kind.BILLING);
    }

    private static void assertRatesSumToTheTotal(ShownRows rows) {
        assertThat(rows.rows()).isNotEmpty();
        for (ShownRows.Shown row : rows.rows()) {
            assertThat(
                            row.value("1-0:1.8.1", Unit.WATT_HOUR)
                                    + row.value("1-0:1.8.2", Unit.WATT_HOUR))
                    .as("%s", row)
                    .isEqualTo(row.value("1-0:1.8.0", Unit.WATT_HOUR));
        }
    }

    private static long night(ShownRows.Shown row) {
        return row.value("1-0:1.8.2", Unit.WATT_HOUR);
    }

    private static void order(Bench bench, Order.Builder order) {
        bench.utility.order(bench.utility.sign(order.build()));
        bench.settle();
    }

    private static Order.Builder draft(Bench bench) {
        return bench.utility.draft(bench.now);
    }

    private static void sendAll(Bench bench) {
        bench.pass(Duration.ofMinutes(70));
    }

    /// 2026-06-01 21:00 local (19:00Z): day; 22:30 (20:30Z): night; 06:30 (04:30Z): day.
    @Test
    void anEveningAndANightInTwoRatesWithAPowerCutInBetween() {
        try (Bench bench = bench("2026-06-01T19:00:00Z", TWO_RATES)) {
            bench.passUntil("2026-06-01T20:29:00Z");
            assertThat(bench.status().rate()).isEqualTo(1);
            bench.passUntil("2026-06-01T20:30:00Z");
            assertThat(bench.status().rate()).isEqualTo(2);
            bench.passUntil("2026-06-02T01:05:00Z");
            bench.cutPower();
            bench.passOff(Duration.ofMinutes(55));
            bench.start();
            bench.passUntil("2026-06-02T06:00:00Z");
            sendAll(bench);
            ShownRows rows = rates(bench);
            assertRatesSumToTheTotal(rows);
            assertThat(night(rows.at("2026-06-01T20:30:00Z"))).isZero();
            assertThat(night(rows.at("2026-06-01T22:30:00Z"))).isEqualTo(2_000_000);
            long nightEnds = night(rows.at("2026-06-02T04:30:00Z"));
            assertThat(nightEnds).isBetween(7_050_000L, 7_100_000L); // 4 h 35 min and 2 h 30 min
            assertThat(night(rows.last())).isEqualTo(nightEnds);
            assertThat(rows.at("2026-06-02T04:30:00Z").value("0-0:96.14.0", Unit.NONE))
                    .isEqualTo(1);
        }
    }

    @Test
    void aWindowOfHoursIsDividedWhereTheRateChanges() {
        try (Bench bench = bench("2026-06-01T20:00:00Z", TWO_RATES)) {
            bench.window = Duration.ofHours(9);
            bench.passUntil("2026-06-02T05:00:00Z");
            bench.window = Duration.ofMinutes(10);
            sendAll(bench);
            assertRatesSumToTheTotal(rates(bench));
            assertThat(night(rates(bench).last())).isEqualTo(8_000_000);
        }
    }

    @Test
    void aClockThatWasNeverSetCountsInTheDefaultRate() {
        Bench bench = new Bench("2026-06-01T22:00:00Z");
        bench.settings =
                DeviceSettings.of(Bench.METER, "smart-meter 0.1.0", Bench.BUILT)
                        .withRegisters(1, TWO_RATES);
        bench.line.broken = true;
        try (bench) {
            bench.start();
            bench.passUntil("2026-06-02T00:00:00Z"); // at night, but who knows
            assertThat(bench.status().rate()).isEqualTo(NIGHTS.defaultRate());
            bench.line.broken = false;
            bench.idle(Duration.ofMinutes(10)); // the utility tells the time
            bench.passUntil("2026-06-02T00:12:00Z");
            assertThat(bench.status().rate()).isEqualTo(2);
        }
    }

    @Test
    void aCalendarForTheFirstOfTheMonthTakesOverAtItsMidnight() {
        try (Bench bench = bench("2026-06-30T20:00:00Z", TWO_RATES)) {
            var july =
                    CalendarMessage.write(
                                    ActivityCalendar.everyDay(
                                            2, PARIS, List.of(new RateSwitch(0, 1))))
                            .toBuilder()
                            .setActiveFrom(Instant.parse("2026-06-30T22:00:00Z").toEpochMilli());
            bench.pass(Duration.ofMinutes(1));
            order(bench, draft(bench).setCalendar(july));
            bench.passUntil("2026-06-30T21:30:00Z");
            bench.cutPower();
            bench.start();
            bench.passUntil("2026-06-30T23:00:00Z");
            sendAll(bench);
            assertRatesSumToTheTotal(rates(bench));
            assertThat(night(rates(bench).last()))
                    .isEqualTo(night(rates(bench).at("2026-06-30T22:00:00Z")));
            assertThat(bench.utility.events(EventCode.CALENDAR_IN_FORCE))
                    .singleElement()
                    .satisfies(event -> assertThat(event.values()).containsExactly(2L, 1L));
        }
    }

    @Test
    void aMonthEndsWithItsMaximumAndTheNextBeginsWithoutOne() {
        try (Bench bench = bench("2026-06-30T12:00:00Z", TWO_RATES)) {
            bench.watts = 4_000;
            bench.passUntil("2026-06-30T12:15:00Z");
            bench.watts = 500;
            bench.passUntil("2026-06-30T23:00:00Z");
            sendAll(bench);
            ShownRows.Shown june = billing(bench).at("2026-06-30T22:00:00Z");
            assertThat(june.value("1-0:1.6.0", Unit.WATT)).isEqualTo(4_000);
            assertThat(june.value("1-0:1.6.0", Unit.SECOND))
                    .isEqualTo(Instant.parse("2026-06-30T12:15:00Z").getEpochSecond());
            assertThat(june.value("1-0:0.1.0", Unit.NONE)).isEqualTo(1);
            assertThat(bench.utility.events(EventCode.BILLING_PERIOD_ENDED))
                    .singleElement()
                    .satisfies(event -> assertThat(event.values()).containsExactly(1L, 1L));
            bench.passUntil("2026-07-01T22:30:00Z");
            sendAll(bench);
            ShownRows.Shown july = billing(bench).at("2026-07-01T22:00:00Z");
            assertThat(july.value("1-0:1.6.0", Unit.WATT)).isEqualTo(500);
            assertThat(july.value("1-0:1.6.0.101", Unit.WATT)).isEqualTo(4_000);
            assertThat(july.value("1-0:0.1.2", Unit.SECOND))
                    .isEqualTo(Instant.parse("2026-06-30T22:00:00Z").getEpochSecond());
        }
    }

    @Test
    void anOrderEndsABillingPeriodOnceHoweverOftenItComes() {
        try (Bench bench = bench("2026-06-10T12:00:00Z", TWO_RATES)) {
            bench.passUntil("2026-06-10T12:40:00Z");
            Order.Builder reset = draft(bench).setDemand(Demand.newBuilder().setReset(true));
            order(bench, reset);
            bench.cutPower();
            bench.start();
            order(bench, reset);
            bench.passUntil("2026-06-10T13:05:00Z");
            sendAll(bench);
            assertThat(bench.utility.events(EventCode.BILLING_PERIOD_ENDED)).hasSize(1);
            assertThat(billing(bench).last().value("1-0:1.6.0", Unit.WATT)).isEqualTo(1_000);
            assertThat(billing(bench).last().time()).isEqualTo("2026-06-10T12:40:00Z");
            bench.passUntil("2026-06-10T22:30:00Z");
            sendAll(bench);
            ShownRows.Shown midnight = billing(bench).at("2026-06-10T22:00:00Z");
            assertThat(midnight.value("1-0:0.1.0", Unit.NONE)).isEqualTo(2);
            assertThat(midnight.value("1-0:1.6.0.101", Unit.WATT)).isEqualTo(1_000);
        }
    }

    @Test
    void otherWindowsBeginAnotherBillingPeriod() {
        try (Bench bench = bench("2026-06-10T12:00:00Z", TWO_RATES)) {
            bench.passUntil("2026-06-10T12:40:00Z");
            Demand sliding =
                    Demand.newBuilder()
                            .setPeriod(300)
                            .setPeriods(6)
                            .setZone("Europe/Paris")
                            .setResetDay(1)
                            .build();
            order(bench, draft(bench).setDemand(sliding));
            bench.watts = 3_000;
            bench.passUntil("2026-06-10T13:09:00Z");
            bench.watts = 0;
            bench.passUntil("2026-06-10T22:30:00Z");
            sendAll(bench);
            ShownRows.Shown midnight = billing(bench).at("2026-06-10T22:00:00Z");
            assertThat(midnight.value("1-0:0.1.0", Unit.NONE)).isEqualTo(2);
            assertThat(midnight.value("1-0:1.6.0", Unit.WATT)).isEqualTo(2_900);
            assertThat(midnight.value("1-0:1.6.0", Unit.SECOND))
                    .isEqualTo(Instant.parse("2026-06-10T13:10:00Z").getEpochSecond());
        }
    }

    @Test
    void aSecondProfileBeginsChangesAndEndsByOrder() {
        try (Bench bench = bench("2026-06-10T12:00:00Z", RegisterSettings.USUAL)) {
            bench.passUntil("2026-06-10T12:20:00Z");
            Register voltage = new Register(ObisCode.VOLTAGE_L1, -1, Unit.VOLT);
            order(bench, draft(bench).setProfile(second(120, voltage)));
            bench.passUntil("2026-06-10T12:30:00Z");
            bench.cutPower();
            bench.start();
            bench.passUntil("2026-06-10T12:40:00Z");
            Register frequency = new Register(ObisCode.FREQUENCY, -3, Unit.HERTZ);
            order(bench, draft(bench).setProfile(second(120, voltage, frequency)));
            bench.passUntil("2026-06-10T13:00:00Z");
            order(bench, draft(bench).setProfile(second(0)));
            sendAll(bench);
            ShownRows rows = ShownRows.of(bench.utility, Definition.Kind.PROFILE).every(120);
            assertThat(rows.times().getFirst()).isEqualTo("2026-06-10T12:20:00Z");
            assertThat(rows.times().getLast()).isEqualTo("2026-06-10T13:00:00Z");
            assertThat(rows.rows()).hasSize(21);
            assertThat(rows.at("2026-06-10T12:40:00Z").shows(frequency)).isFalse();
            assertThat(rows.at("2026-06-10T12:42:00Z").value("1-0:14.7.0", Unit.HERTZ))
                    .isEqualTo(50_000);
            assertThat(ShownRows.of(bench.utility, Definition.Kind.PROFILE).every(900).times())
                    .contains(Instant.parse("2026-06-10T12:45:00Z"));
        }
    }

    private static Profile second(int period, Register... registers) {
        return RegisterMessages.profile(ProfileKind.SECOND, period, List.of(registers));
    }

    @ParameterizedTest(name = "profile {0} every {1} s with {2} in {4} at scaler {3}")
    @CsvSource({
        "9, 0, 1-0:1.8.0, 0, WATT_HOUR",
        "1, 60, 1-0:1.8.0, 0, WATT_HOUR",
        "2, 0, 1-0:1.8.0, 0, WATT_HOUR",
        "2, 7, 1-0:1.8.0, 0, WATT_HOUR",
        "2, 60, 1-0:1.8.0, 0, WATT",
        "2, 60, 1-0:1.8.0, -4, WATT_HOUR",
        "2, 60, 1-0:1.8.9, 0, WATT_HOUR",
        "2, 60, 1-0:5.8.1, 0, VAR_HOUR",
        "2, 60, 1-0:1.6.0.116, 0, WATT",
        "2, 60, 1-0:1.6.0.100, 0, WATT",
        "2, 60, 1-0:41.8.0, 0, WATT_HOUR",
        "2, 60, 1-0:52.7.0, 0, VOLT",
        "2, 60, 7-0:3.0.0, 0, WATT_HOUR",
        "3, 0, 1-0:32.7.0, 0, VOLT",
    })
    void aProfileThatTheMeterCannotShowIsRefusedWhole(
            int profile, int period, String obis, int scaler, Unit unit) {
        try (Bench bench = bench("2026-06-10T12:00:00Z", RegisterSettings.USUAL)) {
            Profile.Builder message = Profile.newBuilder().setProfile(profile).setPeriod(period);
            message.addRegistersBuilder()
                    .setObis(ByteString.copyFrom(ObisCode.VOLTAGE_L1.toBytes()))
                    .setScaler(-1)
                    .setUnit(Unit.VOLT.code());
            message.addRegistersBuilder()
                    .setObis(ByteString.copyFrom(ObisCode.parse(obis).toBytes()))
                    .setScaler(scaler)
                    .setUnit(unit.code());
            order(bench, draft(bench).setProfile(message));
            sendAll(bench);
            assertThat(bench.utility.events(EventCode.ORDER_REFUSED))
                    .singleElement()
                    .satisfies(
                            event ->
                                    assertThat(event.values().getLast())
                                            .isEqualTo(Reason.MALFORMED.number()));
            assertThat(bench.utility.events(EventCode.ORDER_DONE)).isEmpty();
            assertThat(ShownRows.of(bench.utility, Definition.Kind.PROFILE).every(900).rows())
                    .hasSameSizeAs(bench.utility.rows());
        }
    }

    @Test
    void threePhasesHaveRegistersOfTheirOwnThatOnePhaseRefuses() {
        DeviceSettings one = DeviceSettings.of(Bench.METER, "smart-meter 0.1.0", Bench.BUILT);
        Register ofL2 = new Register(ObisCode.parse("1-0:41.8.0"), 0, Unit.WATT_HOUR);
        RegisterSettings second =
                RegisterSettings.USUAL.withSecond(
                        Optional.of(new SecondProfile(900, List.of(ofL2))));
        assertThat(one.withRegisters(3, second).phases()).isEqualTo(3);
        assertThat(catchThrowable(() -> one.withRegisters(1, second)))
                .hasMessageContaining("does not measure 1-0:41.8.0.255");
        assertThat(catchThrowable(() -> one.withRegisters(2, second)))
                .hasMessageContaining("1 or 3 phases");
    }

    @Test
    void settingsKeptByOrderOutliveTheMeterAndOthersFollowWhatItIsMadeWith() {
        MemoryFiles files = new MemoryFiles();
        RegisterSettings ordered = TWO_RATES.withLoad(RATES);
        try (var file = file(files)) {
            new KeptRegisterSettings(file, RegisterSettings.USUAL).change(ordered);
        }
        try (var file = file(files)) {
            assertThat(new KeptRegisterSettings(file, RegisterSettings.USUAL).get())
                    .isEqualTo(ordered);
        }
        RegisterSettings newer = RegisterSettings.USUAL.withBilling(RATES.subList(0, 1));
        try (var file = file(files)) {
            assertThat(new KeptRegisterSettings(file, newer).get())
                    .isEqualTo(ordered.withBilling(newer.billing()));
            assertThat(newer.demand().zone()).isEqualTo(ZoneOffset.UTC);
        }
    }

    private static StateFile file(MemoryFiles files) {
        return StateFile.open(files, "register-settings", KeptRegisterSettings.MOST_BYTES);
    }
}
