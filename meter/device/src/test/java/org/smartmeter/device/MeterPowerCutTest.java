package org.smartmeter.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.smartmeter.device.demand.DemandSettings;
import org.smartmeter.journal.StateFile;
import org.smartmeter.wire.Definition;
import org.smartmeter.wire.Event;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.Unit;
import org.smartmeter.wire.v1.Demand;
import org.smartmeter.wire.v1.Hello;

/// The power fails before each single force of a deed in turn; however far the meter had come, it
/// ends where it would have ended.
class MeterPowerCutTest {

    /// In which other software is told.
    private static final Duration FIRST_WINDOWS = Duration.ofSeconds(70);

    private static final DemandSettings QUARTERS =
            new DemandSettings(900, 1, ZoneId.of("Europe/Paris"), 1);

    private static final Instant NEVER = Instant.MAX;

    private static Bench bench(String start) {
        Bench bench = new Bench(start);
        bench.settings =
                bench.settings.withRegisters(1, RegisterSettings.USUAL.withDemand(QUARTERS));
        return bench;
    }

    private static void sweep(
            Supplier<Bench> until, Consumer<Bench> deed, Consumer<Bench> afterwards) {
        sweep(until, deed, _ -> {}, afterwards);
    }

    /// @param until lives up to the deed, the same each time
    /// @param deed in which the power fails; the last time it does not
    /// @param outage what happens while the meter is off
    /// @param afterwards its life after that
    private static void sweep(
            Supplier<Bench> until,
            Consumer<Bench> deed,
            Consumer<Bench> outage,
            Consumer<Bench> afterwards) {
        boolean wasCut = true;
        int force = 0;
        for (; wasCut; force++) {
            try (Bench bench = until.get()) {
                wasCut = bench.isCutIn(() -> deed.accept(bench), force);
                if (wasCut) {
                    outage.accept(bench);
                    bench.start();
                }
                afterwards.accept(bench);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("after a cut before force " + force, e);
            }
        }
        assertThat(force).as("forces in the deed").isGreaterThan(2);
    }

    private static void send(Bench bench, Demand demand) {
        bench.utility.order(
                bench.utility.sign(bench.utility.draft(bench.now).setDemand(demand).build()));
        bench.settle();
    }

    private static Demand.Builder quarters() {
        return Demand.newBuilder()
                .setPeriod(900)
                .setPeriods(1)
                .setZone("Europe/Paris")
                .setResetDay(1);
    }

    private static ShownRows billing(Bench bench) {
        bench.pass(Duration.ofMinutes(70)); // until all is sent
        return ShownRows.of(bench.utility, Definition.Kind.BILLING);
    }

    private static long maximum(ShownRows.Shown row) {
        return row.value("1-0:1.6.0", Unit.WATT);
    }

    private static long period(ShownRows.Shown row) {
        return row.value("1-0:0.1.0", Unit.NONE);
    }

    @Test
    void anOrderForOtherDemandWindowsEndsTheBillingPeriodAndBringsThem() {
        Demand order = quarters().setPeriod(300).setPeriods(6).build();
        sweep(
                () -> {
                    Bench bench = bench("2026-06-10T12:00:00Z").start();
                    bench.passUntil("2026-06-10T12:40:00Z");
                    return bench;
                },
                bench -> send(bench, order),
                bench -> {
                    send(bench, order); // a cut may have lost it before it was kept
                    bench.watts = 3_000;
                    bench.passUntil("2026-06-10T13:09:00Z");
                    bench.watts = 0;
                    bench.passUntil("2026-06-10T22:30:00Z");
                    ShownRows.Shown midnight = billing(bench).at("2026-06-10T22:00:00Z");
                    assertThat(period(midnight)).isEqualTo(2);
                    assertThat(maximum(midnight)).isEqualTo(2_900);
                });
    }

    @Test
    void aClockThatIsSetBackMakesNoWindowLonger() {
        sweep(
                () -> {
                    Bench bench = bench("2026-06-10T12:50:00Z");
                    bench.boardIsOff = Duration.ofMinutes(9);
                    bench.utility.tellsTime = false;
                    bench.start();
                    bench.passUntil("2026-06-10T13:00:00Z"); // 13:09 by the meter
                    bench.utility.tellsTime = true;
                    bench.line.cut();
                    return bench;
                },
                bench -> bench.pass(Duration.ofMinutes(3)),
                bench -> {
                    bench.passUntil("2026-06-10T22:30:00Z");
                    assertThat(maximum(billing(bench).at("2026-06-10T22:00:00Z")))
                            .isBetween(999L, 1_000L);
                    assertThat(bench.utility.events(EventCode.CLOCK_STEP)).isNotEmpty();
                });
    }

