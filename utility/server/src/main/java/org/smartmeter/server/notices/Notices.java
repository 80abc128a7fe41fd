package org.smartmeter.server.notices;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.readings.MeterEvent;
import org.smartmeter.readings.ReadingStore;
import org.smartmeter.server.audit.AccessRecord;
import org.smartmeter.server.audit.Action;
import org.smartmeter.server.line.MeterLine;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.v1.Notice;

/// The notices of all meters. One is kept before it is sent, and sent again, less and less often,
/// while its meter is connected and has not said that it has it. Thread-safe.
public final class Notices implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

    /// Numbers count seconds from here at least, so that none comes twice even over a restored
    /// backup.
    private static final Instant NUMBERS_SINCE = Instant.parse("2026-01-01T00:00:00Z");

    private static final Duration ROUND = Duration.ofSeconds(5);

    /// Each order costs the meter a signature's check and an event in its journal.
    private static final Duration FIRST_WAIT = Duration.ofMinutes(1);

    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    /// A notice as last seen, and when the meter may be told of it again, by the wall's clock.
    private record Attempt(SentNotice notice, Instant again, Duration spacing) {}

    /// A notice and what became of it.
    public record Told(SentNotice notice, Fate fate) {}

    private record Key(MeterId meter, long number) {}

    private final NoticeTable table;
    private final ReadingStore readings;
    private final AccessRecord record;
    private final MeterLine line;
    private final InstantSource clock;
    private final InstantSource wall;
    private final Map<Key, Attempt> attempts = new HashMap<>();
    private final ScheduledExecutorService rounds =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("notices").daemon().factory());

    /// @param clock the utility's, which may run faster than life
    /// @param wall by which repeating is spaced
    public Notices(
            Jdbi jdbi,
            ReadingStore readings,
            AccessRecord record,
            MeterLine line,
            InstantSource clock,
            InstantSource wall) {
        this.table = new NoticeTable(jdbi);
        this.readings = readings;
        this.record = record;
        this.line = line;
        this.clock = clock;
        this.wall = wall;
    }

    /// Begins to look after what is on its way.
    @SuppressWarnings("FutureReturnValueIgnored") // a round lets nothing through
    public void start() {
        rounds.scheduleWithFixedDelay(this::round, 0, ROUND.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Puts it on record, keeps it, sends it.
    ///
    /// @throws IllegalArgumentException in words for who wrote it
    public synchronized Told send(MeterId meter, NoticeDraft draft, String sender) {
        Instant now = now(draft);
        long number = nextNumber(meter, now);
        record.append(
                sender,
                Action.NOTICE,
                meter.value(),
                "notice %d, %s%s, %s%s, until %s, \"%s\": %s"
                        .formatted(
                                number,
                                draft.kind().word(),
                                draft.payment().map(Notices::told).orElse(""),
                                draft.urgency().word(),
                                draft.confirm() ? ", to be confirmed" : "",
                                draft.until(),
                                draft.title(),
                                draft.reason()));
        SentNotice notice = new SentNotice(meter, number, draft, now, sender, Optional.empty());
        table.insert(notice, false);
        return goOn(notice);
    }

    /// Keeps a notice that a command carries to its meter, which is on record already; it is not
    /// sent from here.
    ///
    /// @throws IllegalArgumentException in words for who wrote it
    public synchronized Notice forCommand(MeterId meter, NoticeDraft draft, String sender) {
        Instant now = now(draft);
        SentNotice notice =
                new SentNotice(meter, nextNumber(meter, now), draft, now, sender, Optional.empty());
        table.insert(notice, true);
        return notice.onTheLine();
    }

    private Instant now(NoticeDraft draft) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        draft.checkAt(now);
        return now;
    }

    private long nextNumber(MeterId meter, Instant now) {
        return Math.max(
                table.highestNumber(meter) + 1,
                now.getEpochSecond() - NUMBERS_SINCE.getEpochSecond());
    }

    private static String told(Payment asked) {
        return " of %s %s due %s".formatted(asked.currency(), asked.amount(), asked.due());
    }

    /// Takes a notice back.
    ///
    /// @param reason for the record
    /// @return empty if there is no such notice, or it is over or taken back already
    public synchronized Optional<Told> withdraw(
            MeterId meter, long number, String by, String reason) {
        Optional<SentNotice> found = table.find(meter, number);
        if (found.isEmpty() || found.get().withdrawal().isPresent() || fate(found.get()).over()) {
            return Optional.empty();
        }
        record.append(
                by,
                Action.NOTICE_WITHDRAWN,
                meter.value(),
                "notice %d: %s".formatted(number, reason));
        table.withdraw(meter, number, new SentNotice.Withdrawal(clock.instant(), by));
        return table.find(meter, number).map(this::goOn);
    }

    /// The meter's notices, newest first.
    public List<Told> of(MeterId meter, int limit) {
        List<SentNotice> notices = table.of(meter, limit);
        if (notices.isEmpty()) {
            return List.of();
        }
        List<MeterEvent> events = told(meter, notices);
        Instant now = clock.instant();
        return notices.stream()
                .map(notice -> new Told(notice, Fate.of(notice, events, now)))
                .toList();
    }

    private void round() {
        try {
            goOn();
        } catch (RuntimeException e) {
            LOG.warn("notices wait for the next round", e);
        }
    }

    /// Tells every connected meter what it is due to be told.
    public synchronized void goOn() {
        Set<Key> current = new HashSet<>();
        for (SentNotice notice : table.current(clock.instant())) {
            current.add(new Key(notice.meter(), notice.number()));
            if (isDue(notice) && line.connected(notice.meter())) {
                goOn(notice);
            }
        }
        attempts.keySet().retainAll(current);
    }

    /// As long as a notice itself has not changed, what was tried waits its time.
    private boolean isDue(SentNotice notice) {
        Attempt last = attempts.get(new Key(notice.meter(), notice.number()));
        return last == null
                || !last.notice().equals(notice)
                || !wall.instant().isBefore(last.again());
    }

    private Told goOn(SentNotice notice) {
        Fate fate = fate(notice);
        boolean heard =
                switch (fate.next()) {
                    case NOTHING -> true;
                    case THE_NOTICE -> line.notice(notice.meter(), notice.onTheLine());
                    case THE_WITHDRAWAL -> line.withdrawNotice(notice.meter(), notice.number());
                };
        if (heard) {
            space(notice);
        }
        return new Told(notice, fate);
    }

    /// A meter that is not there costs nothing: it is told as soon as it is back.
    private void space(SentNotice notice) {
        attempts.compute(
                new Key(notice.meter(), notice.number()),
                (_, last) -> {
                    Duration spacing =
                            last == null || !last.notice().equals(notice)
                                    ? FIRST_WAIT
                                    : last.spacing().multipliedBy(2);
                    Duration most = spacing.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : spacing;
                    return new Attempt(notice, wall.instant().plus(most), most);
                });
    }

    private Fate fate(SentNotice notice) {
        return Fate.of(notice, told(notice.meter(), List.of(notice)), clock.instant());
    }

    /// However much else the meter told since.
    private List<MeterEvent> told(MeterId meter, List<SentNotice> notices) {
        Set<Long> numbers = notices.stream().map(SentNotice::number).collect(Collectors.toSet());
        return readings.firstTold(meter, Fate.TOLD_BY, numbers);
    }

    @Override
    public void close() {
        rounds.shutdownNow();
    }
}
