package org.smartmeter.headend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smartmeter.headend.RefusalReason.BROKEN_SEAL;
import static org.smartmeter.headend.RefusalReason.MALFORMED;
import static org.smartmeter.headend.RefusalReason.NOT_STORED;
import static org.smartmeter.headend.RefusalReason.OVER_LIMIT;
import static org.smartmeter.headend.RefusalReason.REPLAYED;
import static org.smartmeter.headend.RefusalReason.REVOKED_CERTIFICATE;
import static org.smartmeter.headend.RefusalReason.UNKNOWN_EPOCH;
import static org.smartmeter.headend.RefusalReason.UNKNOWN_METER;
import static org.smartmeter.headend.RefusalReason.WRONG_GENERATION;

import java.io.IOException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.smartmeter.terms.Epoch;
import org.smartmeter.terms.MeterId;
import org.smartmeter.terms.SequenceRange;
import org.smartmeter.wire.Channel;
import org.smartmeter.wire.MalformedException;
import org.smartmeter.wire.RawKeys;
import org.smartmeter.wire.ReplayWindow;
import org.smartmeter.wire.SealKeys;
import org.smartmeter.wire.v1.Downlink.BodyCase;
import org.smartmeter.wire.v1.Hello;
import org.smartmeter.wire.v1.Live;
import org.smartmeter.wire.v1.Order;
import org.smartmeter.wire.v1.Range;
import org.smartmeter.wire.v1.Receipt;
import org.smartmeter.wire.v1.Schedule;

class UplinksTest {

    private static final MeterId METER = new MeterId("SEM0000000000001");
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final long EPOCH = START.minus(Duration.ofDays(35)).getEpochSecond();
    private static final int BOOT = 28_000_000;
    private static final Schedule QUARTER =
            Schedule.newBuilder().setSamplePeriod(900).setPushPeriod(900).build();
    private static final Schedule MINUTE =
            Schedule.newBuilder().setSamplePeriod(60).setPushPeriod(60).build();

    private final KeyPair utility = RawKeys.newX25519();
    private final Ed25519PrivateKeyParameters command =
            new Ed25519PrivateKeyParameters(new SecureRandom());
    private final TestClock clock = new TestClock(START);
    private final ModelLine line = new ModelLine();
    private final ModelIntake intake = new ModelIntake();
    private final MeterLines lines = new MeterLines();
    private final List<RefusalReason> refused = new ArrayList<>();
    private final List<Live> live = new ArrayList<>();
    private final Map<MeterId, Long> keptEpochs = new LinkedHashMap<>();
    private final MeterSide meter = new MeterSide(METER);
    private boolean booksRefuse;
    private Uplinks uplinks;

    @BeforeEach
    void open() {
        uplinks = uplinks(new InFlight(1_000, 10_000));
        enrol(1, 0);
    }

    private SealKeys agree(MeterId with, byte[] x25519) {
        return SealKeys.agree(utility.getPrivate(), x25519, with);
    }

    private Uplinks uplinks(InFlight inFlight) {
        return uplinks(inFlight, Runnable::run);
    }

    private Uplinks uplinks(InFlight inFlight, Executor executor) {
        return new Uplinks(
                lines,
                intake,
                (from, values) -> live.add(values),
                new Downlink(line, new CommandSigner(command), BOOT, clock, new SecureRandom()),
                (from, reason, detail) -> refused.add(reason),
                this::keepEpoch,
                inFlight,
                executor,
                clock);
    }

    private void keepEpoch(MeterId of, long epoch) {
        if (booksRefuse) {
            throw new IllegalStateException("the database is gone");
        }
        keptEpochs.put(of, epoch);
    }

    private MeterLine enrol(int generation, long knownEpoch) {
        byte[] commandKey = command.generatePublicKey().getEncoded();
        meter.agree(RawKeys.raw(utility.getPublic()), commandKey, commandKey, generation);
        MeterLine enrolled =
                new MeterLine(
                        enrolled(generation, knownEpoch),
                        new MeterLine.UtilitySeals(this::agree, BOOT),
                        Duration.ofSeconds(5));
        lines.put(enrolled);
        return enrolled;
    }

