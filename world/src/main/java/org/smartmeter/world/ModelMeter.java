package org.smartmeter.world;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.smartmeter.device.Device;
import org.smartmeter.device.DeviceKeys;
import org.smartmeter.device.DeviceMemory;
import org.smartmeter.device.DeviceSettings;
import org.smartmeter.device.DeviceStatus;
import org.smartmeter.device.RegisterSettings;
import org.smartmeter.device.Schedule;
import org.smartmeter.journal.JournalSettings;
import org.smartmeter.simulator.files.PowerCutException;
import org.smartmeter.simulator.files.PowerCutFiles;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.ObisCode;
import org.smartmeter.wire.LineListener;
import org.smartmeter.wire.Register;
import org.smartmeter.wire.Unit;

/// A meter at a home: the very device, on disks that can lose power and refuse, a board whose clock
/// can be wrong, and a load whose energy is known. It is entered only when something is due.
final class ModelMeter {

    private static final Instant BUILD_DATE = Instant.parse("2026-01-01T00:00:00Z");
    private static final int THOUSANDTHS = -3;

    /// A load profile in mWh, so that the utility's copy can be held against the load exactly.
    private static final RegisterSettings REGISTERS =
            RegisterSettings.USUAL.withLoad(
                    List.of(
                            new Register(
                                    ObisCode.ACTIVE_ENERGY_IMPORT, THOUSANDTHS, Unit.WATT_HOUR),
                            new Register(
                                    ObisCode.ACTIVE_ENERGY_EXPORT, THOUSANDTHS, Unit.WATT_HOUR),
                            new Register(ObisCode.VOLTAGE_L1, -1, Unit.VOLT)));

    private static final JournalSettings SMALL = new JournalSettings((32 + 3 * 8) << 10, 8 << 10);

    private final World world;
    private final int number;
    private final MeterId id;
    private final DeviceSettings settings;
    private final JournalSettings journalSettings;
    private final RandomGenerator chance;
    private final RandomGenerator deviceChance;
    private final Load load;
    private final Told told;
    private final int driftPpm;

    private PowerCutFiles journal;
    private PowerCutFiles state;
    private Optional<Device> device = Optional.empty();
    private BoardTime board;
    private int generation = 1;
    private long life;
    private long planned = Long.MAX_VALUE;
    private boolean inside;
    private boolean again;
    private boolean heard;
    private boolean diskRefuses;
    private boolean lostMemory;
    private long wrongFromStart;

    ModelMeter(World world, int number, MeterId id, FaultPlan plan, Chance chance) {
        this.world = world;
        this.number = number;
        this.id = id;
        this.chance = chance.stream(Chance.About.METER_FAULTS, number);
        this.deviceChance = chance.stream(Chance.About.DEVICE, number);
        settings = settings(id, plan.setUp());
        journalSettings = plan.setUp().smallJournal() ? SMALL : JournalSettings.DEFAULT;
        load = new Load(plan.setUp().window(), chance.stream(Chance.About.LOAD, number));
        told = new Told(world, number, id, journalSettings);
        int drift = plan.meter().driftPpm();
        driftPpm = drift == 0 ? 0 : this.chance.nextInt(-drift, drift + 1);
        journal = new PowerCutFiles(this.chance.nextLong());
        state = new PowerCutFiles(this.chance.nextLong());
        board = new BoardTime(world.now(), world.now(), driftPpm);
    }

    private static DeviceSettings settings(MeterId id, FaultPlan.SetUp setUp) {
        DeviceSettings settings =
                DeviceSettings.of(id, "smart-meter 0.1.0", BUILD_DATE)
                        .withSchedule(new Schedule(setUp.samplePeriod(), setUp.pushPeriod()))
                        .withRegisters(1, REGISTERS);
        return setUp.knownTime() ? settings.withTrustedBoardClock() : settings;
    }

    MeterId id() {
        return id;
    }

    int number() {
        return number;
    }

    int generation() {
        return generation;
    }

    boolean isRunning() {
        return device.isPresent();
    }

    Told told() {
        return told;
    }

