package org.smartmeter.server.commands;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.commands.Awaited;
import org.smartmeter.commands.Commands;
import org.smartmeter.commands.Dispatch;
import org.smartmeter.commands.Judging;
import org.smartmeter.commands.MeterSaid;
import org.smartmeter.headend.HelloListener;
import org.smartmeter.readings.ReadingStore;
import org.smartmeter.readings.ReadingsListener;
import org.smartmeter.server.approval.ApprovalDesk;
import org.smartmeter.server.line.MeterLine;
import org.smartmeter.terms.MeterId;

/// The one thread that carries commands to the line and the meters' answers to the commands: each
/// second, and at once when there is something to do. It keeps nothing that a restart would miss:
/// what is due and what is awaited stands in the database, what was answered in the journals.
public final class CommandWorker implements ReadingsListener, HelloListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CommandWorker.class);
    private static final Duration ROUND = Duration.ofSeconds(1);

    /// Another process on the same database may have sent orders that this one does not know of.
    private static final int ROUNDS_BETWEEN_SURVEYS = 60;

    /// Later answers of meters that were away longer are only in their journals.
    private static final Duration AWAITED_FOR = Duration.ofDays(90);

    private static final int MOST_A_ROUND = 200;

    private final Commands commands;
    private final Dispatch dispatch;
    private final JournalReports reports;
    private final InstantSource clock;
    private final Set<MeterId> awaited = ConcurrentHashMap.newKeySet();
    private final Set<MeterId> told = ConcurrentHashMap.newKeySet();
    private final Map<MeterId, Long> heard = new ConcurrentHashMap<>();
    private final AtomicBoolean nudged = new AtomicBoolean();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("commands").daemon().factory());
    private int rounds;

    /// @param clock the utility's, by which windows and waits run
    public CommandWorker(
            Commands commands,
            MeterLine line,
            ApprovalDesk approvals,
            ReadingStore readings,
            InstantSource clock) {
        this.commands = commands;
        this.dispatch =
                new Dispatch(commands, new LineSender(line, commands, approvals, awaited::add));
        this.reports = new JournalReports(readings, line);
        this.clock = clock;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a round lets nothing through
    public void start() {
        thread.scheduleWithFixedDelay(this::round, 0, ROUND.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// There may be something to do at once.
    public void nudge() {
        if (nudged.compareAndSet(false, true)) {
            try {
                thread.execute(this::round);
            } catch (RejectedExecutionException _) {
                LOG.debug("nothing goes out any more: the server stops");
            }
        }
    }

    @Override
    public void stored(MeterId meter, Instant fromTime, Instant upToTime) {
        if (awaited.contains(meter)) {
            told.add(meter);
            nudge();
        }
    }

    @Override
    public void heard(MeterId meter, long actedOn) {
        heard.put(meter, actedOn);
        nudge();
    }

    private void round() {
        nudged.set(false);
        try {
            if (rounds++ % ROUNDS_BETWEEN_SURVEYS == 0) {
                survey();
            }
            for (MeterId meter : Set.copyOf(heard.keySet())) {
                takeHello(meter);
            }
            for (MeterId meter : Set.copyOf(told)) {
                takeAnswers(meter);
            }
            if (dispatch.round(clock.instant(), MOST_A_ROUND) == MOST_A_ROUND) {
                nudge();
            }
        } catch (RuntimeException e) {
            LOG.warn("commands wait for the next round", e);
        }
    }

    private void survey() {
        for (MeterId meter : commands.awaitedMeters(clock.instant().minus(AWAITED_FOR))) {
            if (awaited.add(meter)) {
                told.add(meter);
            }
        }
    }

    /// One that fails is taken in the next round.
    private void takeHello(MeterId meter) {
        Optional<Long> actedOn = Optional.ofNullable(heard.get(meter));
        if (actedOn.isPresent()) {
            commands.heard(meter, actedOn.get(), clock.instant());
            heard.remove(meter, actedOn.get());
            if (awaited.contains(meter)) {
                told.add(meter); // how its switch stands may be what was awaited
            }
        }
    }

    private void takeAnswers(MeterId meter) {
        told.remove(meter);
        try {
            List<Awaited> orders = commands.awaited(meter);
            if (orders.isEmpty()) {
                awaited.remove(meter);
                return;
            }
            MeterSaid said = reports.of(meter, orders);
            for (Awaited order : orders) {
                Judging.of(order.body(), order.counter(), said)
                        .ifPresent(
                                judgement ->
                                        commands.answered(
                                                meter,
                                                order.counter(),
                                                judgement,
                                                clock.instant()));
            }
        } catch (RuntimeException e) {
            told.add(meter);
            throw e;
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("a command was still under way; the next start goes on with it");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
