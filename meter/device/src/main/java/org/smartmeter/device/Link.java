package org.smartmeter.device;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.smartmeter.journal.Journal;
import org.smartmeter.terms.MeterId;
import org.smartmeter.wire.Channel;
import org.smartmeter.wire.Line;
import org.smartmeter.wire.LineConnector;
import org.smartmeter.wire.ReplayWindow;
import org.smartmeter.wire.Topic;
import org.smartmeter.wire.v1.Downlink;
import org.smartmeter.wire.v1.Hello;
import org.smartmeter.wire.v1.Receipt;
import org.smartmeter.wire.v1.SignedOrder;
import org.smartmeter.wire.v1.Uplink;

/// The meter's side of the line as a state machine on board time: connect, hello, stream, repeat
/// what nobody answers, back off. It moves the journal's cursor; what else a message means for the
/// meter is for its [Home] to say.
final class Link {

    private static final Logger LOG = LoggerFactory.getLogger(Link.class);

    /// How long a line may take to come up.
    private static final Duration CONNECTING_PATIENCE = Duration.ofSeconds(60);

    /// How long an answer may take; doubles with every silence.
    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(30);

    private static final int SILENCES_BEFORE_NEW_LINE = 4;

    /// A cheap crystal is 1 s off after about this time, so the clock is asked for again.
    private static final Duration HELLO_AGAIN = Duration.ofHours(6);

    /// The last second of the year 9998.
    private static final long LATEST_EPOCH = 253_370_764_799L;

    /// What the link needs of its meter.
    interface Home {
        /// Empty while the meter waits to learn its last epoch.
        Optional<Logbook> logbook();

        Hello hello(long timeRequest);

        /// The answer to a hello without an epoch, or with one that is over: the last one the
        /// utility knows, 0 if none.
        void lastEpoch(long second);

        void order(SignedOrder order);

        void refused(Refusal why, String detail);

        Duration pushPeriod();
    }

    private final MeterId meter;
    private final LineConnector connector;
    private final LineEvents events;
    private final RandomGenerator random;
    private final Home home;
    private final UpFrames up;
    private final DownFrames down;
    private final BackOff backOff;
    private final PushTimes pushTimes;
    private Outbox outbox = new Outbox();

    private LinkState state = LinkState.WAITING;
    private Optional<Line> line = Optional.empty();
    private int connection;
    private int silences;
    private boolean helloDue;
    private boolean helloAnswered;
    private Optional<Instant> utilityHeard = Optional.empty();
    private long timeRequest;
    private Instant nextAttempt;
    private Instant connecting;
    private Instant helloSent;
    private Instant nextPush;

    Link(
            MeterId meter,
            DeviceKeys keys,
            Counters counters,
            LineConnector connector,
            LineEvents events,
            RandomGenerator random,
            Home home,
            Instant board) {
        this.meter = meter;
        this.connector = connector;
        this.events = events;
        this.random = random;
        this.home = home;
        up = new UpFrames(meter, keys, counters.boot());
        down = new DownFrames(new Topic(meter, Channel.DOWN), keys, counters.down());
        backOff = new BackOff(random);
        pushTimes = PushTimes.of(meter);
        nextAttempt = board;
        connecting = board;
        helloSent = board;
        nextPush = board;
    }

    LinkState state() {
        return state;
    }

    ReplayWindow.State heard() {
        return down.heard();
    }

    /// When a genuine message last came, since the start.
    Optional<Instant> utilityHeard() {
        return utilityHeard;
    }

    /// The hello has something new to say, or the journal begins anew.
    void helloAgain() {
        helloDue = true;
    }

    /// What is durable goes out with the next run.
    void sendSoon(Instant board) {
        nextPush = board;
    }

    /// The round trip, if this is the number that the last hello asked with; it answers once.
    Optional<Duration> roundTrip(long answered, Instant board) {
        if (timeRequest == 0 || answered != timeRequest) {
            return Optional.empty();
        }
        timeRequest = 0;
        return Optional.of(Duration.between(helloSent, board));
    }

