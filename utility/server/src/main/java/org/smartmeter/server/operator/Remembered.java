package org.smartmeter.server.operator;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// An answer that is costly to work out and good for a while, however many ask for it.
final class Remembered<T> {

    private final long goodForNanos;
    private final Supplier<T> question;
    private @Nullable T answer;
    private long answeredAt;

    Remembered(java.time.Duration goodFor, Supplier<T> question) {
        this.goodForNanos = goodFor.toNanos();
        this.question = question;
    }

    /// At most so old as was said; whoever comes while it is worked out waits for it.
    synchronized T get() {
        T known = answer;
        if (known != null && System.nanoTime() - answeredAt < goodForNanos) {
            return known;
        }
        T fresh = question.get();
        answer = fresh;
        answeredAt = System.nanoTime();
        return fresh;
    }
}
