package org.smartmeter.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The line under fire, a few seeds of it; `smartmeter simulate` lives thousands.
class SeedsTest {

    private static final WorldSettings SMALL = WorldSettings.of(8, Duration.ofHours(24));

    private static List<Outcome> live(long first, long last, WorldSettings settings, int threads)
            throws InterruptedException {
        List<Outcome> outcomes = new ArrayList<>();
        new Simulation(settings, threads).live(first, last, outcomes::add);
        return outcomes;
    }

    @Test
    void whateverGoesWrongWhatWasPromisedHolds() throws InterruptedException {
        for (Outcome outcome : live(1, 40, SMALL, 2)) {
            assertThat(outcome.violation()).as("seed %d", outcome.seed()).isEmpty();
        }
    }

    @Test
    void aSeedIsOneLifeInWhateverOrderAndBesideWhateverOthersItIsLived()
            throws InterruptedException {
        List<Long> together = live(7, 12, SMALL, 3).stream().map(Outcome::trace).toList();
        List<Long> alone = new ArrayList<>();
        for (long seed = 12; seed >= 7; seed--) {
            alone.addFirst(World.live(seed, SMALL).trace());
        }
        assertThat(together).isEqualTo(alone).doesNotHaveDuplicates();
    }

    @Test
    void whoWatchesALifeDoesNotChangeIt() {
        Outcome watched = World.watch(9, SMALL, 3);
        assertThat(watched.trace()).isEqualTo(World.live(9, SMALL).trace());
        assertThat(watched.story()).anyMatch(line -> line.contains("meter 3  starts"));
        assertThat(watched.story()).noneMatch(line -> line.contains("meter 4"));
        assertThat(watched.story().getLast()).endsWith("everything is where it belongs");
    }
}
