package org.smartmeter.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.smartmeter.device.notices.Answer;
import org.smartmeter.device.notices.Notices;
import org.smartmeter.wire.EventCode;
import org.smartmeter.wire.OrderRefusedException;
import org.smartmeter.wire.v1.Order;

/// The power goes before and after each step that a notice's life makes durable; whatever the
/// person was told holds, and the journal has each thing once.
class NoticesPowerCutTest {

    private static final Instant NOW = Instant.parse("2026-05-01T08:00:00Z");

    private static final class PowerCut extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /// What survives, and the step at which the power goes.
    private static final class World extends BenchMeter {

        private int stepsLeft = Integer.MAX_VALUE;
        private int steps;

        /// Before the journal's force, before or after any write of the state.
        private void step() {
            steps++;
            if (stepsLeft-- == 0) {
                throw new PowerCut();
            }
        }

        private List<String> journal() {
            return durable().stream().map(Told::line).toList();
        }

        private Notices boot() {
            losePower();
            Notices notices = new Notices();
            notices.begin(this, NOW);
            return notices;
        }

        @Override
        public void event(Instant at, EventCode code, long... values) {
            step();
            super.event(at, code, values);
        }

        @Override
        public void sendSoon() {
            step();
        }

        @Override
        public void force() {
            step();
            super.force();
            step();
        }
    }

    private static void live(World world, Notices notices) throws OrderRefusedException {
        Order bill = NoticeOrders.order(NoticeOrders.bill(7, NOW));
        notices.order(bill, NOW);
        notices.shown(NOW);
        notices.answer(7, Answer.SEEN, NOW);
        notices.order(NoticeOrders.withdrawal(7), NOW);
        notices.run(NOW);
    }

    @Test
    void nothingIsLostOrToldTwiceWhereverThePowerGoes() throws OrderRefusedException {
        World undisturbed = new World();
        live(undisturbed, undisturbed.boot());
        List<String> wanted = undisturbed.journal();
        assertThat(wanted).hasSize(4);
        for (int step = 0; step < undisturbed.steps; step++) {
            World world = new World();
            Notices first = world.boot();
            world.stepsLeft = step;
            try {
                live(world, first);
                throw new AssertionError("the power did not go at step " + step);
            } catch (PowerCut _) {
                world.stepsLeft = Integer.MAX_VALUE;
            }
            live(world, world.boot());
            assertThat(world.journal()).as("after a cut at step %d", step).isEqualTo(wanted);
        }
    }
}
