package org.smartmeter.device.quality;

import java.time.Duration;
import java.time.Instant;

/// How many events may be written one by one: so many at once, then one for every stretch of time.
final class Allowance {

    private final int most;
    private final Duration each;
    private int left;
    private Instant grownAt;

    Allowance(int most, Duration each, Instant now) {
        this.most = most;
        this.each = each;
        this.left = most;
        this.grownAt = now;
    }

    /// Takes one if there is one.
    boolean take(Instant now) {
        grow(now);
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }

    boolean isHalfFull(Instant now) {
        grow(now);
        return left >= most / 2;
    }

    /// Grows by whole steps, so that no part of one is lost.
    private void grow(Instant now) {
        long steps = Math.max(0, Duration.between(grownAt, now).dividedBy(each));
        grownAt = left + steps >= most ? now : grownAt.plus(each.multipliedBy(steps));
        left = (int) Math.min(most, left + steps);
    }
}
