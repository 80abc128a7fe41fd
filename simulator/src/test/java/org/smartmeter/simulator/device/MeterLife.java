package org.smartmeter.simulator.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.smartmeter.device.Device;
import org.smartmeter.device.DeviceMemory;
import org.smartmeter.device.DeviceSettings;
import org.smartmeter.device.EnergyRegister;
import org.smartmeter.device.RegisterSettings;
import org.smartmeter.device.RegisterSettings.SecondProfile;
import org.smartmeter.device.Schedule;
import org.smartmeter.device.demand.DemandSettings;
import org.smartmeter.device.tamper.TamperPart;
import org.smartmeter.device.tamper.TamperSensors;
import org.smartmeter.device.tamper.TamperSettings;
import org.smartmeter.device.tariff.ActivityCalendar;
import org.smartmeter.device.tariff.CalendarPlan;
import org.smartmeter.device.tariff.RateSwitch;
import org.smartmeter.journal.Files;
import org.smartmeter.journal.Journal;
import org.smartmeter.journal.JournalSettings;
import org.smartmeter.metrology.Measurement;
import org.smartmeter.metrology.PhaseMeasurement;
import org.smartmeter.simulator.files.CuttableDisk;
import org.smartmeter.simulator.files.PowerCutException;
import org.smartmeter.simulator.files.PowerCutFiles;
import org.smartmeter.simulator.flash.ModelNorFlash;
import org.smartmeter.simulator.line.LineFaults;
import org.smartmeter.simulator.line.ModelBroker;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.JournalRecord;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.wire.Register;
import org.smartmeter.wire.Unit;

/// The very device's life over an evening and a midnight, always the same: rows, live messages,
/// orders, a clock step, a silent utility, a lost line, an end in order. Its disks may lose their
/// power at any operation; then the world goes on without the meter until it starts again.
final class MeterLife {

    /// Where the meter keeps things.
    enum Disk {
        JOURNAL,
        STATE,
        /// Instead of the other two.
        FLASH
    }

    private static final int FLASH_SECTORS = 40;

    private static final JournalSettings TINY = new JournalSettings((32 + 3 * 8) << 10, 8 << 10);
    private static final Instant EVENING = Instant.parse("2026-05-01T23:41:00Z");
    private static final Duration BOARD_IS_BEHIND = Duration.ofSeconds(90);
    private static final DeviceSettings SETTINGS =
            DeviceSettings.of(
                            StoringUtility.METER,
                            "smart-meter 0.1.0",
                            Instant.parse("2026-01-01T00:00:00Z"))
                    .withSchedule(new Schedule(60, 60))
                    .withRegisters(1, registers())
                    .withTrustedBoardClock();

    private static final List<Consumer<MeterLife>> SCRIPT = script();

    /// Another rate from ten to midnight on and again after it, five-minute demand, a billing
    // period
    /// that ends at that midnight, and a second profile.
    private static RegisterSettings registers() {
        List<RateSwitch> switches =
                List.of(new RateSwitch(0, 2), new RateSwitch(4, 3), new RateSwitch(1_430, 1));
        return RegisterSettings.USUAL
                .withCalendars(
                        CalendarPlan.of(ActivityCalendar.everyDay(1, ZoneOffset.UTC, switches)))
                .withDemand(new DemandSettings(150, 2, ZoneOffset.UTC, 2))
                .withSecond(
                        Optional.of(
                                new SecondProfile(
                                        120,
                                        List.of(
                                                active("1-0:1.8.0"),
                                                active("1-0:1.8.1"),
                                                active("1-0:1.8.2"),
                                                active("1-0:1.8.3")))));
    }

    private static Register active(String obis) {
        return new Register(ObisCode.parse(obis), -3, Unit.WATT_HOUR);
    }

    private static List<Consumer<MeterLife>> script() {
        List<Consumer<MeterLife>> script = new ArrayList<>();
        script.add(MeterLife::start);
        script.addAll(Collections.nCopies(6, life -> life.minute(1_000)));
        script.add(life -> life.order(300));
        script.addAll(Collections.nCopies(6, life -> life.minute(2_000)));
        script.add(life -> life.utility.answersRecords(false));
        script.addAll(Collections.nCopies(3, life -> life.minute(500)));
        script.add(life -> life.utility.answersRecords(true));
        script.add(life -> life.order(60));
        script.addAll(Collections.nCopies(4, life -> life.minute(1_500))); // past midnight
        script.add(MeterLife::endBillingPeriod);
        script.add(MeterLife::watch);
        script.addAll(Collections.nCopies(8, life -> life.seconds(20, 3_000)));
        script.add(MeterLife::touchTheCover);
        script.add(MeterLife::loseTheLine);
        script.addAll(Collections.nCopies(3, life -> life.minute(700)));
        script.add(life -> life.broker.reachable(true));
        script.addAll(Collections.nCopies(2, life -> life.minute(700)));
        script.add(MeterLife::touchTheCover);
        script.add(MeterLife::restart);
        script.addAll(Collections.nCopies(3, life -> life.minute(-900)));
        script.add(MeterLife::finish);
        return List.copyOf(script);
    }

