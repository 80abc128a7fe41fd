package org.smartmeter.device;

import java.nio.BufferUnderflowException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.device.demand.DemandSettings;
import org.smartmeter.device.demand.MaximumDemand;
import org.smartmeter.journal.Journal;
import org.smartmeter.journal.StateFile;
import org.smartmeter.terms.Epoch;
import org.smartmeter.wire.Ed25519Signer;

/// A meter's memory while it runs: counters, registers and journal, found again at the start.
final class Memory {

    private static final Logger LOG = LoggerFactory.getLogger(Memory.class);
    private static final String COUNTERS = "counters";
    private static final String REGISTERS = "registers";
    private static final String REGISTERS_BETWEEN = "registers-between";
    private static final String REGISTER_SETTINGS = "register-settings";

    /// 2020-01-01T00:00:00Z.
    private static final long BOOTS_COUNT_FROM = 1_577_836_800L;

    /// No meter runs software so old.
    private static final Duration LONGEST_LIFE = Duration.ofDays(40 * 365);

    /// Twelve days of seconds: wide enough that chance never gives the same, narrow enough that a
    /// true time soon lies beyond.
    private static final int BOOTS_APART = 1 << 20;

    private final DeviceSettings settings;
    private final DeviceMemory files;
    private final KeptStates states;
    private final Ed25519Signer signer;
    private final KeptCounters counters;
    private final KeptRegisters keptRegisters;
    private final KeptRegisterSettings registerSettings;
    private final Registers registers;
    private final MaximumDemand demand;
    private final Optional<Instant> checkpointTime;
    private final JournalTail tail;
    private long[] durableCounts;
    private Optional<Logbook> logbook;

    private Memory(
            DeviceSettings settings,
            DeviceMemory files,
            KeptStates states,
            Ed25519Signer signer,
            KeptCounters counters,
            KeptRegisterSettings registerSettings,
            KeptRegisters keptRegisters,
            Optional<Journal> journal) {
        this.settings = settings;
        this.files = files;
        this.states = states;
        this.signer = signer;
        this.counters = counters;
        this.registerSettings = registerSettings;
        this.keptRegisters = keptRegisters;
        Optional<Checkpoint> checkpoint = keptRegisters.found();
        checkpointTime = checkpoint.map(Checkpoint::time);
        registers = checkpoint.map(Checkpoint::registers).orElseGet(Registers::new);
        tail = journal.map(it -> JournalTail.of(it, checkpointTime)).orElse(JournalTail.EMPTY);
        tail.reached().forEach(registers::raise);
        registers.settle(registerSettings.get().calendars().rateAt(Instant.EPOCH, false));
        demand = demand(checkpoint, registerSettings.get().demand(), counters.get().clockSet());
        durableCounts = registers.counts();
        logbook = journal.map(this::logbook);
    }

    /// Other settings than at the last checkpoint are in force since then: a power cut came before
    /// the next.
    private static MaximumDemand demand(
            Optional<Checkpoint> checkpoint, DemandSettings inForce, boolean clockSet) {
        MaximumDemand found = demand(checkpoint, inForce);
        if (!found.settings().equals(inForce)) {
            found.change(inForce, checkpoint.map(Checkpoint::time).filter(_ -> clockSet));
        }
        return found;
    }

    private static MaximumDemand demand(Optional<Checkpoint> checkpoint, DemandSettings inForce) {
        Optional<byte[]> kept = checkpoint.map(Checkpoint::more).filter(it -> it.length > 0);
        try {
            return kept.map(it -> MaximumDemand.decode(it, inForce))
                    .orElseGet(() -> new MaximumDemand(inForce));
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            LOG.error("the demand registers cannot be read; they begin anew", e);
            return new MaximumDemand(inForce);
        }
    }

    /// Opens what there is and counts the boot; the new number is durable on return.
    ///
    /// @param random sets boards apart from themselves that know no time
    /// @throws org.smartmeter.journal.JournalRefusedException if the journal is another meter's
    static Memory open(
            DeviceSettings settings,
            DeviceMemory files,
            Ed25519Signer signer,
            RandomGenerator random,
            Instant board) {
        try {
            KeptStates states = new KeptStates(files.state());
            StateFile counters = states.open(COUNTERS, Counters.BYTES);
            KeptRegisters registers =
                    new KeptRegisters(
                            states.open(REGISTERS, Checkpoint.MOST_BYTES),
                            states.open(REGISTERS_BETWEEN, Checkpoint.MOST_BYTES));
            KeptRegisterSettings shown =
                    new KeptRegisterSettings(
                            states.open(REGISTER_SETTINGS, KeptRegisterSettings.MOST_BYTES),
                            settings.registers());
            Counters first = Counters.none(settings.schedule(), settings.boardClockTrusted());
            KeptCounters kept = KeptCounters.open(counters, first);
            Optional<Journal> journal =
                    Journal.epochIn(files.journal()).map(epoch -> open(settings, files, epoch));
            Memory memory =
                    new Memory(settings, files, states, signer, kept, shown, registers, journal);
            memory.countBoot(random, board);
            return memory;
        } catch (RuntimeException e) {
            files.close();
            throw e;
        }
    }

