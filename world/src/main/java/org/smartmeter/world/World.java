package org.smartmeter.world;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.smartmeter.headend.EnrolledMeter;
import org.smartmeter.readings.Committed;
import org.smartmeter.readings.JournalKey;
import org.smartmeter.readings.JournalState;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.ReplayWindow;
import org.smartmeter.wire.v1.Schedule;

/// One seed's life: meters, line, utility and database in virtual time, everything that goes wrong
/// with them, and then a time of peace in which all must come right. The same seed is the same
// life,
/// to the last byte on the line.
public final class World {

    private static final Instant FIRST_START = Instant.parse("2026-05-01T00:00:00Z");
    private static final int STARTS_WITHIN_MINUTES = 24 * 60;
    private static final long FIRST_METER = 4_410;

    /// After so long in peace everything is where it belongs: the longest wait of any part is ten
    /// minutes, an answer to it may need the next sending, and that comes each hour at the latest.
    private static final Duration LONGEST_PEACE = Duration.ofHours(12);

    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(5);

    private final long seed;
    private final WorldSettings settings;
    private final Chance chance;
    private final FaultPlan plan;
    private final Trace trace;
    private final Agenda agenda;
    private final ModelDatabase database;
    private final Troubles troubles;
    private final Network network;
    private final ModelUtility utility;
    private final List<ModelMeter> meters = new ArrayList<>();
    private final Instant start;
    private boolean faultsOver;
    private @Nullable Violation violation;

    private World(long seed, WorldSettings settings, Trace trace) {
        this.seed = seed;
        this.settings = settings;
        this.trace = trace;
        chance = new Chance(seed);
        RandomGenerator planning = chance.stream(Chance.About.PLAN, 0);
        plan = FaultPlan.of(planning);
        start = FIRST_START.plus(Duration.ofMinutes(planning.nextInt(STARTS_WITHIN_MINUTES)));
        agenda = new Agenda(start);
        database = new ModelDatabase(this::storedTwice);
        troubles =
                new Troubles(
                        this,
                        plan.utility().databaseErrors(),
                        chance.stream(Chance.About.DATABASE, 0));
        utility = new ModelUtility(this, chance.stream(Chance.About.UTILITY, 0));
        network = new Network(this, plan.line(), chance);
    }

    /// Lives a seed.
    public static Outcome live(long seed, WorldSettings settings) {
        return new World(seed, settings, Trace.silent()).live();
    }

    /// Lives a seed and tells what happens to one meter and to all of them.
    ///
    /// @param meter its number, from 0
    public static Outcome watch(long seed, WorldSettings settings, int meter) {
        return new World(seed, settings, Trace.of(meter)).live();
    }

    private Outcome live() {
        Optional<Violation> found = Optional.empty();
        try {
            settle();
            new Weather(this, chance).begin();
            reach(agenda.now() + settings.length().toNanos());
            Judge judge = new Judge(this);
            peace(judge);
            judge.judge();
        } catch (Violation e) {
            found = Optional.of(violation == null ? e : violation);
        }
        return new Outcome(
                seed,
                trace.hash(),
                trace.happenings(),
                Duration.between(start, instant()),
                found,
                trace.lines());
    }

    /// Enrols the meters and starts everything.
    private void settle() {
        for (int i = 0; i < settings.meters(); i++) {
            MeterId id = new MeterId("SEM%013d".formatted(FIRST_METER + i));
            ModelMeter meter = new ModelMeter(this, i, id, plan, chance);
            meters.add(meter);
            network.add(meter);
            database.enrol(enrolled(meter, 0, 1));
        }
        utility.start();
        if (!plan.ownBroker()) {
            network.up();
        }
        RandomGenerator starting = chance.stream(Chance.About.CLOCK, 0);
        for (ModelMeter meter : meters) {
            agenda.after(
                    Chance.between(Duration.ZERO, Duration.ofMinutes(10), starting), meter::start);
        }
    }

    private EnrolledMeter enrolled(ModelMeter meter, long epoch, int generation) {
        return new EnrolledMeter(
                meter.id(),
                generation,
                ModelKeys.x25519(meter.id()),
                new byte[0],
                Integer.toHexString(generation),
                false,
                start,
                epoch,
                new ReplayWindow.State(0, 0),
                new ReplayWindow.State(0, 0),
                Schedule.newBuilder()
                        .setSamplePeriod(plan.setUp().samplePeriod())
                        .setPushPeriod(plan.setUp().pushPeriod())
                        .build(),
                Optional.empty());
    }

