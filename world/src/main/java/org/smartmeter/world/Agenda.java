package org.smartmeter.world;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;

/// Virtual time and what is to happen in it: in the order of time and, at the same time, of what
// was
/// planned first. So a whole life follows from what is planned.
final class Agenda {

    private static final long NANOS = 1_000_000_000L;

    private record Due(long at, long number, Runnable what) implements Comparable<Due> {

        @Override
        public int compareTo(Due other) {
            return at == other.at ? Long.compare(number, other.number) : Long.compare(at, other.at);
        }
    }

    private final PriorityQueue<Due> waiting = new PriorityQueue<>(1_024);
    private long now;
    private long numbered;

    Agenda(Instant start) {
        now = nanos(start);
    }

    static long nanos(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), NANOS), instant.getNano());
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
    }

    /// Nanoseconds since 1970, true time.
    long now() {
        return now;
    }

    Instant instant() {
        return instant(now);
    }

    /// Plans something; what is past is as late as now.
    void at(long nanos, Runnable what) {
        waiting.add(new Due(Math.max(nanos, now), numbered++, what));
    }

    void after(Duration wait, Runnable what) {
        at(now + wait.toNanos(), what);
    }

    /// When something happens next, [Long#MAX_VALUE] if nothing is planned.
    long next() {
        Due first = waiting.peek();
        return first == null ? Long.MAX_VALUE : first.at;
    }

    /// Lets time pass up to an instant at which nothing of the agenda is overdue.
    void reach(long nanos) {
        now = Math.max(now, nanos);
    }

    /// Lets the next thing happen.
    void happen() {
        Due due = waiting.remove();
        now = due.at;
        due.what.run();
    }
}