    void take(LineEvents.LineEvent event, Instant board) {
        if (event.connection() != connection || line.isEmpty()) {
            return; // of a line that was given up
        }
        switch (event) {
            case LineEvents.Up _ -> greet(board);
            case LineEvents.Down ended -> drop(ended.reason(), board);
            case LineEvents.Frame frame ->
                    down.open(frame, home::refused).ifPresent(message -> message(message, board));
        }
    }

    private void greet(Instant board) {
        state = LinkState.GREETING;
        silences = 0;
        outbox.forget();
        sendHello(board);
    }

    private void message(Downlink message, Instant board) {
        utilityHeard = Optional.of(board);
        switch (message.getBodyCase()) {
            case RECEIPT -> receipt(message.getReceipt(), board);
            case ORDER -> home.order(message.getOrder());
            case BODY_NOT_SET -> home.refused(Refusal.MALFORMED, "a message of an unknown kind");
        }
    }

    private void receipt(Receipt receipt, Instant board) {
        if (home.logbook().isEmpty()) {
            lastEpoch(receipt);
            return;
        }
        Journal journal = home.logbook().get().journal();
        if (isOver(journal, receipt)) {
            state = LinkState.GREETING;
            lastEpoch(receipt);
            return;
        }
        ReceiptCheck.Verdict verdict =
                ReceiptCheck.check(
                        receipt,
                        journal.epoch().second(),
                        journal.acknowledged(),
                        journal.durableSequence());
        verdict.refusal().ifPresent(why -> home.refused(why, verdict.detail()));
        if (verdict.storedUpTo().isEmpty() && verdict.readAgain().isEmpty()) {
            return;
        }
        verdict.storedUpTo().ifPresent(journal::acknowledge);
        silences = 0;
        helloAnswered = true;
        backOff.succeeded();
        if (state == LinkState.GREETING) {
            state = LinkState.STREAMING;
            outbox.restart(journal.acknowledged());
            outbox.sendUpTo(journal.durableSequence());
            nextPush = pushTimes.next(board, home.pushPeriod());
        }
        outbox.receipt(journal.acknowledged(), verdict.readAgain());
    }

    /// The utility knows a later epoch than the journal's, which was begun by a clock that was
    // behind
    /// after the memory was lost: nothing of it would ever be taken.
    private static boolean isOver(Journal journal, Receipt receipt) {
        return receipt.getEpoch() == 0 && receipt.getLastEpoch() > journal.epoch().second();
    }

    /// Only the answer to a hello without an epoch, or with one that is over, bears epoch 0. A
    // receipt of an earlier life,
    // late
    /// or repeated by the broker, says nothing of the last epoch: taken for the answer, it could
    // make
    /// the meter declare one that the utility refuses for ever.
    private void lastEpoch(Receipt receipt) {
        long last = receipt.getLastEpoch();
        if (receipt.getEpoch() != 0) {
            home.refused(
                    Refusal.OTHER_EPOCH,
                    "a receipt for epoch " + receipt.getEpoch() + ", this meter has none yet");
        } else if (last < 0 || last > LATEST_EPOCH) {
            home.refused(
                    Refusal.MALFORMED,
                    "epoch " + Long.toUnsignedString(last) + " is beyond any calendar");
        } else {
            outbox = new Outbox();
            home.lastEpoch(last);
        }
    }

    /// Does what is due. Everything it sends of the journal is durable.
    void run(Instant board) {
        switch (state) {
            case WAITING -> {
                if (!board.isBefore(nextAttempt)) {
                    connect(board);
                }
            }
            case CONNECTING -> {
                if (!board.isBefore(connecting.plus(CONNECTING_PATIENCE))) {
                    drop("it did not come up", board);
                }
            }
            case GREETING -> {
                if (!board.isBefore(helloSent.plus(patience()))) {
                    silence(board);
                } else if (helloDue) {
                    sendHello(board);
                }
            }
            case STREAMING -> stream(board);
        }
    }

    private void connect(Instant board) {
        connection++;
        state = LinkState.CONNECTING;
        connecting = board;
        line = Optional.of(connector.connect(events.listener(connection)));
    }

