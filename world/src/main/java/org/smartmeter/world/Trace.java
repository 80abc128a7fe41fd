package org.smartmeter.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What happened, as a number that two lives share only if they were the same, and for one meter in
/// words.
final class Trace {

    /// Of the utility, the line or everybody.
    static final int EVERYBODY = -1;

    private static final int NOBODY = -2;
    private static final long PRIME = 0x100000001B3L;
    private static final int MOST_LINES = 100_000;

    private final int watched;
    private final List<String> lines = new ArrayList<>();
    private long hash = 0xCBF29CE484222325L;
    private long happenings;

    private Trace(int watched) {
        this.watched = watched;
    }

    /// Without words.
    static Trace silent() {
        return new Trace(NOBODY);
    }

    /// In words what happens to a meter and to everybody.
    static Trace of(int meter) {
        return new Trace(meter);
    }

    void note(long at, int meter, Happening what) {
        note(at, meter, what, 0, 0);
    }

    void note(long at, int meter, Happening what, long first, long second) {
        happenings++;
        mix(at);
        mix(meter * 64L + what.ordinal());
        mix(first);
        mix(second);
        if (watched != NOBODY
                && (meter == watched || meter == EVERYBODY)
                && lines.size() < MOST_LINES) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "%s  %-8s %s",
                            Agenda.instant(at),
                            meter == EVERYBODY ? "" : "meter " + meter,
                            what.told(first, second)));
        }
    }

    /// Bytes that somebody sent belong to what happened.
    void mix(long value) {
        hash = (hash ^ value) * PRIME;
        hash ^= hash >>> 29;
    }

    long hash() {
        return hash;
    }

    long happenings() {
        return happenings;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