    private final Map<Disk, CuttableDisk> disks;
    private final StoringUtility utility;
    private final ModelBroker broker;
    private Instant now;
    private int lived;
    private double truth;
    private int cuts;
    private Optional<Device> device = Optional.empty();

    /// How often somebody touched the cover over the terminals, which stays as it is left.
    private int covers;

    private MeterLife(Map<Disk, CuttableDisk> disks, StoringUtility utility, Instant now) {
        this.disks = disks;
        this.utility = utility;
        this.now = now;
        broker = new ModelBroker(LineFaults.NONE, new Random(1), now, utility);
    }

    /// A meter fresh from the factory, with two directories or with flash alone.
    MeterLife(boolean onFlash) {
        this(onFlash ? flash() : directories(), new StoringUtility(1, EVENING), EVENING);
    }

    private static Map<Disk, CuttableDisk> flash() {
        return new EnumMap<>(Map.of(Disk.FLASH, new ModelNorFlash(FLASH_SECTORS, 1)));
    }

    private static Map<Disk, CuttableDisk> directories() {
        return new EnumMap<>(
                Map.of(Disk.JOURNAL, new PowerCutFiles(1), Disk.STATE, new PowerCutFiles(2)));
    }

    private CuttableDisk disk(Disk disk) {
        CuttableDisk flash = disks.get(Disk.FLASH);
        return flash == null ? disks.get(disk) : flash;
    }

    private DeviceMemory memory() {
        Files journal = disk(Disk.JOURNAL).files();
        Files state = disks.containsKey(Disk.FLASH) ? journal : disk(Disk.STATE).files();
        return new DeviceMemory(journal, state, TINY);
    }

    long operations(Disk disk) {
        return disk(disk).operations();
    }

    /// Cuts the power in the operation of this number of that disk, counted from now.
    MeterLife cutAt(Disk disk, long operation) {
        disk(disk).cutAt(disk(disk).operations() + operation);
        return this;
    }

    /// Lives to the end of the script.
    ///
    /// @return false if the power was cut before
    boolean live() {
        try {
            if (lived > 0 && device.isEmpty()) {
                start();
            }
            if (lived == SCRIPT.size()) {
                finish();
            }
            while (lived < SCRIPT.size()) {
                lived++;
                SCRIPT.get(lived - 1).accept(this);
            }
            return true;
        } catch (PowerCutException e) {
            return false;
        }
    }

    /// Only starts the meter again.
    ///
    /// @return false if the power was cut in that
    boolean starts() {
        try {
            start();
            return true;
        } catch (PowerCutException e) {
            return false;
        }
    }

    /// What is found after a cut: what was handed to the line has arrived, of what was not forced a
    /// part is left.
    MeterLife afterPowerCut(long seed) {
        broker.run(now);
        Map<Disk, CuttableDisk> found = new EnumMap<>(Disk.class);
        disks.forEach((disk, files) -> found.put(disk, files.survivors(2 * seed + disk.ordinal())));
        MeterLife life = new MeterLife(found, utility.copy(), now.plusSeconds(95));
        life.lived = lived;
        life.truth = truth;
        life.cuts = cuts + 1;
        life.covers = covers;
        return life;
    }

    private Instant board() {
        return now.minus(BOARD_IS_BEHIND);
    }

    private Device device() {
        return device.orElseThrow();
    }

    private void start() {
        Device started =
                Device.start(
                        SETTINGS,
                        memory(),
                        StoringUtility.meterKeys(),
                        broker.connector(StoringUtility.METER),
                        new Random(7),
                        List.of(new TamperPart(TamperSettings.EUROPEAN, cover(), () -> true)),
                        board());
        device = Optional.of(started);
        utility.clock(now);
        device().run(board());
        assertThat(importShown()).isBetween(highestImportTold(), (long) Math.ceil(truth));
        broker.run(now);
        device().run(board()); // says hello; before that is answered, every old order comes again
        utility.repeatOrders();
        settle();
    }

    private void restart() {
        device().close();
        device = Optional.empty();
        now = now.plusSeconds(60);
        start();
    }

    private void minute(double watts) {
        seconds(60, watts);
    }

    private void seconds(int lasting, double watts) {
        now = now.plusSeconds(lasting);
        truth += Math.max(0, watts) * lasting / 3.6;
        device().measured(measurement(lasting, watts), board());
        settle();
    }

    private void order(int samplePeriod) {
        utility.orderSchedule(samplePeriod, 60);
        settle();
    }

    private void endBillingPeriod() {
        utility.orderEndOfBillingPeriod();
        settle();
    }

