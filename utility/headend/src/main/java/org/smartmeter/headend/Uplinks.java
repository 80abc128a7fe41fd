package org.smartmeter.headend;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.wire.Channel;
import org.smartmeter.wire.MalformedException;
import org.smartmeter.wire.Opened;
import org.smartmeter.wire.UnknownDefinitionException;
import org.smartmeter.wire.v1.Hello;
import org.smartmeter.wire.v1.Live;

/// The way of everything that meters send: seal, replay window, epoch, then a hello is answered,
/// records go to the intake and are acknowledged once they are stored, live values go to whoever
/// looks. What does not pass is refused with its reason and the rest goes on.
final class Uplinks implements UtilityLine.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Uplinks.class);

    /// What a message costs beside its bytes while it waits: without it, empty ones cost nothing
    /// and fill the memory.
    private static final int COST_OF_A_MESSAGE = 512;

    /// No journal comes near it; a cursor beyond it is nonsense.
    private static final long HIGHEST_SEQUENCE = 1L << 48;

    private final MeterLines lines;
    private final Intake intake;
    private final LiveSink liveSink;
    private final Downlink downlink;
    private final RefusalSink refusals;
    private final BiConsumer<MeterId, Long> keepEpoch;
    private final InFlight inFlight;
    private final InOrder inOrder;
    private final Executor executor;
    private final InstantSource clock;
    private final AtomicLong uploads = new AtomicLong();
    private final List<HelloListener> helloListeners = new CopyOnWriteArrayList<>();

    /// @param keepEpoch makes a newly declared epoch durable before it returns
    Uplinks(
            MeterLines lines,
            Intake intake,
            LiveSink liveSink,
            Downlink downlink,
            RefusalSink refusals,
            BiConsumer<MeterId, Long> keepEpoch,
            InFlight inFlight,
            Executor executor,
            InstantSource clock) {
        this.lines = lines;
        this.intake = intake;
        this.liveSink = liveSink;
        this.downlink = downlink;
        this.refusals = refusals;
        this.keepEpoch = keepEpoch;
        this.inFlight = inFlight;
        this.inOrder = new InOrder(executor);
        this.executor = executor;
        this.clock = clock;
    }

    void listen(HelloListener listener) {
        helloListeners.add(listener);
    }

    /// Batches stored since start.
    long uploads() {
        return uploads.get();
    }

    @Override
    public void refused(Optional<MeterId> meter, RefusalReason reason, String detail) {
        refusals.refuse(meter, reason, detail);
    }

    @Override
    public void received(MeterId meter, Channel channel, byte[] frame) {
        Optional<MeterLine> line = lines.find(meter);
        if (line.isEmpty()) {
            refusals.refuse(
                    Optional.empty(), RefusalReason.UNKNOWN_METER, meter + " is not enrolled");
        } else if (line.get().revoked()) {
            refusals.refuse(
                    meter, RefusalReason.REVOKED_CERTIFICATE, "its certificate was revoked");
        } else if (!inFlight.enter(meter, cost(frame))) {
            refusals.refuse(
                    meter,
                    RefusalReason.OVER_LIMIT,
                    frame.length + " bytes more are under way than fit; the meter sends again");
        } else {
            Instant now = clock.instant();
            inOrder.run(meter, () -> take(line.get(), channel, frame, now));
        }
    }

    private static int cost(byte[] frame) {
        return frame.length + COST_OF_A_MESSAGE;
    }

    private void take(MeterLine line, Channel channel, byte[] frame, Instant now) {
        boolean carriedOn = false;
        try {
            Opened opened = line.open(channel, frame, now);
            carriedOn =
                    channel == Channel.UP ? up(line, opened, cost(frame), now) : live(line, opened);
        } catch (RefusedException e) {
            refusals.refuse(e.meter(), e.reason(), e.detail());
        } catch (MalformedException e) {
            refusals.refuse(line.meter(), RefusalReason.MALFORMED, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            notStored(line, e);
        } finally {
            if (!carriedOn) {
                inFlight.leave(line.meter(), cost(frame));
            }
        }
    }

    private boolean live(MeterLine line, Opened opened) throws MalformedException {
        try {
            liveSink.live(line.meter(), Live.parseFrom(opened.content()));
            return false;
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedException("live", "not a Live message", e);
        }
    }

    /// @return whether the bytes stay in flight until the store answers
    private boolean up(MeterLine line, Opened opened, int bytes, Instant now)
            throws RefusedException, MalformedException {
        return switch (UplinkBody.read(opened.content())) {
            case UplinkBody.Greeting(Hello hello) -> {
                hello(line, hello, now);
                yield false;
            }
            case UplinkBody.Run(byte[] body) -> {
                store(line, opened, body, bytes, now);
                yield true;
            }
        };
    }

    private void hello(MeterLine line, Hello hello, Instant now) throws RefusedException {
        if (hello.getEpoch() != 0) {
            helpOutOfThePast(line, hello);
            declare(line, hello.getEpoch());
        }
        line.reported(Reports.of(hello, now), hello.getOrderCounter());
        downlink.time(line, hello.getTimeRequest());
        if (hello.getEpoch() == 0) {
            downlink.lastEpoch(line, line.epoch());
        } else {
            Epoch epoch = new Epoch(hello.getEpoch());
            intake.stored(line.meter(), epoch)
                    .whenCompleteAsync(
                            (stored, failure) -> {
                                if (failure == null) {
                                    acknowledge(line, epoch, stored, hello.getAcknowledged());
                                } else {
                                    notStored(line, failure);
                                }
                            },
                            executor);
        }
        line.scheduleDue(now).ifPresent(schedule -> downlink.schedule(line, schedule));
        line.leaseDue(now).ifPresent(until -> downlink.lease(line, until));
        helloListeners.forEach(listener -> listener.heard(line.meter(), hello.getOrderCounter()));
    }

    /// A meter that lost its memory and then began an epoch by a clock that was behind has one that
    /// is over, and nothing of it can ever be taken: with the time and the last epoch known it gets
    /// out of that by itself.
    private void helpOutOfThePast(MeterLine line, Hello hello) {
        if (hello.getEpoch() < line.epoch()) {
            downlink.time(line, hello.getTimeRequest());
            downlink.lastEpoch(line, line.epoch());
        }
    }

    private void store(MeterLine line, Opened opened, byte[] body, int bytes, Instant now)
            throws RefusedException, MalformedException {
        SequenceRange range =
                opened.header()
                        .records()
                        .orElseThrow(
                                () ->
                                        new MalformedException(
                                                "seal", "records without their sequence numbers"));
        declare(line, opened.header().epoch());
        Epoch epoch = new Epoch(opened.header().epoch());
        intake.store(new Batch(line.meter(), epoch, range, body, now))
                .whenCompleteAsync(
                        (stored, failure) -> {
                            inFlight.leave(line.meter(), bytes);
                            if (failure == null) {
                                uploads.incrementAndGet();
                                acknowledge(line, epoch, stored, 0);
                            } else {
                                notStored(line, failure);
                            }
                        },
                        executor);
    }

    /// A new epoch is on record before anything of it is; while it cannot be kept, nothing is
    // taken.
    private void declare(MeterLine line, long epoch) throws RefusedException {
        if (line.isNew(epoch)) {
            keepEpoch.accept(line.meter(), epoch);
            line.begin(epoch);
        }
    }

    /// @param meterThinks the meter's own cursor; when it is ahead, the utility has lost records,
    /// for example by restoring a backup, and asks for them
    private void acknowledge(MeterLine line, Epoch epoch, Stored stored, long meterThinks) {
        if (line.epoch() != epoch.second()) {
            return;
        }
        List<SequenceRange> missing = new ArrayList<>(stored.missing());
        long known = missing.isEmpty() ? stored.storedUpTo() : missing.getLast().last();
        if (meterThinks > known && meterThinks <= HIGHEST_SEQUENCE) {
            missing.add(new SequenceRange(known + 1, meterThinks));
        }
        downlink.receipt(
                line,
                epoch.second(),
                stored.storedUpTo(),
                line.gapsToAsk(missing, clock.instant()));
    }

    /// Asks again for what was asked for and did not come.
    void askAgain(MeterLine line) {
        long second = line.epoch();
        if (second == 0) {
            return;
        }
        Epoch epoch = new Epoch(second);
        intake.stored(line.meter(), epoch)
                .whenCompleteAsync(
                        (stored, failure) -> {
                            if (failure == null) {
                                acknowledge(line, epoch, stored, 0);
                            } else {
                                notStored(line, failure);
                            }
                        },
                        executor);
    }

    private void notStored(MeterLine line, Throwable failure) {
        Throwable cause = unwrapped(failure);
        String detail = String.valueOf(cause.getMessage());
        if (cause instanceof MalformedException && !(cause instanceof UnknownDefinitionException)) {
            refusals.refuse(line.meter(), RefusalReason.MALFORMED, detail);
        } else {
            refusals.refuse(line.meter(), RefusalReason.NOT_STORED, detail);
            LOG.warn("meter {}: not stored, the meter sends again", line.meter(), cause);
        }
    }

    private static Throwable unwrapped(Throwable failure) {
        @Nullable Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}
