package org.smartmeter.device;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.RowStatus;
import org.smartmeter.wire.v1.Order;

/// What the meter writes down, and in which order: the registers' checkpoint before the rows that
/// show them, events with the meter's own time, a definition before its rows.
final class Bookkeeping {

    private static final Logger LOG = LoggerFactory.getLogger(Bookkeeping.class);

    private final DeviceSettings settings;
    private final Memory memory;
    private final MeterClock clock;
    private final Sampling sampling;
    private final int generation;
    private final Set<String> damage = new LinkedHashSet<>();
    private int damageTold;
    private Instant checkpointed;
    private boolean countedSince;

    /// @param generation of the agreement in force
    Bookkeeping(
            DeviceSettings settings,
            Memory memory,
            MeterClock clock,
            Sampling sampling,
            int generation,
            Instant board) {
        this.settings = settings;
        this.memory = memory;
        this.clock = clock;
        this.sampling = sampling;
        this.generation = generation;
        checkpointed = board;
    }

    /// What a start has to tell.
    void begin(Instant board) {
        Counters counters = memory.counters().get();
        Optional<Instant> before = memory.newestTime();
        if (before.isPresent()) {
            sampling.remark(RowStatus.POWER_WAS_DOWN);
        }
        if (memory.logbook().isEmpty() && (counters.epoch() > 0 || clock.isSet())) {
            beginEpoch(counters.epoch(), board);
        }
        long wasOff =
                before.isPresent() && clock.isSet()
                        ? Duration.between(before.get(), clock.at(board)).toMillis()
                        : -1;
        event(board, EventCode.POWER_UP, counters.boot(), wasOff);
        memory.logbook()
                .map(logbook -> logbook.journal().recovery().tornBytes())
                .filter(torn -> torn > 0)
                .ifPresent(torn -> event(board, EventCode.JOURNAL_RECOVERED, torn));
        tellEnrolment(board);
        reportWhatWasCutOff(board);
    }

    /// Another agreement is told durably before it counts as told, and once there is a journal to
    /// tell it.
    private void tellEnrolment(Instant board) {
        if (memory.logbook().isEmpty()) {
            return;
        }
        if (memory.counters().get().generation() != generation) {
            event(board, EventCode.ENROLLED, generation);
        }
        force();
        memory.counters().change(kept -> kept.withAgreement(generation));
    }

    /// Tells what was found damaged and is not told yet, once there is a journal to tell it.
    void tellDamage(Instant board) {
        for (String each : memory.damage()) {
            if (damage.add(each)) {
                LOG.error("{}: damaged memory: {}", settings.meter(), each);
            }
        }
        int untold = damage.size() - damageTold;
        if (untold > 0 && memory.logbook().isPresent()) {
            event(board, EventCode.MEMORY_DAMAGED, untold);
            damageTold = damage.size();
        }
    }

    /// An order that was carried out when the power went, before that was told, is told now.
    private void reportWhatWasCutOff(Instant board) {
        long counter = memory.counters().get().unreported();
        if (counter == 0 || memory.logbook().isEmpty()) {
            return;
        }
        CountersInJournal told = CountersInJournal.of(memory.logbook().get().journal());
        if (told.orderCounter() < counter) {
            reportSchedule(counter, told.schedule().filter(schedule()::equals).isEmpty(), board);
        } else {
            memory.counters().change(kept -> kept.withUnreported(0));
        }
    }

    /// Tells that an order to change the schedule was carried out, durably.
    void reportSchedule(long counter, boolean isNew, Instant board) {
        if (memory.logbook().isEmpty()) {
            return; // told as soon as there is a journal to tell it
        }
        if (isNew) {
            event(
                    board,
                    EventCode.SCHEDULE_CHANGED,
                    schedule().samplePeriod(),
                    schedule().pushPeriod());
            memory.logbook().get().define(periods());
        }
        event(board, EventCode.ORDER_DONE, counter, Order.SCHEDULE_FIELD_NUMBER);
        if (isNew) {
            sign();
        }
        force();
        memory.counters().change(kept -> kept.withUnreported(0));
    }

    /// Begins an epoch after the last one that anybody knows of.
    void declareEpoch(long lastKnown, Instant board) {
        beginEpoch(lastKnown, board);
        tellDamage(board);
        tellEnrolment(board);
    }