    private void watch() {
        utility.lease(Duration.ofMinutes(5));
        settle();
    }

    private TamperSensors cover() {
        return () -> new TamperSensors.Sensed(covers % 2 == 1, false, 0);
    }

    /// Opens it, or closes it and waits as long as a contact may bounce.
    private void touchTheCover() {
        covers++;
        settle();
        seconds(1, 700);
    }

    private void loseTheLine() {
        broker.reachable(false);
        broker.cut(StoringUtility.METER);
        settle();
    }

    /// Lets everything happen that happens at once.
    private void settle() {
        utility.clock(now);
        boolean moved = true;
        while (moved) {
            device().run(board());
            moved = broker.run(now);
            for (byte[] frame : utility.takeOutgoing()) {
                var unused = broker.send(StoringUtility.METER, frame);
                moved = true;
            }
        }
    }

    private static Measurement measurement(int lasting, double watts) {
        double amperes = Math.abs(watts) / 230 / 0.8;
        PhaseMeasurement phase =
                PhaseMeasurement.of(230, amperes, 0, 0, watts, Math.abs(watts) * 0.75, 50);
        return Measurement.of(lasting, 0, 0, true, List.of(phase));
    }

    /// Goes on until all is stored, then ends in order.
    private void finish() {
        broker.reachable(true);
        for (int turn = 0; !isAllStored(); turn++) {
            assertThat(turn).as("turns until all is stored").isLessThan(200);
            Instant due = device().run(board()).plus(BOARD_IS_BEHIND);
            now = due.isAfter(now) ? due : now.plusMillis(1);
            settle();
        }
        device().close();
        device = Optional.empty();
    }

    private boolean isAllStored() {
        return device().status().allStored();
    }

    private long importShown() {
        return device().status().counts().get(EnergyRegister.ACTIVE_IMPORT);
    }

    private long highestImportTold() {
        long highest = utility.highestLive();
        for (long epoch : utility.epochs()) {
            highest = Math.max(highest, told(epoch).highestImport());
        }
        return Math.max(highest, found().map(ToldRecords::highestImport).orElse(0L));
    }

    private ToldRecords told(long epoch) {
        return new ToldRecords(List.copyOf(utility.records(epoch).values()));
    }

    /// What the journal's disk holds now, read from a copy.
    private Optional<ToldRecords> found() {
        Files copy = disk(Disk.JOURNAL).survivors(0).files();
        return Journal.epochIn(copy).map(epoch -> new ToldRecords(records(copy, epoch)));
    }

    private static List<JournalRecord> records(Files files, Epoch epoch) {
        try (Journal journal = Journal.open(files, TINY, StoringUtility.METER, () -> epoch)) {
            long first = Math.max(1, journal.firstSequence());
            return journal.read(first, Integer.MAX_VALUE, Integer.MAX_VALUE);
        }
    }

    /// Nothing that was ever told is gone or another, before the meter has started again.
    void assertNothingForgotten() {
        List<Long> epochs = utility.epochs();
        assertThat(epochs).hasSizeLessThanOrEqualTo(1);
        for (long epoch : epochs) {
            Files copy = disk(Disk.JOURNAL).survivors(0).files();
            assertThat(Journal.epochIn(copy)).contains(new Epoch(epoch));
            try (Journal journal =
                    Journal.open(copy, TINY, StoringUtility.METER, () -> new Epoch(epoch))) {
                var told = utility.records(epoch);
                assertThat(journal.lastSequence()).isGreaterThanOrEqualTo(told.lastKey());
                assertThat(journal.acknowledged()).isLessThanOrEqualTo(told.lastKey());
                assertThat(journal.firstSequence() - 1).isLessThanOrEqualTo(journal.acknowledged());
                for (JournalRecord kept : records(copy, new Epoch(epoch))) {
                    JournalRecord sent = told.get(kept.sequence());
                    assertThat(sent == null || sent.equals(kept)).as("%s", kept).isTrue();
                }
            }
        }
    }

    /// After the end: the utility has each record once, and what they say is true.
    void assertEverythingIsTold() {
        assertThat(utility.epochs()).hasSize(1);
        ToldRecords told = told(utility.epochs().getFirst());
        ToldRecords kept = found().orElseThrow();
        assertThat(told.records()).endsWith(kept.records().toArray(JournalRecord[]::new));
        told.assertOneUnbrokenHistory(new Epoch(utility.epochs().getFirst()));
        told.assertEachOrderOnce(List.of(300L, 60L), 1);
        told.assertRatesSumToTheTotal();
        told.assertNoMaximumAbove(3_000);
        told.assertBillingPeriodsEnded(2);
        told.assertFraudTold(covers);
        long lostAtMost = cuts * 2L * 3_000_000 / 60;
        assertThat(told.highestImport())
                .isBetween((long) truth - 1_000 - lostAtMost, (long) Math.ceil(truth));
    }
}
