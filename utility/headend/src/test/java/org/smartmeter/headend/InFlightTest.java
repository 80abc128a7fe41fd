package org.smartmeter.headend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.smartmeter.terms.MeterId;

class InFlightTest {

    private static final MeterId LOUD = new MeterId("SEM0000000000001");
    private static final MeterId QUIET = new MeterId("SEM0000000000002");

    @Test
    void oneLoudMeterLeavesRoomForTheOthers() {
        InFlight inFlight = new InFlight(100, 150);
        assertThat(inFlight.enter(LOUD, 100)).isTrue();
        assertThat(inFlight.enter(LOUD, 1)).isFalse();
        assertThat(inFlight.enter(QUIET, 50)).isTrue();
        assertThat(inFlight.enter(QUIET, 1)).as("the total is full").isFalse();
        inFlight.leave(LOUD, 100);
        assertThat(inFlight.enter(QUIET, 50)).isTrue();
        assertThat(inFlight.total()).isEqualTo(100);
    }

    @Property(tries = 200)
    void neitherBoundIsEverExceededAndNothingRemains(
            @ForAll List<@IntRange(min = 1, max = 60) Integer> sizes) {
        InFlight inFlight = new InFlight(100, 130);
        List<Runnable> inside = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            MeterId meter = i % 3 == 0 ? QUIET : LOUD;
            int size = sizes.get(i);
            if (inFlight.enter(meter, size)) {
                inside.add(() -> inFlight.leave(meter, size));
            } else if (!inside.isEmpty()) {
                inside.removeFirst().run();
            }
            assertThat(inFlight.total()).isBetween(0L, 130L);
        }
        inside.forEach(Runnable::run);
        assertThat(inFlight.total()).isZero();
        assertThat(inFlight.enter(LOUD, 100)).isTrue();
    }

    @Test
    void theWorkOfAMeterIsDoneInOrderAndOneAtATime() throws InterruptedException {
        List<Integer> done = new ArrayList<>(); // not safe for threads: the order is what is tested
        try (var threads = Executors.newFixedThreadPool(4)) {
            InOrder inOrder = new InOrder(threads);
            for (int i = 0; i < 1_000; i++) {
                int number = i;
                inOrder.run(LOUD, () -> done.add(number));
                inOrder.run(QUIET, () -> {});
            }
            var last = new java.util.concurrent.CountDownLatch(1);
            inOrder.run(LOUD, last::countDown);
            assertThat(last.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(done).hasSize(1_000).isSorted();
    }
}
