package org.smartmeter.device.display.http;

import java.time.Duration;

/// How often a PIN may be tried: a few times at once, then one try in half a minute. Six digits
/// would take half a year. One budget for everybody, since an address on a home's network is easily
/// changed; whoever uses it up on purpose keeps others from the screen's buttons, not from the
/// meter's own. Times are a running clock's nanoseconds.
final class PinTries {

    static final int AT_ONCE = 5;
    static final Duration ONE_MORE_AFTER = Duration.ofSeconds(30);

    private double left = AT_ONCE;
    private long refilled;
    private int wrong;

    PinTries(long nanos) {
        refilled = nanos;
    }

    /// Takes a try, if there is one left.
    synchronized boolean take(long nanos) {
        double gained = (double) (nanos - refilled) / ONE_MORE_AFTER.toNanos();
        left = Math.min(AT_ONCE, left + gained);
        refilled = nanos;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }

    /// @return how many wrong ones there were, each time the budget was used up by them
    synchronized int wrong() {
        wrong++;
        if (left >= 1) {
            return 0;
        }
        int all = wrong;
        wrong = 0;
        return all;
    }

    /// A right one does not count.
    synchronized void right() {
        left = Math.min(AT_ONCE, left + 1);
        wrong = 0;
    }
}