    private void drop(String reason, Instant board) {
        line.ifPresent(Line::close);
        line = Optional.empty();
        state = LinkState.WAITING;
        timeRequest = 0;
        Duration wait = backOff.next();
        nextAttempt = board.plus(wait);
        LOG.debug("{}: no line ({}), next attempt in {}", meter, reason, wait);
    }

    private void stream(Instant board) {
        if (isHelloUnheard(board)) {
            silence(board); // with nothing else to send, a dead line would never be noticed
            helloDue = true;
        }
        if (state != LinkState.STREAMING) {
            return;
        }
        if (helloDue || !board.isBefore(helloSent.plus(HELLO_AGAIN))) {
            sendHello(board);
        }
        home.logbook().ifPresent(logbook -> stream(logbook, board));
    }

    private void stream(Logbook logbook, Instant board) {
        if (!board.isBefore(nextPush)) {
            outbox.sendUpTo(logbook.journal().durableSequence());
            nextPush = pushTimes.next(board, home.pushPeriod());
        }
        if (outbox.oldestUnanswered().filter(sent -> isSilent(sent, board)).isPresent()) {
            silence(board);
            outbox.restart(logbook.journal().acknowledged());
        }
        for (var next = outbox.next(); next.isPresent(); next = outbox.next()) {
            if (line.isEmpty()) {
                return;
            }
            BatchCutter.Batch batch = BatchCutter.cut(logbook, next.get());
            outbox.sent(batch.range(), board);
            Uplink message = Uplink.newBuilder().setRecords(batch.records()).build();
            up.sendRecords(line.get(), epoch(), batch.range(), message);
        }
    }

    private boolean isHelloUnheard(Instant board) {
        return !helloAnswered && isSilent(helloSent, board);
    }

    private boolean isSilent(Instant sent, Instant board) {
        return !board.isBefore(sent.plus(patience()));
    }

    private Duration patience() {
        return ANSWER_PATIENCE.multipliedBy(1L << silences);
    }

    /// Nobody answered: ask again, and after some times take another line.
    private void silence(Instant board) {
        silences++;
        if (silences >= SILENCES_BEFORE_NEW_LINE) {
            drop("nobody answers", board);
        } else if (state == LinkState.GREETING) {
            sendHello(board);
        }
    }

    private void sendHello(Instant board) {
        helloDue = false;
        helloAnswered = false;
        timeRequest = Math.max(1, random.nextLong(Long.MAX_VALUE));
        helloSent = board;
        Uplink message = Uplink.newBuilder().setHello(home.hello(timeRequest)).build();
        line.ifPresent(open -> up.send(open, epoch(), message));
    }

    /// 0 while there is no journal.
    private long epoch() {
        return home.logbook().map(book -> book.journal().epoch().second()).orElse(0L);
    }

    /// Sends one live message, if the utility is listening.
    void sendLive(byte[] message) {
        if (state == LinkState.STREAMING) {
            line.ifPresent(open -> up.sendLive(open, epoch(), message));
        }
    }

    /// Board time of what is due next.
    Instant next() {
        return switch (state) {
            case WAITING -> nextAttempt;
            case CONNECTING -> connecting.plus(CONNECTING_PATIENCE);
            case GREETING -> helloDue ? helloSent : helloSent.plus(patience());
            case STREAMING -> nextWhileStreaming();
        };
    }

    private Duration nextHello() {
        return helloAnswered ? HELLO_AGAIN : patience();
    }

    private Instant nextWhileStreaming() {
        Instant hello = helloDue ? helloSent : helloSent.plus(nextHello());
        Instant next = hello.isBefore(nextPush) ? hello : nextPush;
        Optional<Instant> unanswered = outbox.oldestUnanswered();
        if (unanswered.isEmpty()) {
            return next;
        }
        Instant silence = unanswered.get().plus(patience());
        return silence.isBefore(next) ? silence : next;
    }

    void close() {
        line.ifPresent(Line::close);
        line = Optional.empty();
        state = LinkState.WAITING;
    }
}
