package org.smartmeter.headend;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.wire.Channel;
import org.smartmeter.wire.Opened;
import org.smartmeter.wire.Opener;
import org.smartmeter.wire.ReplayWindow;
import org.smartmeter.wire.SealBrokenException;
import org.smartmeter.wire.SealKeys;
import org.smartmeter.wire.Sealer;
import org.smartmeter.wire.Topic;
import org.smartmeter.wire.v1.Schedule;

/// How the head-end stands with one meter under one agreement: its seals, what was accepted, what
/// it last said and what it ought to be told. Safe for many threads; touches nothing outside.
final class MeterLine {

    /// The year 9000: no board's clock is so far ahead, and the meter's calendar leaves room for as
    /// many epochs as it may ever lose.
    static final long LATEST_EPOCH = Instant.parse("9000-01-01T00:00:00Z").getEpochSecond();

    private final EnrolledMeter enrolled;
    private final UtilitySeals utility;
    private final ReplayWindow up;
    private final ReplayWindow live;
    private final Duration askAgain;
    private final GapAsking gaps;
    private final LiveWatch watch = new LiveWatch();

    /// Counter of the last order, under whatever agreement.
    private final AtomicLong lastOrder;

    private final ScheduleKeeping schedule;

    private @Nullable Seals seals;
    private boolean revoked;
    private long epoch;
    private long ordersActedOn;
    private Optional<MeterReport> report;
    private Optional<Instant> lastHeard = Optional.empty();

    /// Opened and sealed with the keys agreed on with this meter.
    private record Seals(Opener up, Opener live, Sealer down) {}

    /// The utility's half of every agreement.
    ///
    /// @param boot this start's number
    record UtilitySeals(SealAgreement agreement, int boot) {}

    MeterLine(EnrolledMeter enrolled, UtilitySeals utility, Duration askAgain) {
        this(enrolled, utility, askAgain, new AtomicLong());
    }

    private MeterLine(
            EnrolledMeter enrolled, UtilitySeals utility, Duration askAgain, AtomicLong lastOrder) {
        this.enrolled = enrolled;
        this.utility = utility;
        this.askAgain = askAgain;
        this.lastOrder = lastOrder;
        this.up = new ReplayWindow(enrolled.up());
        this.live = new ReplayWindow(enrolled.live());
        this.gaps = new GapAsking(askAgain);
        this.revoked = enrolled.revoked();
        this.epoch = enrolled.epoch();
        this.report = enrolled.report();
        this.schedule = new ScheduleKeeping(enrolled.desired(), report.map(MeterReport::schedule));
    }

    /// The same meter's under another agreement. Orders go on counting, or two of them would be one
    /// to whoever reads in the meter's journal which were carried out.
    MeterLine under(EnrolledMeter agreement) {
        return new MeterLine(agreement, utility, askAgain, lastOrder);
    }

    MeterId meter() {
        return enrolled.meter();
    }

    /// Raw public key of the journal's signatures.
    byte[] signatureKey() {
        return enrolled.ed25519().clone();
    }

    /// Whether a certificate with this serial number, hexadecimal, is good.
    synchronized boolean accepts(String serial) {
        return !revoked && enrolled.serial().equals(serial);
    }

    synchronized boolean revoked() {
        return revoked;
    }

    synchronized void revoke() {
        revoked = true;
    }

    /// Opens a frame and makes sure that it is new.
    ///
    /// @throws RefusedException if it is not what this meter sealed, or was accepted before
    Opened open(Channel channel, byte[] frame, Instant now) throws RefusedException {
        Opened opened;
        try {
            opened = (channel == Channel.UP ? seals().up() : seals().live()).open(frame);
        } catch (SealBrokenException e) {
            throw refused(RefusalReason.BROKEN_SEAL, String.valueOf(e.getMessage()));
        }
        var header = opened.header();
        if (header.generation() != enrolled.generation()) {
            throw refused(
                    RefusalReason.WRONG_GENERATION,
                    "sealed under agreement "
                            + header.generation()
                            + ", in force is "
                            + enrolled.generation());
        }
        if (!(channel == Channel.UP ? up : live).accept(header.boot(), header.counter())) {
            throw refused(
                    RefusalReason.REPLAYED,
                    "message "
                            + header.counter()
                            + " of boot "
                            + header.boot()
                            + " on "
                            + channel.word()
                            + " came before");
        }
        heard(channel, now);
        return opened;
    }

    private synchronized void heard(Channel channel, Instant now) {
        lastHeard = Optional.of(now);
        if (channel == Channel.LIVE) {
            watch.heard(now);
        }
    }

