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
        final List<Reason> refused = new ArrayList<>();
        boolean journal = true;
        boolean over;
        boolean punctual;
    }

    private static Parts boot(Survives world, List<Step> cuts) {
        Part part =
                new Part() {
                    @Override
                    public void begin(Surroundings meter, Instant board) {}

                    @Override
                    public boolean takes(Order.BodyCase kind) {
                        return kind == Order.BodyCase.LIVE;
                    }

                    @Override
                    public boolean goesOnLate(Order order) {
                        return !world.punctual || world.until != 0;
                    }

                    @Override
                    public void order(Order order, Instant board) throws OrderRefusedException {
                        if (order.getLive().getUntil() < 0) {
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
                    public boolean isReported(long counter) {
                        return world.reported.contains(counter);
                    }

                    @Override
                    public boolean isOver(Order order) {
                        return world.over;
                    }

                    @Override
                    public void done(Order order) {
                        world.reported.add(order.getCounter());
                        cut(Step.REPORTED, cuts);
                    }

                    @Override
                    public void refused(Order order, OrderRefusedException why) {
                        world.refused.add(why.reason());
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

    @ParameterizedTest
    @EnumSource(Step.class)
    void aPowerCutAfterAnyStepLosesNeitherTheOrderNorItsOneReport(Step step) {
        Survives world = new Survives();
        Parts first = boot(world, new ArrayList<>(List.of(step)));
        assertThatThrownBy(() -> first.carryOut(ORDER, NOW)).isInstanceOf(PowerCut.class);
        world.files = world.files.afterPowerCut();
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
        Survives world = new Survives();
        Parts first = boot(world, new ArrayList<>(List.of(Step.COUNTER_REMEMBERED)));
        assertThatThrownBy(() -> first.carryOut(ORDER, NOW)).isInstanceOf(PowerCut.class);
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
        Survives world = new Survives();
        world.punctual = punctual;
        Parts first = boot(world, new ArrayList<>(List.of(step)));
        assertThatThrownBy(() -> first.carryOut(ORDER, NOW)).isInstanceOf(PowerCut.class);
        world.files = world.files.afterPowerCut();
        world.over = over;
        Parts second = boot(world, new ArrayList<>());
        second.begin(NOTHING_AROUND, NOW);
        second.run(NOW);
        if (becomes.equals("done")) {
            assertThat(world.until).isEqualTo(40);
            assertThat(world.reported).containsExactly(7L);
            assertThat(world.refused).isEmpty();
        } else {
            assertThat(world.until).isZero();
            assertThat(world.reported).isEmpty();
            assertThat(world.refused).containsExactly(Reason.valueOf(becomes));
            assertThat(world.counter).as("it does not come again").isEqualTo(7);
        }
    }

    @Test
    void whatWasInterruptedWaitsForTheJournal() {
        Survives world = new Survives();
        Parts first = boot(world, new ArrayList<>(List.of(Step.COUNTER_REMEMBERED)));
        assertThatThrownBy(() -> first.carryOut(ORDER, NOW)).isInstanceOf(PowerCut.class);
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
        assertThat(world.reported).isEmpty();
        assertThat(world.refused).isEmpty();
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