    private EnrolledMeter enrolled(int generation, long knownEpoch) {
        return new EnrolledMeter(
                METER,
                generation,
                RawKeys.raw(meter.seal.getPublic()),
                RawKeys.raw(meter.chain.getPublic()),
                "1",
                false,
                START,
                knownEpoch,
                new ReplayWindow.State(0, 0),
                new ReplayWindow.State(0, 0),
                QUARTER,
                Optional.empty());
    }

    private static Hello.Builder hello(long epoch) {
        return Hello.newBuilder()
                .setSoftware("test 1")
                .setEpoch(epoch)
                .setTimeRequest(4_711)
                .setSchedule(QUARTER);
    }

    private void up(byte[] frame) {
        uplinks.received(METER, Channel.UP, frame);
    }

    private List<Order> orders(List<byte[]> frames) {
        return frames.stream()
                .map(meter::open)
                .filter(message -> message.getBodyCase() == BodyCase.ORDER)
                .map(message -> meter.verified(message, clock.instant()))
                .toList();
    }

    private List<Receipt> receipts(List<byte[]> frames) {
        return frames.stream()
                .map(meter::open)
                .filter(message -> message.getBodyCase() == BodyCase.RECEIPT)
                .map(org.smartmeter.wire.v1.Downlink::getReceipt)
                .toList();
    }

    private List<Receipt> receipts() {
        return receipts(line.taken());
    }

    private static Range range(long first, long last) {
        return Range.newBuilder().setFirst(first).setLast(last).build();
    }

    @Test
    void aHelloIsAnsweredWithTheSignedTimeAndWhatIsStored() {
        intake.hold(METER, new Epoch(EPOCH), new SequenceRange(1, 40));
        up(meter.hello(hello(EPOCH).setLastSequence(50).setAcknowledged(40).build()));

        List<byte[]> answers = line.taken();
        Order order = orders(answers).getFirst();
        assertThat(order.getTime().getUtilityTime()).isEqualTo(START.toEpochMilli());
        assertThat(order.getTime().getTimeRequest()).isEqualTo(4_711);
        assertThat(receipts(answers))
                .containsExactly(Receipt.newBuilder().setEpoch(EPOCH).setStoredUpTo(40).build());
        assertThat(keptEpochs).containsEntry(METER, EPOCH);
        assertThat(lines.find(METER).orElseThrow().status(true).report())
                .hasValueSatisfying(report -> assertThat(report.software()).isEqualTo("test 1"));
    }

    @Test
    void aMeterWithoutMemoryIsToldItsLastEpoch() {
        enrol(1, EPOCH);
        up(meter.hello(hello(0).build()));

        List<byte[]> answers = line.taken();
        assertThat(receipts(answers))
                .containsExactly(Receipt.newBuilder().setLastEpoch(EPOCH).build());
        assertThat(orders(answers))
                .extracting(Order::getBodyCase)
                .containsExactly(Order.BodyCase.TIME);
        assertThat(refused).isEmpty();
    }

    @Test
    void anEpochOnlyRises() {
        up(meter.hello(hello(EPOCH).build()));
        up(meter.hello(hello(EPOCH + 100).build()));
        assertThat(keptEpochs).containsEntry(METER, EPOCH + 100);
        line.taken();

        up(meter.records(EPOCH, 1, 5));
        assertThat(refused).containsExactly(UNKNOWN_EPOCH);
        assertThat(line.taken()).isEmpty();
        assertThat(intake.of(METER, new Epoch(EPOCH)).count()).isZero();
    }