    private void beginEpoch(long lastKnown, Instant board) {
        Logbook logbook = memory.declare(clock.at(board), lastKnown);
        event(board, EventCode.EPOCH_DECLARED, logbook.journal().epoch().second(), lastKnown);
        logbook.define(periods());
        logbook.sign();
        logbook.force();
        sampling.begin();
        LOG.info("{}: epoch {} begins", settings.meter(), logbook.journal().epoch());
    }

    /// The registers are durable before a row shows them, so that no crash makes one fall. The last
    /// row of a billing period is durable before the maxima begin anew, so that a power cut in
    /// between at most has it written twice.
    void writeRows(Instant board) {
        DueReadings due = sampling.due();
        if (due.isEmpty()) {
            return;
        }
        Optional<byte[]> ending = due.demandBeforeEnd();
        checkpoint(board, ending.orElseGet(sampling.demand()::encode));
        for (Reading reading : due.take()) {
            memory.logbook().ifPresent(logbook -> logbook.reading(reading));
        }
        if (ending.isPresent()) {
            force();
            checkpoint(board);
        }
    }

    /// Makes the registers durable as they are.
    void checkpoint(Instant board) {
        checkpoint(board, sampling.demand().encode());
    }

    private void checkpoint(Instant board, byte[] demand) {
        memory.checkpoint(clock.at(board), demand);
        checkpointed = board;
        countedSince = false;
    }

    /// Stretches or restores the own sample period as the journal fills and drains.
    void thin(Instant board) {
        Optional<Logbook> logbook = memory.logbook();
        if (logbook.isEmpty()) {
            return;
        }
        Thinning before = memory.counters().get().thinning();
        double fill = logbook.get().journal().fill();
        Thinning after = before.at(fill);
        if (after == before) {
            return;
        }
        int periodBefore = period();
        memory.counters().change(kept -> kept.withThinning(after));
        int scheduled = schedule().samplePeriod();
        long permille = Math.round(fill * 1_000);
        if (period() > periodBefore) {
            event(board, EventCode.JOURNAL_THINNED, scheduled, period(), permille);
        } else if (period() < periodBefore) {
            event(board, EventCode.JOURNAL_RELAXED, period(), permille);
        }
    }

    void event(Instant board, EventCode code, long... values) {
        memory.logbook().ifPresent(logbook -> logbook.event(code, clock.at(board), values));
    }

    Schedule schedule() {
        return memory.counters().get().schedule();
    }

    /// Sample period in force, seconds.
    int period() {
        return memory.counters().get().thinning().period(schedule());
    }

    /// The periods of all profiles.
    SamplePeriods periods() {
        return SamplePeriods.of(
                schedule(), memory.registerSettings().get(), memory.counters().get().thinning());
    }

    /// A window was counted.
    void counted() {
        countedSince = true;
    }

    /// When the registers are to be made durable at the latest, if they have changed.
    Optional<Instant> checkpointDue() {
        return countedSince
                ? Optional.of(checkpointed.plus(settings.checkpointPeriod()))
                : Optional.empty();
    }

    /// Other register settings are in force, durably: what is measured from here on is shown so.
    /// The definitions stand before the first row that needs them.
    void follow(RegisterSettings changed, Instant board) {
        memory.registerSettings().change(changed);
        sampling.follow(changed, Optional.of(clock.at(board)).filter(_ -> clock.isSet()));
        memory.logbook()
                .ifPresent(
                        logbook -> {
                            logbook.show(Profiles.of(changed, settings.phases()));
                            logbook.define(periods());
                        });
    }

    /// Ends the billing period by an order: its last row is durable before the maxima begin anew,
    /// so that a power cut in between at most has it written twice.
    void endBillingPeriod(Instant board, long counter) {
        Instant time = clock.at(board);
        sampling.readForBilling(time, clock.isSet());
        writeRows(board);
        force();
        sampling.endBillingPeriod(time, counter);
        checkpoint(board);
    }

    /// Makes every record so far durable.
    void force() {
        memory.logbook().ifPresent(Logbook::force);
    }

    /// Signs the head of the chain.
    void sign() {
        memory.logbook().ifPresent(Logbook::sign);
    }
}
