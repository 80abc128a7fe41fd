package org.smartmeter.wire;

import java.util.Arrays;

/// Accepts every message of a sender once: boot numbers only rise, and within a boot a message may
/// come late by up to 1,023 others. Threads may share it.
public final class ReplayWindow {

    /// How many counters below the highest are remembered one by one, the highest included.
    public static final int WIDTH = 1_024;

    private static final int WORDS = WIDTH / Long.SIZE;

    private final long[] seen = new long[WORDS];
    private int boot;
    private long highest;

    /// What survives a restart: everything up to here counts as seen.
    ///
    /// @param boot the highest boot number heard, 0 if none
    /// @param highest the highest counter heard in that boot, 0 if none
    public record State(int boot, long highest) {

        /// @throws IllegalArgumentException if a number is negative
        public State {
            if (boot < 0 || highest < 0) {
                throw new IllegalArgumentException(
                        "boot " + boot + " and counter " + highest + " may not be negative");
            }
        }
    }

    /// A window that has seen nothing.
    public ReplayWindow() {
        this(new State(0, 0));
    }

    /// A window after a restart: nothing up to the kept state is accepted again.
    public ReplayWindow(State kept) {
        boot = kept.boot();
        highest = kept.highest();
        Arrays.fill(seen, -1L);
    }

    /// Whether the message is new; if so it is remembered. Ask only for messages whose seal held.
    public synchronized boolean accept(int messageBoot, long counter) {
        if (messageBoot < boot || counter < 1) {
            return false;
        }
        if (messageBoot > boot) {
            boot = messageBoot;
            highest = 0;
            Arrays.fill(seen, 0L);
        }
        if (counter > highest) {
            advance(counter);
        } else if (highest - counter >= WIDTH || isSeen(counter)) {
            return false;
        }
        seen[word(counter)] |= bit(counter);
        return true;
    }

    public synchronized State state() {
        return new State(boot, highest);
    }

    /// Forgets the marks of the counters that leave the window, so that those that enter are new.
    private void advance(long counter) {
        if (counter - highest >= WIDTH) {
            Arrays.fill(seen, 0L);
        } else {
            for (long entering = highest + 1; entering <= counter; entering++) {
                seen[word(entering)] &= ~bit(entering);
            }
        }
        highest = counter;
    }

    private boolean isSeen(long counter) {
        return (seen[word(counter)] & bit(counter)) != 0;
    }

    private static int word(long counter) {
        return (int) (counter % WIDTH) / Long.SIZE;
    }

    private static long bit(long counter) {
        return 1L << (counter % Long.SIZE);
    }
}