    private void countBoot(RandomGenerator random, Instant board) {
        Optional<Journal> journal = logbook.map(Logbook::journal);
        long epoch = journal.map(it -> it.epoch().second()).orElse(counters.get().epoch());
        if (counters.get().boot() > 0) {
            // The newest counters may be damaged, and the ones before them too old.
            CountersInJournal told = tail.counters();
            int next = Math.toIntExact(Math.max(counters.get().boot(), told.boot()) + 1);
            long order = Math.max(counters.get().orderCounter(), told.orderCounter());
            counters.change(
                    found -> found.withOrder(order, found.down()).withBoot(next).withEpoch(epoch));
            return;
        }
        CountersInJournal known = journal.map(CountersInJournal::of).orElse(CountersInJournal.NONE);
        int boot = firstBoot(known.boot(), random, board);
        if (journal.isPresent()) {
            LOG.error(
                    "{}: the counters are lost, the journal is not: starts go on at {}, orders"
                            + " after {}",
                    settings.meter(),
                    boot,
                    known.orderCounter());
        }
        counters.change(
                found ->
                        found.withOrder(known.orderCounter(), found.down())
                                .withSchedule(known.schedule().orElse(found.schedule()))
                                .withBoot(boot)
                                .withEpoch(epoch));
    }

    /// A meter that starts for the first time, or lost its counters, goes on from the second it
    /// starts in: no earlier life can have counted so far, since no start takes less than a
    /// second. Where no clock can be trusted that second may come twice, so chance sets the lives
    /// apart: a sealing key is never used again. A number that the utility finds too low it
    /// refuses, and the meter has to be enrolled again.
    private int firstBoot(long lastKnown, RandomGenerator random, Instant board) {
        Instant latest =
                Stream.of(board, settings.buildDate(), newestTime().orElse(board))
                        .max(Instant::compareTo)
                        .orElse(board);
        long second = Math.min(latest.getEpochSecond(), lastPlausible().getEpochSecond());
        long reached = Math.max(lastKnown, second - BOOTS_COUNT_FROM);
        long apart = settings.boardClockTrusted() ? 0 : random.nextInt(BOOTS_APART);
        return (int) Math.clamp(reached + 1 + apart, 1, Integer.MAX_VALUE);
    }

    /// A board whose clock stands in 2099 would use up the numbers with its first start.
    private Instant lastPlausible() {
        return settings.buildDate().plus(LONGEST_LIFE);
    }

    private static Journal open(DeviceSettings settings, DeviceMemory files, Epoch epoch) {
        return Journal.open(files.journal(), files.settings(), settings.meter(), () -> epoch);
    }

    private Logbook logbook(Journal journal) {
        Profiles profiles = Profiles.of(registerSettings.get(), settings.phases());
        return new Logbook(settings.meter(), journal, profiles, signer);
    }

    KeptCounters counters() {
        return counters;
    }

    KeptRegisterSettings registerSettings() {
        return registerSettings;
    }

    Registers registers() {
        return registers;
    }

    MaximumDemand demand() {
        return demand;
    }

    /// Empty while it is not known after which epoch the next one may come.
    Optional<Logbook> logbook() {
        return logbook;
    }

    /// What is known to be damaged or lost of what was read so far, one sentence each.
    Set<String> damage() {
        Set<String> damage = new LinkedHashSet<>();
        logbook.ifPresent(it -> damage.addAll(it.journal().recovery().faults()));
        damage.addAll(files.journal().damage());
        damage.addAll(files.state().damage());
        damage.addAll(states.lost());
        return damage;
    }

    /// End of the newest row that was found at the start.
    Optional<Instant> newestRow() {
        return tail.newestRow();
    }

    /// The latest meter time of which the memory bore a trace at the start.
    Optional<Instant> newestTime() {
        if (checkpointTime.isEmpty() || tail.newestTime().isEmpty()) {
            return checkpointTime.or(tail::newestTime);
        }
        Instant checkpoint = checkpointTime.get();
        Instant record = tail.newestTime().get();
        return Optional.of(checkpoint.isAfter(record) ? checkpoint : record);
    }

    /// Begins an epoch after the last one that anybody knows of.
    Logbook declare(Instant now, long lastKnown) {
        Epoch epoch = Epoch.declaredAt(now, Math.max(lastKnown, counters.get().epoch()));
        logbook.ifPresent(over -> over.journal().close());
        Journal journal = Journal.begin(files.journal(), files.settings(), settings.meter(), epoch);
        Logbook begun = logbook(journal);
        logbook = Optional.of(begun);
        counters.change(found -> found.withEpoch(epoch.second()));
        return begun;
    }

    /// A further state file, closed with the memory.
    StateFile state(String name, int maxBytes) {
        return states.open(name, maxBytes);
    }

    /// Makes the registers durable as they are now.
    ///
    /// @param demands the demand registers as they are kept
    void checkpoint(Instant meterTime, byte[] demands) {
        keptRegisters.write(meterTime, registers, demands);
        durableCounts = registers.counts();
    }

    /// The counts that no power cut takes back, in the order of [EnergyRegister]: what may be
    /// told. Not to be changed.
    long[] durableCounts() {
        return durableCounts;
    }

    void close() {
        try {
            logbook.ifPresent(open -> open.journal().close());
            states.close();
        } finally {
            files.close();
        }
    }
}