    Load load() {
        return load;
    }

    Optional<DeviceStatus> status() {
        return device.map(Device::status);
    }

    /// Ends in order and hands over what is on the journal's disk then.
    PowerCutFiles finish() {
        device.ifPresent(Device::close);
        gone();
        return journal;
    }

    /// Its process starts.
    void start() {
        life++;
        inside = true;
        board = new BoardTime(world.now(), world.now() + wrongFromStart, driftPpm);
        try {
            Device started =
                    Device.start(
                            settings,
                            new DeviceMemory(journal, state, journalSettings),
                            keys(),
                            listener -> world.line().connect(this, listener),
                            deviceChance,
                            board.instant(world.now()));
            device = Optional.of(started);
            started.wakeBy(this::wake);
            DeviceStatus status = started.status();
            world.note(number, Happening.METER_STARTED, status.boot(), status.epoch());
            load.started(world, number, Load.shown(status), board.instant(world.now()));
        } catch (PowerCutException e) {
            lostPower();
            return;
        } catch (RuntimeException e) {
            failed(e);
            return;
        } finally {
            inside = false;
        }
        enter();
    }

    private DeviceKeys keys() {
        return new DeviceKeys(
                ModelKeys.seals(id), generation, ModelKeys.orders(), ModelKeys.chain(id));
    }

    /// Called from inside the device, or because the line brought something.
    private void wake() {
        if (inside) {
            again = true;
        } else {
            plan(world.now());
        }
    }

    private void plan(long at) {
        if (at >= planned) {
            return;
        }
        planned = at;
        long ofLife = life;
        world.agenda()
                .at(
                        at,
                        () -> {
                            if (ofLife == life && planned == at) {
                                enter();
                            }
                        });
    }

    private void enter() {
        planned = Long.MAX_VALUE;
        Device running = device.orElseThrow();
        inside = true;
        try {
            Instant next;
            do {
                again = false;
                Instant now = board.instant(world.now());
                load.deliver(world, number, now, running);
                next = running.run(now);
                load.settle(now);
            } while (again);
            check(running);
            Instant window = load.nextEnd();
            plan(
                    Math.max(
                            world.now() + 1,
                            board.whenItShows(next.isBefore(window) ? next : window)));
        } catch (PowerCutException e) {
            lostPower();
        } catch (RuntimeException e) {
            failed(e);
        } finally {
            inside = false;
        }
    }

    /// What came in may have moved the cursor.
    private void check(Device running) {
        if (heard) {
            heard = false;
            DeviceStatus status = running.status();
            if (status.epoch() > 0) {
                told.acknowledged(status.epoch(), status.acknowledged(), status.lastSequence());
            }
        }
    }

    /// What the line brings comes through here.
    LineListener hearing(LineListener listener) {
        long ofLife = life;
        return new LineListener() {
            @Override
            public void up() {
                if (ofLife == life) {
                    listener.up();
                }
            }

            @Override
            public void down(String reason) {
                if (ofLife == life) {
                    listener.down(reason);
                }
            }

            @Override
            public void received(String topic, byte[] payload) {
                if (ofLife == life) {
                    heard = true;
                    listener.received(topic, payload);
                }
            }
        };
    }

    private void gone() {
        life++;
        planned = Long.MAX_VALUE;
        device = Optional.empty();
        world.line().died(this);
    }

    /// The power goes now, or in the middle of an operation of a disk soon.
    void cutPowerSoon() {
        if (device.isEmpty()) {
            return;
        }
        if (chance.nextInt(3) == 0) {
            lostPower();
        } else {
            PowerCutFiles disk = chance.nextBoolean() ? journal : state;
            disk.cutAt(disk.operations() + 1 + chance.nextInt(12));
        }
    }

    private void lostPower() {
        world.note(number, Happening.POWER_CUT, journal.operations() + state.operations(), 0);
        gone();
        long seed = chance.nextLong();
        journal = journal.survivors(seed);
        state = state.survivors(seed + 1);
        startAgain(Duration.ofSeconds(1), Duration.ofMinutes(90));
    }

