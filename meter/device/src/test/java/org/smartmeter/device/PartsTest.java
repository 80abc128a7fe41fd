package org.smartmeter.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.smartmeter.journal.StateFile;
import org.smartmeter.wire.OrderRefusedException;
import org.smartmeter.wire.OrderRefusedException.Reason;
import org.smartmeter.wire.v1.LiveLease;
import org.smartmeter.wire.v1.Order;
import org.smartmeter.wire.v1.Time;

/// How orders go to parts, and what a power cut between any two steps leaves.
class PartsTest {

    private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");
    private static final Order ORDER =
            Order.newBuilder()
                    .setCounter(7)
                    .setLive(LiveLease.newBuilder().setUntil(40).build())
                    .build();

    /// Where the power may go.
    private enum Step {
        COUNTER_REMEMBERED,
        CARRIED_OUT,
        REPORTED
    }

    private static final class PowerCut extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /// What survives: the files, the counter, the part's own state, the journal.
    private static final class Survives {
        MemoryFiles files = new MemoryFiles();
        long counter;
        long until;
        final List<Long> reported = new ArrayList<>();
        boolean journal = true;
        boolean clockSet = true;
        boolean over;
        boolean punctual;
        boolean hasPart = true;
        boolean refusesAll;
        int journalRead;
        final List<String> fates = new ArrayList<>();
    }

    private static Parts boot(Survives world, List<Step> cuts) {
        Part part =
                new Part() {
                    @Override
                    public void begin(Surroundings meter, Instant board) {}

                    @Override
                    public boolean takes(Order.BodyCase kind) {
                        return world.hasPart && kind == Order.BodyCase.LIVE;
                    }

                    @Override
                    public boolean goesOnLate(Order order) {
                        return !world.punctual || world.until != 0;
                    }

                    @Override
                    public void order(Order order, Instant board) throws OrderRefusedException {
                        if (world.refusesAll || order.getLive().getUntil() < 0) {
                            throw new OrderRefusedException(Reason.NOT_NOW, "before time began");
                        }
                        world.until = order.getLive().getUntil();
                        cut(Step.CARRIED_OUT, cuts);
                    }
                };
        Parts.Orders orders =
                new Parts.Orders() {
                    @Override
                    public void remember(long counter) {
                        world.counter = counter;
                        cut(Step.COUNTER_REMEMBERED, cuts);
                    }

                    @Override
                    public boolean canReport() {
                        return world.journal;
                    }

                    @Override
                    public boolean isReported(Order order) {
                        world.journalRead++;
                        return world.reported.contains(order.getCounter());
                    }

                    @Override
                    public boolean isClockSet() {
                        return world.clockSet;
                    }

                    @Override
                    public boolean isOver(Order order) {
                        return world.over;
                    }

                    @Override
                    public void done(Order order) {
                        world.reported.add(order.getCounter());
                        world.fates.add(order.getCounter() + " done");
                        cut(Step.REPORTED, cuts);
                    }

                    @Override
                    public void refused(Order order, OrderRefusedException why) {
                        world.fates.add(order.getCounter() + " " + why.reason());
                    }
                };
        StateFile file = StateFile.open(world.files, "pending", PendingOrder.MAXIMUM_BYTES);
        return new Parts(List.of(part), new PendingOrder(file), orders);
    }

    private static void cut(Step step, List<Step> cuts) {
        if (cuts.remove(step)) {
            throw new PowerCut();
        }
    }

    private static final Surroundings NOTHING_AROUND = null;