    /// It lost its memory while its clock was behind, and would be refused for ever.
    @Test
    void aMeterThatBeganAnEpochInThePastIsToldTheTimeAndTheLastEpoch() {
        enrol(1, EPOCH);
        up(meter.hello(hello(EPOCH - 86_400).build()));

        assertThat(refused).containsExactly(UNKNOWN_EPOCH);
        List<byte[]> answers = line.taken();
        assertThat(orders(answers))
                .extracting(Order::getBodyCase)
                .containsExactly(Order.BodyCase.TIME);
        assertThat(receipts(answers))
                .containsExactly(Receipt.newBuilder().setLastEpoch(EPOCH).build());
        assertThat(keptEpochs).isEmpty();
    }

    /// Two orders of one number would be one to whoever reads the meter's journal.
    @Test
    void ordersGoOnCountingUnderANewAgreement() {
        MeterLine before = enrol(1, EPOCH);
        long last = before.nextOrder(0);
        MeterLine after = before.under(enrolled(2, EPOCH));
        assertThat(after.nextOrder(0)).isGreaterThan(last);
        assertThat(before.nextOrder(0)).isGreaterThan(last + 1);
    }

    @Test
    void anEpochThatAClockAheadNamedIsTakenAndOneBeyondAnyCalendarIsNot() {
        long ahead = START.plus(Duration.ofDays(3)).getEpochSecond();
        up(meter.hello(hello(ahead).build()));
        assertThat(refused).isEmpty();
        assertThat(keptEpochs).containsEntry(METER, ahead);
        up(meter.hello(hello(Long.MAX_VALUE).build()));
        assertThat(refused).containsExactly(UNKNOWN_EPOCH);
        assertThat(keptEpochs).containsEntry(METER, ahead);
    }

    /// Nothing of it is stored, or a meter that loses its memory could be told an older one as its
    /// last.
    @Test
    void nothingOfAnEpochIsTakenThatCannotBeKept() {
        booksRefuse = true;
        up(meter.hello(hello(EPOCH).build()));
        up(meter.records(EPOCH, 1, 5));
        assertThat(refused).containsExactly(NOT_STORED, NOT_STORED);
        assertThat(intake.of(METER, new Epoch(EPOCH)).count()).isZero();

        booksRefuse = false;
        up(meter.records(EPOCH, 1, 5));
        assertThat(keptEpochs).containsEntry(METER, EPOCH);
        assertThat(intake.of(METER, new Epoch(EPOCH)).count()).isEqualTo(5);
    }

    @Test
    void recordsAreAcknowledgedOnlyOnceTheyAreStored() {
        intake.hold();
        up(meter.records(EPOCH, 1, 10));
        assertThat(line.taken()).as("before the commit").isEmpty();

        intake.commit();
        assertThat(receipts())
                .containsExactly(Receipt.newBuilder().setEpoch(EPOCH).setStoredUpTo(10).build());
        assertThat(uplinks.uploads()).isEqualTo(1);
    }

    @Test
    void aGapIsAskedForOnceAndAgainWhenItDoesNotCome() {
        up(meter.records(EPOCH, 1, 10));
        line.taken();
        up(meter.records(EPOCH, 21, 10));
        assertThat(receipts())
                .containsExactly(
                        Receipt.newBuilder()
                                .setEpoch(EPOCH)
                                .setStoredUpTo(10)
                                .addReadAgain(range(11, 20))
                                .build());
        up(meter.records(EPOCH, 31, 10));
        assertThat(receipts())
                .extracting(Receipt::getReadAgainCount)
                .as("the answer may be on its way")
                .containsExactly(0);

        MeterLine known = lines.find(METER).orElseThrow();
        clock.pass(Duration.ofSeconds(5));
        assertThat(known.gapsOverdue(clock.instant())).isTrue();
        uplinks.askAgain(known);
        assertThat(receipts())
                .flatExtracting(Receipt::getReadAgainList)
                .containsExactly(range(11, 20));

        up(meter.records(EPOCH, 11, 10));
        assertThat(receipts())
                .containsExactly(Receipt.newBuilder().setEpoch(EPOCH).setStoredUpTo(40).build());
        assertThat(known.gapsOverdue(clock.instant().plus(Duration.ofDays(1)))).isFalse();
    }