    byte[] seal(long aboutEpoch, byte[] content) {
        return seals().down().seal(aboutEpoch, content);
    }

    /// Whether the epoch that a message names is a new one, to be made durable and then
    /// [#begin]ned, before anything rests on it. A clock that is ahead may have named it: an epoch
    // is
    /// a number that rises, and the meter would be refused until that time comes.
    ///
    /// @throws RefusedException if it is older than the one in force or beyond any clock
    synchronized boolean isNew(long named) throws RefusedException {
        if (named < epoch) {
            throw refused(
                    RefusalReason.UNKNOWN_EPOCH,
                    "epoch " + named + " is over, in force is " + epoch);
        }
        if (named > LATEST_EPOCH) {
            throw refused(
                    RefusalReason.UNKNOWN_EPOCH, "epoch " + named + " is beyond any calendar");
        }
        return named > epoch;
    }

    /// From now on this epoch is in force: it is on record.
    synchronized void begin(long named) {
        if (named > epoch) {
            epoch = named;
            gaps.forget();
        }
    }

    /// The last epoch known, 0 if none.
    synchronized long epoch() {
        return epoch;
    }

    synchronized void reported(MeterReport said, long orderCounter) {
        report = Optional.of(said);
        ordersActedOn = orderCounter;
        schedule.reported(said.schedule());
        watch.reconnected();
        gaps.forget();
    }

    /// The counter of the next order: above everything sent before and everything the meter says it
    /// acted on.
    ///
    /// @param from this start's counters begin above here
    synchronized long nextOrder(long from) {
        long least = Math.max(ordersActedOn, from);
        return lastOrder.updateAndGet(last -> Math.max(last, least) + 1);
    }

    synchronized List<SequenceRange> gapsToAsk(List<SequenceRange> missing, Instant now) {
        return gaps.ask(missing, now);
    }

    synchronized boolean gapsOverdue(Instant now) {
        return gaps.overdue(now);
    }

    /// Whether a meter that is heard needs anything said again: asked of every meter each second.
    synchronized boolean isAnythingDue(Instant now) {
        return lastHeard.isPresent()
                && !revoked
                && (gaps.overdue(now) || schedule.isDue(now) || watch.wantedAt(now));
    }

    synchronized void want(Instant liveUntil) {
        watch.want(liveUntil);
    }

    synchronized Optional<Instant> leaseDue(Instant now) {
        return watch.due(now);
    }

    synchronized void desire(Schedule wanted) {
        schedule.desire(wanted);
    }

    synchronized Optional<Schedule> scheduleDue(Instant now) {
        return schedule.due(now);
    }

    synchronized MeterStatus status(boolean connected) {
        return new MeterStatus(
                meter(), connected, enrolled.enrolled(), lastHeard, report, schedule.desired());
    }

    synchronized Optional<Instant> lastHeard() {
        return lastHeard;
    }

    /// Whether it was heard as lately as its push period lets expect.
    synchronized boolean heardOfLate(Instant now) {
        Duration patience = Duration.ofSeconds(2L * schedule.desired().getPushPeriod() + 60);
        return lastHeard.map(heard -> now.isBefore(heard.plus(patience))).orElse(false);
    }

    synchronized Schedule desired() {
        return schedule.desired();
    }

    /// As it ought to be kept now.
    synchronized EnrolledMeter snapshot() {
        return new EnrolledMeter(
                enrolled.meter(),
                enrolled.generation(),
                enrolled.x25519(),
                enrolled.ed25519(),
                enrolled.serial(),
                revoked,
                enrolled.enrolled(),
                epoch,
                up.state(),
                live.state(),
                schedule.desired(),
                report);
    }

    RefusedException refused(RefusalReason reason, String detail) {
        return new RefusedException(reason, Optional.of(meter()), detail);
    }

    /// Agreed on at the first message, not for every meter at start: it costs a tenth of a
    /// millisecond each.
    private synchronized Seals seals() {
        Seals known = seals;
        if (known == null) {
            SealKeys keys = utility.agreement().with(meter(), enrolled.x25519());
            known =
                    new Seals(
                            new Opener(keys, new Topic(meter(), Channel.UP)),
                            new Opener(keys, new Topic(meter(), Channel.LIVE)),
                            new Sealer(
                                    keys,
                                    new Topic(meter(), Channel.DOWN),
                                    enrolled.generation(),
                                    utility.boot()));
            seals = known;
        }
        return known;
    }
}