    /// What is left where the power goes while the order is carried out.
    private static Survives interrupted(Step step) {
        Survives world = new Survives();
        Parts first = boot(world, new ArrayList<>(List.of(step)));
        assertThatThrownBy(() -> first.carryOut(ORDER, NOW)).isInstanceOf(PowerCut.class);
        world.files = world.files.afterPowerCut();
        return world;
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void aPowerCutAfterAnyStepLosesNeitherTheOrderNorItsOneReport(Step step) {
        Survives world = interrupted(step);
        boot(world, new ArrayList<>()).begin(NOTHING_AROUND, NOW);
        assertThat(world.until).isEqualTo(40);
        assertThat(world.counter).isEqualTo(7);
        assertThat(world.reported).containsExactly(7L);
        boot(world, new ArrayList<>()).begin(NOTHING_AROUND, NOW);
        assertThat(world.reported).as("after one more start").containsExactly(7L);
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void soDoesOneThatComesAgainWhileItGoesOn(Step step) {
        Survives world = interrupted(Step.COUNTER_REMEMBERED);
        Parts second = boot(world, new ArrayList<>(List.of(step)));
        assertThatThrownBy(() -> second.begin(NOTHING_AROUND, NOW)).isInstanceOf(PowerCut.class);
        boot(world, new ArrayList<>()).begin(NOTHING_AROUND, NOW);
        assertThat(world.until).isEqualTo(40);
        assertThat(world.reported).containsExactly(7L);
    }

    /// Whether its window is over at the next start, whether the part minds, where the power went →
    /// what becomes of the order.
    @ParameterizedTest
    @CsvSource({
        "false, true,  COUNTER_REMEMBERED, done",
        "true,  false, COUNTER_REMEMBERED, done",
        "true,  true,  COUNTER_REMEMBERED, EXPIRED",
        "true,  true,  CARRIED_OUT,        done",
    })
    void anInterruptedOrderWhoseTimeIsOverIsOnlyReportedIfItWasCarriedOut(
            boolean over, boolean punctual, Step step, String becomes) {
        Survives world = interrupted(step);
        world.punctual = punctual;
        world.over = over;
        Parts second = boot(world, new ArrayList<>());
        second.begin(NOTHING_AROUND, NOW);
        second.run(NOW);
        assertThat(world.until).isEqualTo(becomes.equals("done") ? 40 : 0);
        assertThat(world.fates).containsExactly("7 " + becomes);
        assertThat(world.counter).as("it does not come again").isEqualTo(7);
    }

    /// An order that is not to come late, while the clock cannot tell; then it can, and the window
    /// is over or not → what becomes of it.
    @ParameterizedTest
    @CsvSource({"false, done", "true, EXPIRED"})
    void anInterruptedOrderWaitsForTheClock(boolean over, String becomes) {
        Survives world = interrupted(Step.COUNTER_REMEMBERED);
        world.punctual = true;
        world.clockSet = false;
        world.over = true; // as a clock that is not set says
        Parts second = boot(world, new ArrayList<>());
        second.begin(NOTHING_AROUND, NOW);
        second.run(NOW);
        assertThat(world.until).isZero();
        assertThat(world.fates).isEmpty();
        assertThat(world.journalRead).as("read once").isEqualTo(1);
        world.clockSet = true;
        world.over = over;
        second.run(NOW);
        second.run(NOW);
        assertThat(world.fates).containsExactly("7 " + becomes);
    }

    /// The counter of what comes while the clock is not set → what becomes of the interrupted one.
    @ParameterizedTest
    @CsvSource({"8, '7 EXPIRED, 8 done'", "7, 7 done"})
    void anInterruptedOrderIsNoMoreWhenAnotherComesBeforeTheClockIsSet(long counter, String becomes)
            throws OrderRefusedException {
        Survives world = interrupted(Step.COUNTER_REMEMBERED);
        world.punctual = true;
        world.clockSet = false;
        Parts second = boot(world, new ArrayList<>());
        second.begin(NOTHING_AROUND, NOW);
        second.carryOut(ORDER.toBuilder().setCounter(counter).build(), NOW);
        world.clockSet = true;
        second.run(NOW);
        assertThat(world.fates).containsExactly(becomes.split(", "));
    }

    /// Other software has no such part, or the part refuses it now: said once, and no more.
    @ParameterizedTest
    @CsvSource({"false, UNKNOWN_KIND", "true, NOT_NOW"})
    void anInterruptedOrderThatIsRefusedIsForgotten(boolean hasPart, Reason why) {
        Survives world = interrupted(Step.COUNTER_REMEMBERED);
        world.hasPart = hasPart;
        world.refusesAll = true;
        Parts second = boot(world, new ArrayList<>());
        second.begin(NOTHING_AROUND, NOW);
        second.run(NOW);
        boot(world, new ArrayList<>()).begin(NOTHING_AROUND, NOW);
        assertThat(world.fates).containsExactly("7 " + why);
        assertThat(world.journalRead).isEqualTo(1);
        assertThat(world.counter).as("it does not come again").isEqualTo(7);
    }

    @Test
    void anInterruptedOrderIsDoneBeforeTheNextOne() throws OrderRefusedException {
        Survives world = interrupted(Step.COUNTER_REMEMBERED);
        world.journal = false;
        Parts second = boot(world, new ArrayList<>());
        second.begin(NOTHING_AROUND, NOW);
        world.journal = true;
        second.carryOut(ORDER.toBuilder().setCounter(8).build(), NOW);
        assertThat(world.fates).containsExactly("7 done", "8 done");
    }

    @Test
    void whatWasInterruptedWaitsForTheJournal() {
        Survives world = interrupted(Step.COUNTER_REMEMBERED);
        world.journal = false;
        Parts second = boot(world, new ArrayList<>());
        second.begin(NOTHING_AROUND, NOW);
        second.run(NOW);
        assertThat(world.reported).isEmpty();
        world.journal = true;
        second.run(NOW);
        assertThat(world.reported).containsExactly(7L);
        assertThat(world.until).isEqualTo(40);
    }

    @Test
    void whatAPartRefusesIsForgottenAtOnce() {
        Survives world = new Survives();
        Parts parts = boot(world, new ArrayList<>());
        Order impossible =
                ORDER.toBuilder().setLive(LiveLease.newBuilder().setUntil(-1).build()).build();
        assertThatThrownBy(() -> parts.carryOut(impossible, NOW))
                .isInstanceOfSatisfying(
                        OrderRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.NOT_NOW));
        boot(world, new ArrayList<>()).begin(NOTHING_AROUND, NOW);
        assertThat(world.fates).isEmpty();
    }

    @Test
    void anOrderForAPartThatTheMeterDoesNotHaveIsRefused() {
        Parts parts = boot(new Survives(), new ArrayList<>());
        Order other = ORDER.toBuilder().setTime(Time.getDefaultInstance()).build();
        assertThatThrownBy(() -> parts.carryOut(other, NOW))
                .isInstanceOfSatisfying(
                        OrderRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_KIND));
    }
}