    /// A meter whose clock was never set has no journal before the utility tells its last epoch.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theFirstSoftwareAndAnEnrolmentAreAlwaysTold(boolean clockSet) {
        sweep(
                () -> {
                    Bench bench = bench("2026-06-10T12:00:00Z");
                    if (!clockSet) {
                        bench.settings =
                                DeviceSettings.of(Bench.METER, "smart-meter 0.1.0", Bench.BUILT);
                        bench.boardIsOff = Duration.between(bench.now, Instant.EPOCH);
                    }
                    return bench;
                },
                Bench::start,
                bench -> {
                    bench.pass(Duration.ofMinutes(70));
                    assertThat(values(bench, EventCode.ENROLLED)).containsOnly(List.of(1L));
                    assertThat(values(bench, EventCode.SOFTWARE_CHANGED))
                            .isNotEmpty()
                            .allSatisfy(told -> assertThat(told).startsWith(0L, 1L, 0L));
                });
    }

    @Test
    void otherSoftwareIsAlwaysTold() {
        sweep(
                () -> {
                    Bench bench = bench("2026-06-10T12:00:00Z").start();
                    bench.stop();
                    bench.settings =
                            DeviceSettings.of(Bench.METER, "smart-meter 0.2.0", Bench.BUILT)
                                    .withTrustedBoardClock();
                    return bench;
                },
                bench -> bench.start().pass(FIRST_WINDOWS),
                bench -> {
                    bench.pass(Duration.ofMinutes(70));
                    assertThat(values(bench, EventCode.SOFTWARE_CHANGED))
                            .anySatisfy(told -> assertThat(told).startsWith(0L, 2L, 0L));
                });
    }

    private static List<List<Long>> values(Bench bench, EventCode code) {
        return bench.utility.events(code).stream().map(Event::values).toList();
    }

    /// Where it was in force before the power failed, that day ends it even if it lies in the
    /// outage; an order that is carried out only afterwards counts from then on.
    @ParameterizedTest(name = "off for {0} h")
    @ValueSource(ints = {0, 72})
    void anotherBillingDayIsTheOneThatEndsTheBillingPeriod(int hours) {
        Demand order = quarters().setResetDay(12).build();
        Instant[] end = new Instant[1];
        sweep(
                () -> {
                    end[0] = Instant.parse("2026-06-11T22:00:00Z");
                    Bench bench = bench("2026-06-10T12:00:00Z").start();
                    bench.passUntil("2026-06-10T12:40:00Z");
                    return bench;
                },
                bench -> send(bench, order),
                bench -> {
                    boolean inForce = demand(bench).resetDay() == 12;
                    bench.passOff(Duration.ofHours(hours));
                    end[0] = !bench.now.isAfter(end[0]) ? end[0] : inForce ? bench.now : NEVER;
                },
                bench -> {
                    bench.window = Duration.ofMinutes(15);
                    bench.passUntil("2026-06-13T16:00:00Z");
                    boolean isDone = !bench.utility.events(EventCode.ORDER_DONE).isEmpty();
                    assertThat(bench.utility.events(EventCode.BILLING_PERIOD_ENDED))
                            .extracting(Event::time)
                            .isEqualTo(
                                    isDone && end[0].isBefore(NEVER) ? List.of(end[0]) : List.of());
                });
    }

    private static DemandSettings demand(Bench bench) {
        StateFile file =
                StateFile.open(
                        bench.stateFiles.afterPowerCut(),
                        "register-settings",
                        KeptRegisterSettings.MOST_BYTES);
        return new KeptRegisterSettings(file, bench.settings.registers()).get().demand();
    }

    @Test
    void theCalendarEndsABillingPeriodWithItsLastRow() {
        sweep(
                () -> {
                    Bench bench = bench("2026-06-30T21:30:00Z");
                    bench.watts = 4_000;
                    bench.start();
                    bench.passUntil("2026-06-30T21:45:00Z");
                    bench.watts = 500;
                    bench.passUntil("2026-06-30T21:58:00Z");
                    return bench;
                },
                bench -> bench.passUntil("2026-06-30T22:03:00Z"),
                bench -> {
                    ShownRows rows = billing(bench);
                    List<Event> ends = bench.utility.events(EventCode.BILLING_PERIOD_ENDED);
                    assertThat(ends).hasSizeBetween(1, 2);
                    for (Event end : ends) {
                        ShownRows.Shown last = rows.at(end.time().toString());
                        assertThat(period(last)).isEqualTo(1).isEqualTo(end.values().getFirst());
                        assertThat(maximum(last)).isEqualTo(4_000);
                    }
                    bench.passUntil("2026-07-01T22:01:00Z");
                    ShownRows.Shown next = billing(bench).at("2026-07-01T22:00:00Z");
                    assertThat(period(next)).isEqualTo(2);
                    assertThat(maximum(next)).isEqualTo(500);
                    assertThat(next.value("1-0:1.6.0.101", Unit.WATT)).isEqualTo(4_000);
                });
    }

    /// The journal and the counters are lost besides, but not the order that was begun; the time
    /// comes by a later order before there is a journal to report the earlier one to.
    @Test
    void anOrderThatIsGoneOnWithTakesNoLaterOnesCounterBack() {
        long[] before = {0};
        sweep(
                () -> {
                    before[0] = 0;
                    Bench bench = bench("2026-06-10T12:00:00Z").start();
                    bench.pass(Duration.ofMinutes(40));
                    return bench;
                },
                bench -> send(bench, Demand.newBuilder().setReset(true).build()),
                bench -> {
                    bench.loseJournal();
                    bench.stateFiles.delete("counters");
                    bench.settings =
                            DeviceSettings.of(Bench.METER, "smart-meter 0.1.0", Bench.BUILT);
                    bench.boardIsOff = Duration.between(bench.now, Instant.EPOCH);
                    bench.utility.hellos.clear();
                    before[0] = bench.utility.orderCounter;
                },
                bench -> {
                    List<Hello> hellos = bench.utility.hellos;
                    bench.line.cut();
                    bench.pass(Duration.ofMinutes(5));
                    assertThat(hellos.subList(1, hellos.size()))
                            .isNotEmpty()
                            .allMatch(hello -> hello.getOrderCounter() > before[0]);
                });
    }
}
