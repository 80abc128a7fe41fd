package org.smartmeter.world;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// Lives many seeds, side by side on all processors; each is a world of its own.
public final class Simulation {

    private final WorldSettings settings;
    private final int threads;

    /// @param threads seeds that are lived at a time
    public Simulation(WorldSettings settings, int threads) {
        this.settings = settings;
        this.threads = threads;
    }

    /// Lives the seeds from the first to the last.
    ///
    /// @param each told of every outcome, in the order of seeds
    public void live(long first, long last, Consumer<Outcome> each) throws InterruptedException {
        try (ExecutorService workers =
                Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().name("world-", 0).daemon().factory())) {
            List<Future<Outcome>> underway = new ArrayList<>();
            long next = first;
            for (long awaited = first; awaited <= last; awaited++) {
                while (next <= last && underway.size() < 4 * threads) {
                    long seed = next++;
                    underway.add(workers.submit(() -> World.live(seed, settings)));
                }
                each.accept(outcome(underway.removeFirst()));
            }
        }
    }

    private static Outcome outcome(Future<Outcome> living) throws InterruptedException {
        try {
            return living.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a world could not be lived", e.getCause());
        }
    }
}
