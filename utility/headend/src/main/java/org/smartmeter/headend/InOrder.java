package org.smartmeter.headend;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.smartmeter.terms.MeterId;

/// Runs the work of each meter in the order given, one at a time, the work of different meters side
/// by side.
final class InOrder {

    private static final int AT_A_STRETCH = 32;

    private final Executor executor;
    private final ConcurrentHashMap<MeterId, Queue<Runnable>> waiting = new ConcurrentHashMap<>();

    InOrder(Executor executor) {
        this.executor = executor;
    }

    void run(MeterId meter, Runnable work) {
        boolean[] first = new boolean[1];
        waiting.compute(
                meter,
                (key, queue) -> {
                    first[0] = queue == null;
                    Queue<Runnable> extended = queue == null ? new ArrayDeque<>() : queue;
                    extended.add(work);
                    return extended;
                });
        if (first[0]) {
            executor.execute(() -> workOff(meter));
        }
    }

    /// After a stretch other meters have their turn.
    private void workOff(MeterId meter) {
        for (int i = 0; i < AT_A_STRETCH; i++) {
            Runnable[] next = new Runnable[1];
            waiting.computeIfPresent(
                    meter,
                    (key, queue) -> {
                        next[0] = queue.poll();
                        return next[0] == null ? null : queue;
                    });
            if (next[0] == null) {
                return;
            }
            next[0].run();
        }
        executor.execute(() -> workOff(meter));
    }
}
