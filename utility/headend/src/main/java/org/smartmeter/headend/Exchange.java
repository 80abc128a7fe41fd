package org.smartmeter.headend;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Ed25519Signer;
import org.smartmeter.wire.v1.Notice;
import org.smartmeter.wire.v1.Order;
import org.smartmeter.wire.v1.Schedule;
import org.smartmeter.wire.v1.SignedOrder;

/// The head-end's heart, where all lines meet: how matters stand with each meter, the way of what
/// they send and of what they are told. It has no thread, socket or database of its own and touches
/// the world through its ports only, so the very same runs in earnest and in virtual time.
/// Thread-safe.
public final class Exchange {

    private final Ports ports;
    private final HeadendSettings.Limits limits;
    private final MeterLines lines;
    private final MeterLine.UtilitySeals seals;
    private final Downlink downlink;
    private final InFlight inFlight;
    private final Uplinks uplinks;
    private final Rounds rounds;

    /// What it touches the world through.
    ///
    /// @param workers runs the work on what came in; that of one meter is given in its order
    /// @param random makes orders' ids: a secure one in earnest
    public record Ports(
            UtilityLine line,
            MeterBook book,
            Intake intake,
            LiveSink live,
            RefusalSink refusals,
            Executor workers,
            InstantSource clock,
            RandomGenerator random) {}

    /// What it seals and signs with.
    public record Keys(SealAgreement seals, Ed25519Signer command) {}

    /// A new start: counts it, opens nothing yet.
    public Exchange(Ports ports, Keys keys, HeadendSettings.Limits limits) {
        this(new MeterLines(), ports, keys, limits);
    }

    /// @param lines the exchange's own from here on; somebody may ask them whom to admit
    Exchange(MeterLines lines, Ports ports, Keys keys, HeadendSettings.Limits limits) {
        this.lines = lines;
        this.ports = ports;
        this.limits = limits;
        int boot = ports.book().newBoot(ports.clock().instant());
        seals = new MeterLine.UtilitySeals(keys.seals(), boot);
        downlink = new Downlink(ports.line(), keys.command(), boot, ports.clock(), ports.random());
        inFlight = new InFlight(limits.inFlightBytesPerMeter(), limits.inFlightBytes());
        uplinks =
                new Uplinks(
                        lines,
                        ports.intake(),
                        ports.live(),
                        downlink,
                        ports.refusals(),
                        ports.book()::epoch,
                        inFlight,
                        ports.workers(),
                        ports.clock());
        rounds =
                new Rounds(lines, uplinks, downlink, ports.refusals(), ports.book(), ports.clock());
    }

    /// Takes every enrolled meter into service and opens the line.
    public void open() {
        ports.book().all().forEach(this::takeIntoService);
        ports.line().open(uplinks);
    }

    /// The meter counts from now on, under this agreement; a line under an earlier one is dropped.
    public void takeIntoService(EnrolledMeter meter) {
        lines.put(
                lines.find(meter.meter())
                        .map(before -> before.under(meter))
                        .orElseGet(() -> new MeterLine(meter, seals, limits.askAgain())));
    }

    /// What is done by the clock; to be called once a second.
    public void round() {
        rounds.round();
    }

    /// Writes what is not yet written, before an end in order.
    public void end() {
        rounds.end();
    }

    /// The meter ought to keep this schedule; it is told until it reports it.
    ///
    /// @throws IllegalArgumentException if the schedule is none, or the meter is not enrolled
    public void schedule(MeterId meter, Schedule schedule) {
        Schedules.check(schedule);
        MeterLine to = enrolled(meter);
        ports.book().schedule(meter, schedule);
        to.desire(schedule);
        to.scheduleDue(now()).ifPresent(due -> downlink.schedule(to, due));
    }

    /// Somebody looks at the meter's live values until then. Asked for again, it goes on; the meter
    /// falls silent by itself soon after the last lease ends.
    public void lease(MeterId meter, Instant until) {
        lines.find(meter)
                .ifPresent(
                        found -> {
                            found.want(until);
                            found.leaseDue(now()).ifPresent(due -> downlink.lease(found, due));
                        });
    }

    /// Sends a notice to the meter's display. It may be lost on the way: whoever wants it there
    /// sends it again, which changes nothing, until the meter's journal tells that it was received.
    ///
    /// @throws IllegalArgumentException if the meter is not enrolled
    public void notice(MeterId meter, Notice notice) {
        downlink.notice(enrolled(meter), notice);
    }

    /// Takes a notice back from the meter's display; the same holds for it.
    public void withdrawNotice(MeterId meter, long number) {
        downlink.withdrawNotice(enrolled(meter), number);
    }

    /// Signs an order whose counter its asker keeps before it [#pass]es it. The counter is above
    /// that of every order given to the meter so far. A schedule becomes the one that the meter
    /// ought to keep.
    ///
    /// @param body an order of which nothing but body and window is set
    /// @param approval the second signature, for a critical order
    /// @throws IllegalArgumentException if the meter is not enrolled, the schedule is none, or the
    /// second signature is missing
    public KeptOrder sign(MeterId meter, Order body, Optional<Ed25519Signer> approval) {
        MeterLine to = enrolled(meter);
        if (body.hasSchedule()) {
            Schedules.check(body.getSchedule());
            ports.book().schedule(meter, body.getSchedule());
            to.desire(body.getSchedule());
        }
        return downlink.sign(to, body, approval);
    }

    /// Sends an order that was signed before, as often as its asker likes: the meter acts once. It
    /// may be lost on the way.
    ///
    /// @throws IllegalArgumentException if the meter is not enrolled
    public void pass(MeterId meter, SignedOrder order) {
        downlink.pass(enrolled(meter), order);
    }

    /// Told of every hello from now on.
    public void listen(HelloListener listener) {
        uplinks.listen(listener);
    }

    /// @throws IllegalArgumentException if the meter is not enrolled
    MeterLine enrolled(MeterId meter) {
        return lines.find(meter)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "meter " + meter + " is not enrolled; invite it first"));
    }

    /// Every enrolled meter, by id.
    public List<MeterStatus> meters() {
        return lines.all().stream()
                .map(found -> found.status(connected(found)))
                .sorted(Comparator.comparing(MeterStatus::meter))
                .toList();
    }

    public Optional<MeterStatus> meter(MeterId meter) {
        return lines.find(meter).map(found -> found.status(connected(found)));
    }

    /// Whether the meter is on the line now; with an external broker: heard as lately as its push
    /// period lets expect.
    public boolean connected(MeterId meter) {
        return lines.find(meter).map(this::connected).orElse(false);
    }

    private boolean connected(MeterLine meter) {
        return ports.line().tellsConnections()
                ? ports.line().connected(meter.meter())
                : meter.heardOfLate(now());
    }

    /// @param refused everything refused since the start
    HeadendStatus status(long refused) {
        return new HeadendStatus(
                (int) lines.all().stream().filter(found -> !found.revoked()).count(),
                ports.line().tellsConnections()
                        ? ports.line().connected().size()
                        : (int) lines.all().stream().filter(this::connected).count(),
                uplinks.uploads(),
                rounds.uploadsPerSecond(),
                refused,
                inFlight.total());
    }

    /// Bytes that came in and are neither stored nor refused yet.
    public long inFlightBytes() {
        return inFlight.total();
    }

    private Instant now() {
        return ports.clock().instant();
    }
}