    @Test
    void aUtilityThatLostRecordsAsksForThem() {
        intake.hold(METER, new Epoch(EPOCH), new SequenceRange(1, 40));
        up(meter.hello(hello(EPOCH).setLastSequence(100).setAcknowledged(90).build()));
        assertThat(receipts())
                .flatExtracting(Receipt::getReadAgainList)
                .containsExactly(range(41, 90));
    }

    @Test
    void whatTheStoreDoesNotTakeIsNotAcknowledged() {
        intake.fail(() -> new IOException("disk full"));
        up(meter.records(EPOCH, 1, 10));
        intake.fail(() -> new MalformedException("run 1", "makes no sense"));
        up(meter.records(EPOCH, 1, 10));
        assertThat(refused).containsExactly(NOT_STORED, MALFORMED);
        assertThat(line.taken()).isEmpty();

        intake.work();
        up(meter.records(EPOCH, 1, 10));
        assertThat(receipts()).extracting(Receipt::getStoredUpTo).containsExactly(10L);
    }

    @Test
    void aMessageIsAcceptedOnce() {
        byte[] first = meter.records(EPOCH, 1, 10);
        byte[] second = meter.records(EPOCH, 11, 10);
        up(second);
        up(first);
        up(first);
        up(second);
        assertThat(refused).containsExactly(REPLAYED, REPLAYED);
    }

    @Test
    void messagesOfAnEarlierStartComeTooLate() {
        byte[] before = meter.records(EPOCH, 1, 10);
        meter.restart(2);
        up(meter.records(EPOCH, 11, 10));
        up(before);
        assertThat(refused).containsExactly(REPLAYED);
    }

    @Test
    void aRestartedUtilityStillKnowsWhatItAccepted() {
        byte[] frame = meter.records(EPOCH, 1, 10);
        up(frame);
        EnrolledMeter kept = lines.find(METER).orElseThrow().snapshot();
        lines.put(
                new MeterLine(
                        kept,
                        new MeterLine.UtilitySeals(this::agree, BOOT + 1),
                        Duration.ofSeconds(5)));
        up(frame);
        assertThat(refused).containsExactly(REPLAYED);
        assertThat(kept.epoch()).isEqualTo(EPOCH);
    }

    @Test
    void whatIsNotSealedForThisTopicIsRefused() {
        byte[] changed = meter.records(EPOCH, 1, 10);
        changed[changed.length - 1] ^= 1;
        up(changed);
        up(new byte[10]);
        up(meter.live(Live.getDefaultInstance()));
        byte[] otherEpoch = meter.records(EPOCH, 1, 10);
        otherEpoch[13] ^= 1;
        up(otherEpoch);
        assertThat(refused).hasSize(4).containsOnly(BROKEN_SEAL);
        assertThat(intake.of(METER, new Epoch(EPOCH)).count()).isZero();
    }

    @Test
    void anAgreementThatIsNotInForceIsRefused() {
        byte[] underOther =
                new MeterSide(METER)
                        .agreeAs(meter, utility, command, 2)
                        .hello(hello(EPOCH).build());
        up(underOther);
        assertThat(refused).containsExactly(WRONG_GENERATION);
    }

    @Test
    void sealedNonsenseIsRefusedAndTheRestGoesOn() {
        up(meter.sealed(0, new byte[] {(byte) 0xFF, 1, 2}));
        up(meter.sealed(0, new byte[0]));
        uplinks.received(METER, Channel.LIVE, meter.brokenLive());
        assertThat(refused).containsExactly(MALFORMED, MALFORMED, MALFORMED);
        up(meter.records(EPOCH, 1, 10));
        assertThat(receipts()).hasSize(1);
    }