    private void reach(long end) {
        while (true) {
            long planned = agenda.next();
            long underway = network.next();
            long next = Math.min(planned, underway);
            if (next > end) {
                break;
            }
            if (underway <= planned) {
                agenda.reach(underway);
                network.happen(underway);
            } else {
                network.broker().reach(Agenda.instant(planned));
                agenda.happen();
            }
            Violation found = violation;
            if (found != null) {
                throw found;
            }
        }
        agenda.reach(end);
        network.broker().reach(instant());
    }

    /// Nothing goes wrong any more: it must all come right within a bounded time.
    private void peace(Judge judge) {
        faultsOver = true;
        note(Trace.EVERYBODY, Happening.FAULTS_ENDED, 0, 0);
        Peace.make(this);
        long end = agenda.now() + LONGEST_PEACE.toNanos();
        while (!judge.isAllRight()) {
            if (agenda.now() >= end) {
                throw judge.whatIsNotRight();
            }
            reach(agenda.now() + BETWEEN_LOOKS.toNanos());
        }
        note(Trace.EVERYBODY, Happening.CONVERGED, 0, 0);
    }

    private void storedTwice(MeterId meter, String detail) {
        throw violation(Invariant.EACH_RECORD_ONCE, number(meter), detail);
    }

    /// Remembers that a promise did not hold, whoever swallows the error on its way.
    Violation violation(Invariant invariant, int meter, String detail) {
        Violation found = new Violation(invariant, meter, instant(), detail);
        if (violation == null) {
            violation = found;
        }
        return found;
    }

    /// Rows of journals were committed.
    void committed(Map<JournalKey, JournalState> saved) {
        saved.forEach(
                (journal, state) -> {
                    note(
                            number(journal.meter()),
                            Happening.COMMITTED,
                            state.held().contiguousUpTo(),
                            state.held().count());
                    long known = database.meter(journal.meter()).epoch();
                    if (known < journal.epoch().second()) {
                        throw violation(
                                Invariant.EPOCH_IS_ON_RECORD,
                                number(journal.meter()),
                                "records of epoch "
                                        + journal.epoch()
                                        + " are stored, on record is "
                                        + known);
                    }
                });
    }

    /// The store said what is stored; a receipt will rest on it.
    void answered(MeterId meter, Epoch epoch, Committed said) {
        long stored = database.storedUpTo(meter, epoch.second());
        note(number(meter), Happening.STORE_ANSWERED, said.storedUpTo(), stored);
        if (said.storedUpTo() > stored) {
            throw violation(
                    Invariant.ACKNOWLEDGED_IS_STORED,
                    number(meter),
                    "the store says that records up to "
                            + said.storedUpTo()
                            + " of epoch "
                            + epoch
                            + " are stored; committed are those up to "
                            + stored);
        }
    }

    int number(MeterId meter) {
        return Math.toIntExact(Long.parseLong(meter.value().substring(3)) - FIRST_METER);
    }

    void note(int meter, Happening what) {
        trace.note(agenda.now(), meter, what);
    }

    void note(int meter, Happening what, long first, long second) {
        trace.note(agenda.now(), meter, what, first, second);
    }

    /// Enrols a meter anew, under the next agreement; its epoch stays.
    void enrolAnew(ModelMeter meter, int generation) {
        EnrolledMeter before = database.meter(meter.id());
        database.enrol(enrolled(meter, before.epoch(), generation));
        database.schedule(meter.id(), before.desired());
        utility.enrol(meter.id());
        note(meter.number(), Happening.ENROLLED, generation, 0);
    }

    /// Nanoseconds since 1970, true time.
    long now() {
        return agenda.now();
    }

    Instant instant() {
        return agenda.instant();
    }

    boolean areFaultsOver() {
        return faultsOver;
    }

    Agenda agenda() {
        return agenda;
    }

    WorldSettings settings() {
        return settings;
    }

    FaultPlan plan() {
        return plan;
    }

    Trace trace() {
        return trace;
    }

    ModelDatabase database() {
        return database;
    }

    Troubles troubles() {
        return troubles;
    }

    Network line() {
        return network;
    }

    ModelUtility utility() {
        return utility;
    }

    List<ModelMeter> meters() {
        return meters;
    }
}
