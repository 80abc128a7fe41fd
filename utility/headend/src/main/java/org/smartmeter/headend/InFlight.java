package org.smartmeter.headend;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.smartmeter.terms.MeterId;

/// Bounds the bytes that were received and are not yet stored, per meter and in total, so that a
/// slow store or a shouting meter cannot fill the memory. Safe for many threads.
final class InFlight {

    private final long perMeter;
    private final long inTotal;
    private final ConcurrentHashMap<MeterId, Long> byMeter = new ConcurrentHashMap<>();
    private final AtomicLong total = new AtomicLong();

    InFlight(long perMeter, long inTotal) {
        this.perMeter = perMeter;
        this.inTotal = inTotal;
    }

    /// @return whether there was room; if so, [#leave] must follow
    boolean enter(MeterId meter, int bytes) {
        if (total.addAndGet(bytes) > inTotal) {
            total.addAndGet(-bytes);
            return false;
        }
        boolean[] entered = new boolean[1];
        byMeter.compute(
                meter,
                (key, held) -> {
                    long before = held == null ? 0 : held;
                    entered[0] = before + bytes <= perMeter;
                    return entered[0] ? Long.valueOf(before + bytes) : held;
                });
        if (!entered[0]) {
            total.addAndGet(-bytes);
        }
        return entered[0];
    }

    void leave(MeterId meter, int bytes) {
        byMeter.computeIfPresent(meter, (key, held) -> held == bytes ? null : held - bytes);
        total.addAndGet(-bytes);
    }

    long total() {
        return total.get();
    }
}