    /// The disk refused, and the meter's process ends; whoever watches over it starts another.
    private void failed(RuntimeException why) {
        if (!diskRefuses) {
            throw world.violation(
                    Invariant.NOTHING_FAILS_BY_ITSELF, number, "the meter's process: " + why);
        }
        world.note(number, Happening.PROCESS_FAILED);
        try {
            device.ifPresent(Device::close);
        } catch (PowerCutException e) {
            lostPower();
            return;
        } catch (RuntimeException _) {
            // it refuses still
        }
        gone();
        startAgain(Duration.ofSeconds(2), Duration.ofSeconds(30));
    }

    private void startAgain(Duration least, Duration most) {
        long ofLife = life;
        Duration wait = Chance.between(least, world.areFaultsOver() ? least : most, chance);
        world.agenda()
                .after(
                        wait,
                        () -> {
                            if (ofLife == life) {
                                start();
                            }
                        });
    }

    /// One of the next operations of a disk fails.
    void failDiskSoon(RandomGenerator random) {
        PowerCutFiles disk = random.nextBoolean() ? journal : state;
        disk.failAt(disk.operations() + 1 + random.nextInt(12));
        diskRefuses = true;
    }

    /// A disk has hardly any room left for a while.
    void fillDisk(RandomGenerator random) {
        PowerCutFiles disk = random.nextBoolean() ? journal : state;
        long room = disk.usedBytes() + random.nextInt(200);
        disk.capacityBytes(room);
        diskRefuses = true;
        world.note(number, Happening.DISK_FULL, room, 0);
        world.agenda()
                .after(
                        Chance.between(Duration.ofSeconds(1), Duration.ofHours(2), random),
                        this::emptyDisk);
    }

    private void emptyDisk() {
        journal.capacityBytes(Long.MAX_VALUE);
        state.capacityBytes(Long.MAX_VALUE);
        world.note(number, Happening.DISK_FREE);
    }

    /// Another board with empty memory takes its place, enrolled anew or with the old keys.
    void loseMemory(RandomGenerator random) {
        told.remember(journal.survivors(0));
        world.note(number, Happening.MEMORY_LOST);
        gone();
        journal = new PowerCutFiles(random.nextLong());
        state = new PowerCutFiles(random.nextLong());
        load.forget();
        lostMemory = true;
        if (random.nextBoolean()) {
            enrolAnew();
        }
        startAgain(Duration.ofMinutes(1), Duration.ofHours(3));
    }

    private void enrolAnew() {
        generation++;
        world.enrolAnew(this, generation);
    }

    /// Its board's clock is wrong from the next start on, or it sleeps a while and knows how long.
    void upsetClock(RandomGenerator random) {
        if (random.nextBoolean() && device.isPresent()) {
            Duration slept = Chance.between(Duration.ofSeconds(2), Duration.ofHours(5), random);
            board.leap(world.now(), slept.toNanos());
            load.skip(board.instant(world.now()));
            wake();
        } else {
            Duration most = random.nextBoolean() ? Duration.ofMinutes(5) : Duration.ofDays(3);
            wrongFromStart = Chance.between(most.negated(), most, random).toNanos();
        }
        world.note(number, Happening.BOARD_LEAPT, board.error(world.now()) / 1_000_000, 0);
    }

    /// Nothing goes wrong any more.
    void end() {
        journal.cutAt(Long.MAX_VALUE).failAt(Long.MAX_VALUE).capacityBytes(Long.MAX_VALUE);
        state.cutAt(Long.MAX_VALUE).failAt(Long.MAX_VALUE).capacityBytes(Long.MAX_VALUE);
        diskRefuses = false;
        wrongFromStart = 0;
        load.end();
    }

    /// Somebody comes to a meter that came back without its memory and that the utility refuses.
    void enrolIfRefused(long since) {
        if (lostMemory && !world.utility().hasHeard(id, since)) {
            gone();
            enrolAnew();
            startAgain(Duration.ofSeconds(1), Duration.ofSeconds(1));
        }
    }
}