    @Test
    void strangersAndTheRevokedAreNotHeard() {
        uplinks.received(
                new MeterId("SEM0000000000099"), Channel.UP, meter.hello(hello(EPOCH).build()));
        lines.find(METER).orElseThrow().revoke();
        up(meter.hello(hello(EPOCH).build()));
        assertThat(refused).containsExactly(UNKNOWN_METER, REVOKED_CERTIFICATE);
        assertThat(line.taken()).isEmpty();
    }

    @Test
    void aSlowStoreIsNotFloodedAndWhatIsDroppedIsNotAcknowledged() {
        byte[] first = meter.records(EPOCH, 1, 10);
        uplinks = uplinks(new InFlight(3L * (first.length + 512), 10_000));
        intake.hold();
        up(first);
        up(meter.records(EPOCH, 11, 10));
        up(meter.records(EPOCH, 21, 10));
        up(meter.records(EPOCH, 31, 10));
        assertThat(refused).containsExactly(OVER_LIMIT);
        intake.commit();
        assertThat(receipts()).last().extracting(Receipt::getStoredUpTo).isEqualTo(30L);

        up(meter.records(EPOCH, 31, 10));
        assertThat(receipts()).extracting(Receipt::getStoredUpTo).containsExactly(40L);
    }

    @Test
    void emptyMessagesFillTheMemoryNoMoreThanOthers() {
        List<Runnable> waiting = new ArrayList<>();
        uplinks = uplinks(new InFlight(10_000, 10_000), waiting::add);
        for (int i = 0; i < 1_000; i++) {
            up(new byte[0]);
        }
        assertThat(refused).hasSize(1_000 - 19).containsOnly(OVER_LIMIT);
        refused.clear();
        while (!waiting.isEmpty()) {
            waiting.removeFirst().run();
        }
        assertThat(refused).hasSize(19).containsOnly(BROKEN_SEAL);
    }

    @Test
    void liveValuesGoToWhoeverLooksInAnyOrderButOnce() {
        byte[] one = meter.live(Live.newBuilder().setTime(1).build());
        byte[] two = meter.live(Live.newBuilder().setTime(2).build());
        uplinks.received(METER, Channel.LIVE, two);
        uplinks.received(METER, Channel.LIVE, one);
        uplinks.received(METER, Channel.LIVE, two);
        assertThat(live).extracting(Live::getTime).containsExactly(2L, 1L);
        assertThat(refused).containsExactly(REPLAYED);
    }

    @Test
    void theDesiredScheduleIsOrderedUntilTheMeterReportsIt() {
        MeterLine known = lines.find(METER).orElseThrow();
        known.desire(MINUTE);
        up(meter.hello(hello(EPOCH).build()));
        List<Order> orders = orders(line.taken());
        assertThat(orders)
                .extracting(Order::getBodyCase)
                .containsExactly(Order.BodyCase.TIME, Order.BodyCase.SCHEDULE);
        assertThat(orders.getLast().getSchedule()).isEqualTo(MINUTE);
        assertThat(known.status(true).schedulePending()).isTrue();

        up(meter.hello(hello(EPOCH).setSchedule(MINUTE).build()));
        assertThat(orders(line.taken())).hasSize(1);
        assertThat(known.status(true).schedulePending()).isFalse();
    }

    @Test
    void orderCountersRiseAboveWhatTheMeterActedOn() {
        long ahead = ((long) BOOT << 32) + 1_000_000;
        up(meter.hello(hello(EPOCH).setOrderCounter(ahead).build()));
        up(meter.hello(hello(EPOCH).setOrderCounter(ahead).build()));
        assertThat(orders(line.taken()))
                .extracting(Order::getCounter)
                .containsExactly(ahead + 1, ahead + 2);
    }

    @Test
    void aMeterThatComesBackUnderALeaseIsToldSo() {
        lines.find(METER).orElseThrow().want(START.plusSeconds(600));
        up(meter.hello(hello(EPOCH).build()));
        assertThat(orders(line.taken()))
                .last()
                .satisfies(
                        order ->
                                assertThat(order.getLive().getUntil())
                                        .isEqualTo(START.plusSeconds(60).toEpochMilli()));
    }
}
